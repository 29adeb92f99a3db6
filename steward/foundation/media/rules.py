"""Who may upload: whatever the rooms above have to say, at the point `picture-rights`."""

from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling


def may_upload(viewer: Any) -> Ruling:
    """Whether the viewer may send pictures: signed in, and no contributed `function(viewer) → Ruling` denies it."""
    if getattr(viewer, "account_id", None) is None:
        return Denied(_("Sign in to send pictures."))
    for right in items("picture-rights"):
        ruling: Ruling = right(viewer)
        if isinstance(ruling, Denied):
            return ruling
    return Allowed()
