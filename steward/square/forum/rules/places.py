"""What a category may be: its rights, its colour, its icon."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Role
from steward.square.forum.enums import TrustLevel, Verb
from steward.square.forum.rules.rights import EVERYONE, MEMBERS

#: Icons offered for a category.
ICONS = (
    "message-circle", "megaphone", "circle-help", "lightbulb", "book-open", "calendar", "camera", "code", "coffee",
    "flag", "gamepad-2", "gift", "graduation-cap", "heart", "house", "image", "leaf", "life-buoy", "map", "mic",
    "music", "newspaper", "palette", "puzzle", "rocket", "shopping-bag", "sparkles", "star", "trophy", "users",
    "wrench", "archive",
)  # fmt: skip
#: Colours offered: each can be made out on both papers.
COLOURS = (
    "#1d6655", "#2f7d4f", "#4a7c1f", "#8a6d00", "#a9571a", "#b4442c",
    "#b23a5b", "#9a3f8f", "#6b4fb3", "#3f5fb8", "#1f6f9c", "#5f6b73",
)  # fmt: skip
#: The papers of the two themes (ui/front/tokens.css) and how far a mark must stand out from them (1 to 21).
PAPERS, ENOUGH = ("#fffdf9", "#211f1b"), 1.8
_HEX = re.compile(r"^#[0-9a-f]{6}$")

VERBS = {
    Verb.SEE: lazy("may read"),
    Verb.POST: lazy("may open topics"),
    Verb.REPLY: lazy("may reply"),
    Verb.MODERATE: lazy("moderate"),
}


def contrast(one: str, other: str) -> float:
    """The ratio (L1 + 0.05) / (L2 + 0.05) of two colours "#rrggbb", 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def clean_colour(colour: str) -> str:
    """A colour that can be made out on light and on dark paper. Raises Invalid (field "color")."""
    colour = colour.strip().lower()
    if not _HEX.match(colour):
        raise Invalid({"color": _("Write a colour as #rrggbb.")})
    if min(contrast(colour, paper) for paper in PAPERS) < ENOUGH:
        raise Invalid({"color": _("This colour cannot be made out on one of the two papers. Choose a middle one.")})
    return colour


def clean_rights(rights: Mapping[str, Collection[str]], groups: Collection[int]) -> dict[str, list[str]]:
    """Rights in their canonical form: known audiences, each once, in order; the team always moderates.

    Raises Invalid (field "rights") for an audience nobody can belong to and for visitors who should write.
    """
    known = set(audiences(dict.fromkeys(groups, "")))
    clean = {}
    for verb in Verb.values:
        wanted = sorted(set(rights.get(verb, ())))
        if strange := [one for one in wanted if one not in known]:
            raise Invalid({"rights": _("There is no audience “%(name)s”.") % {"name": strange[0]}})
        if verb != Verb.SEE and EVERYONE in wanted:
            raise Invalid({"rights": _("Visitors can only read. Let members write instead.")})
        clean[verb] = wanted
    if not any(one.startswith("role:") for one in clean[Verb.MODERATE]):
        clean[Verb.MODERATE] = sorted([*clean[Verb.MODERATE], f"role:{Role.LEAD}"])
    return clean


def audiences(groups: Mapping[int, str]) -> dict[str, Any]:
    """Every audience there is with its name, in the order of the editor."""
    return (
        {EVERYONE: _("everybody (visitors too)"), MEMBERS: _("all members")}
        | {f"trust:{level.value}": _("trust level %(n)d and up (%(name)s)") % {"n": level.value, "name": level.label}
           for level in TrustLevel if level}
        | {f"group:{pk}": _("the group %(name)s") % {"name": name} for pk, name in groups.items()}
        | {f"role:{role.value}": _("the team: %(role)s") % {"role": role.label}
           for role in Role if role != Role.MEMBER}
    )  # fmt: skip


def rights_sentence(verb: str, wanted: Collection[str], names: Mapping[str, Any]) -> str:
    """One line of the rights in words: "members, the group 编辑部 may reply"."""
    people = _(", ").join(str(names.get(one, _("nobody any more"))) for one in wanted) or _("nobody but the moderators")
    return _("%(people)s %(verb)s") % {"people": people, "verb": VERBS[Verb(verb)]}


def _luminance(colour: str) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
