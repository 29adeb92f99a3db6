"""Pictures attached to an answer by mail."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Denied, Invalid
from steward.foundation.media.public import address, may_upload, store_picture
from steward.people.access.public import Viewer

_MARKUP = re.compile(r"[\[\]()!`*_<>\\]")


def with_pictures(text: str, pictures: Sequence[tuple[str, bytes]], viewer: Viewer) -> str:
    """The text with the pictures stored and shown below it; what cannot be taken is named instead, with the reason.

    Call it outside of a transaction: stored files are not taken back with one (unclaimed pictures go after a day).
    """
    lines = [text] if text.strip() else []
    ruling = may_upload(viewer)
    for name, content in pictures:
        label = _MARKUP.sub(" ", name).strip()[:80]
        why = ruling.why if isinstance(ruling, Denied) else ""
        try:
            shown = "" if why else address(store_picture(account_id=viewer.own_id, file=content, name=name))
        except Invalid as problem:
            why = str(problem)
        words = _("(The attached picture %(name)s was left out: %(why)s)") % {"name": label, "why": why}
        lines.append(words if why else f"![{label}]({shown})")
    return "\n\n".join(lines)
