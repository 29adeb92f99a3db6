"""What can go wrong, in sentences for the person."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid, Overtaken


def nothing_to_publish() -> Invalid:
    """The draft says what the newest version says."""
    return Invalid(_("The draft does not differ from what is published: there is nothing to publish."))


def reason_needed() -> Invalid:
    """A version without its reason."""
    return Invalid({"reason": _("Say in a sentence why it changes: the reason is kept with the version.")})


def box_changed(name: str) -> Overtaken:
    """Somebody else wrote in the same box."""
    return Overtaken(
        _("Somebody else has changed “%(name)s” in the meantime. Your words are still below: compare, then save again.")
        % {"name": name}
    )


def version_changed() -> Overtaken:
    """Somebody else published."""
    return Overtaken(_("Somebody else has published a newer version. Look at it, then publish again."))


def not_empty() -> Invalid:
    """An example is for an empty canvas."""
    return Invalid(_("There is something on the canvas already. Discard the draft first, or change what is there."))


def no_such_set() -> Invalid:
    """No example of that name."""
    return Invalid({"starting_set": _("There is no such example.")})
