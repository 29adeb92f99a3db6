"""What each setting may be, and the stylesheet that follows from the colours."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid
from steward.people.community import colours
from steward.people.community.enums import Radius, SignUp
from steward.people.community.records import Community

OLDEST = 120
#: Corners of (box, field, selector) in rem.
CORNERS = {
    Radius.SQUARE: ("0.125rem", "0.125rem", "0.0625rem"),
    Radius.SOFT: ("0.75rem", "0.5rem", "0.25rem"),
    Radius.ROUND: ("1.5rem", "2rem", "1rem"),
}


def clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored. Raises Invalid with a sentence for each field that cannot be used."""
    good: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, value in fields.items():
        try:
            good[name] = CLEANERS[name](value)
        except ValueError as problem:
            wrong[name] = str(problem)
    if wrong:
        raise Invalid(wrong)
    return good


def _line(most: int) -> Callable[[Any], str]:
    def cleaned(value: Any) -> str:
        text = " ".join(str(value).split())
        if len(text) > most:
            raise ValueError(_("Write at most %(most)s characters.") % {"most": most})
        return text

    return cleaned


def _name(value: Any) -> str:
    text = _line(80)(value)
    if not text:
        raise ValueError(_("A community needs a name."))
    return text


def _languages(value: Any) -> list[str]:
    known = dict(settings.LANGUAGES)
    chosen = list(dict.fromkeys(value))
    if not chosen or any(code not in known for code in chosen):
        raise ValueError(_("Choose at least one language that Steward speaks."))
    return chosen


def _timezone(value: Any) -> str:
    if value not in available_timezones():
        raise ValueError(_("There is no such time zone. Write it like Asia/Shanghai."))
    return str(value)


def _mode(value: Any) -> str:
    if value not in SignUp.values:
        raise ValueError(_("Choose one of the ways of signing up."))
    return str(value)


def _corner(value: Any) -> str:
    if value not in Radius.values:
        raise ValueError(_("Choose square, soft or round corners."))
    return str(value)


def _age(value: Any) -> int:
    number = int(value or 0)
    if not 0 <= number <= OLDEST:
        raise ValueError(_("Write an age in years, or 0."))
    return number


def _email(value: Any) -> str:
    text = str(value).strip()
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise ValueError(_("“%(email)s” is not an e-mail address.") % {"email": text}) from None
    return text


def _colour(value: Any) -> str:
    text = str(value).strip().lower()
    if not text:
        return ""
    if not colours.is_colour(text):
        raise ValueError(_("Write a colour like #1d6655."))
    if not colours.passes(text, colours.PAPER):
        words = {"shade": colours.nearest(text, colours.PAPER), "ratio": f"{worst_contrast(text):.1f}"}
        raise ValueError(
            _(
                "Words in this colour cannot be read well (contrast %(ratio)s, needed 4.5). The nearest that can: "
                "%(shade)s."
            )
            % words
        )
    return text


def worst_contrast(colour: str) -> float:
    """The contrast of the colour on the harder of the light papers."""
    return min(colours.contrast(colour, paper) for paper in colours.PAPER)


CLEANERS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "purpose": _line(300),
    "languages": _languages,
    "timezone": _timezone,
    "signup_mode": _mode,
    "members_invite": bool,
    "question": _line(300),
    "asks_birth_year": bool,
    "minimum_age": _age,
    "guardian_age": _age,
    "asks_real_name": bool,
    "contact": _email,
    "primary": _colour,
    "accent": _colour,
    "radius": _corner,
    "logo": _line(64),
    "cover": _line(64),
    "filing": _line(60),
    "filing_police": _line(60),
}


def stylesheet(now: Community) -> str:
    """The community's tokens for both themes, as CSS. The dark ones keep the hue and are as readable on dark paper."""
    box, field, selector = CORNERS[Radius(now.radius)]
    primary, accent = (colours.nearest(colour, colours.INK, colours.CALM) for colour in (now.primary, now.accent))
    dark = f"--color-accent:{accent};--color-accent-content:{colours.ink_on(accent)}"
    corners = f"--radius-box:{box};--radius-field:{field};--radius-selector:{selector}"
    return (
        f":root,[data-theme]{{{corners}}}"
        f":root{{--brand:{now.primary};--brand-ink:{colours.ink_on(now.primary)};"
        f"--brand-dark:{primary};--brand-dark-ink:{colours.ink_on(primary)}}}"
        f":root,[data-theme=paper]{{--color-accent:{now.accent};--color-accent-content:{colours.ink_on(now.accent)}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme]){{{dark}}}}}"
        f"[data-theme=ink]{{{dark}}}\n"
    )


def fingerprint(css: str) -> str:
    """Eight hexadecimal digits that differ when the stylesheet does: its address may be kept for ever."""
    return hashlib.sha256(css.encode()).hexdigest()[:8]
