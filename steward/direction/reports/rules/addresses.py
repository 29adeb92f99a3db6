"""Mail addresses outside the team, as one types them: one on each line, perhaps followed by a language."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from steward.direction.reports.enums import MOST_ADDRESSES
from steward.foundation.kernel.ruling import Invalid

_LANGUAGES = {"en": "en", "zh": "zh-hans", "zh-hans": "zh-hans", "zh-cn": "zh-hans", "中文": "zh-hans"}


def parse_addresses(text: str, language: str) -> list[list[str]]:
    """[address, language] for each line; the same address counts once. Raises Invalid naming the line that is off."""
    found: dict[str, list[str]] = {}
    for line in text.replace(",", "\n").replace("，", "\n").splitlines():
        words = line.split()
        if not words:
            continue
        spoken = _LANGUAGES.get(words[1].lower()) if len(words) > 1 else language
        if spoken is None or len(words) > 2:
            raise Invalid(
                {"addresses": _("“%(line)s”: after the address write en or zh, or nothing.") % {"line": line}}
            )
        try:
            validate_email(words[0])
        except ValidationError:
            raise Invalid({"addresses": _("“%(line)s” is not a mail address.") % {"line": line.strip()}}) from None
        found.setdefault(words[0].lower(), [words[0], spoken])
    if len(found) > MOST_ADDRESSES:
        raise Invalid({"addresses": _("At most %(n)s addresses.") % {"n": MOST_ADDRESSES}})
    return list(found.values())


def write_addresses(addresses: Iterable[Iterable[str]]) -> str:
    """The lines `parse_addresses` reads."""
    return "\n".join(f"{address} {'zh' if language.startswith('zh') else 'en'}" for address, language in addresses)
