"""What cannot be done, with a sentence for the person."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid


class Stale(Invalid):
    """Somebody else changed the words since this edit began; `version` is how they stand now."""

    def __init__(self, version: int) -> None:
        super().__init__({"source": _("Somebody else has edited this post in the meantime.")})
        self.version = version


class DraftConflict(Invalid):
    """Another tab or device saved a newer draft; it is told, not overwritten."""

    def __init__(self) -> None:
        super().__init__(_("A newer draft was saved in another tab or on another device."))
