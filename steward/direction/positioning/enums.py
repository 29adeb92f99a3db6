"""The boxes of the canvas."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: The right to write and publish it.
EDIT = "positioning.edit"


@dataclass(frozen=True, slots=True)
class Box:
    """One box. `ask` is what its writer answers; `check` makes a question of one of its lines."""

    key: str
    label: Any  # lazily translated
    ask: Any
    icon: str
    is_list: bool
    check: Any = ""


#: In the order of reading; "" as check: nothing to hold other work against.
BOXES: dict[str, Box] = {
    one.key: one
    for one in (
        Box(
            "audience",
            _("For whom"),
            _("Who is it for? Name people one could meet, not everybody."),
            icon="users",
            is_list=False,
            check=_("Is it for them: “%(line)s”?"),
        ),
        Box(
            "need",
            _("What they need"),
            _("What do they come with, and what is missing elsewhere?"),
            icon="heart-handshake",
            is_list=False,
            check=_("Does it serve this need: “%(line)s”?"),
        ),
        Box(
            "proof",
            _("Why us"),
            _("Why should one believe it? What do we have that others have not?"),
            icon="badge-check",
            is_list=True,
        ),
        Box(
            "promise",
            _("What we promise"),
            _("What can every member count on? One promise in each line."),
            icon="handshake",
            is_list=True,
            check=_("Does it serve our promise “%(line)s”?"),
        ),
        Box(
            "nots",
            _("What we are not"),
            _("What do we leave to others, though some will ask? One in each line."),
            icon="ban",
            is_list=True,
            check=_("Is it none of this: “%(line)s”?"),
        ),
        Box(
            "tone",
            _("How we speak"),
            _("What should one hear in everything we write? One in each line."),
            icon="message-circle-heart",
            is_list=True,
            check=_("Does it sound like this: “%(line)s”?"),
        ),
        Box(
            "avoid",
            _("How we never speak"),
            _("Which words and manners do we stay away from? One in each line."),
            icon="message-circle-off",
            is_list=True,
            check=_("Is it free of this: “%(line)s”?"),
        ),
    )
}
