"""What the import pages take."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.stream.channels.importers.catalogue import IMPORTERS


@cache
def timezones() -> list[str]:
    """Every zone one may choose, by name."""
    left_out = ("Etc/", "posix/", "right/")
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(left_out))


def formats() -> list[tuple[str, str]]:
    """Every format as (key, name)."""
    return sorted(((importer.key, importer.name) for importer in IMPORTERS), key=lambda pair: pair[1].lower())


def _formats() -> list[tuple[str, Any]]:
    return [("", _("as recognised")), *formats()]


def _timezones() -> list[tuple[str, Any]]:
    return [("", _("that of the community")), *((zone, zone) for zone in timezones())]


ENCODINGS = [
    ("", _("find out")),
    ("utf-8", "UTF-8"),
    ("gb18030", "GB18030 / GBK"),
    ("big5", "Big5"),
    ("latin-1", "Latin-1"),
]


class OptionsForm(forms.Form):
    """What the person may correct before an import starts."""

    name = forms.CharField(
        label=_("Name of the source"), required=False, max_length=200, help_text=_("As your team calls it.")
    )
    key = forms.SlugField(
        label=_("Short name"),
        required=False,
        max_length=120,
        allow_unicode=True,
        help_text=_("The same short name is the same source: a later export of it adds to what is here."),
    )
    timezone = forms.ChoiceField(label=_("Time zone of the export"), required=False, choices=_timezones)
    format = forms.ChoiceField(label=_("Format"), required=False, choices=_formats)
    encoding = forms.ChoiceField(label=_("Encoding of text"), required=False, choices=ENCODINGS)


class PathForm(forms.Form):
    """A path on the server."""

    path = forms.CharField(label=_("Path on the server"), max_length=1000)
