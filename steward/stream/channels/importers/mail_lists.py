"""Which mailing list a mail belongs to."""

import re

from steward.stream.channels.importers import mail_headers
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.mail_headers import Headers
from steward.stream.channels.importers.text import decode

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
#: "2003-May", "1997", "200304", "2015_november", "2003q2": files of one period of a list.
PERIOD = re.compile(rf"[-_.]?(?:19|20)\d\d(?:[-_]?(?:\d\d|{_MONTHS}|[a-z]{{3}}|q[1-4]))?(?:[-_]\d\d?)?$", re.IGNORECASE)
_LIST_ID = re.compile(rb"<([^<>\s]+)>\s*$")


class Lists:
    """Which list a mail belongs to: the only List-Id of its folder or file, else its own, else the folder's name."""

    def __init__(self, tree_name: str) -> None:
        self._tree_name = tree_name
        self._list_ids: dict[str, set[str]] = {}
        self._numbers: dict[str, int] = {}

    def group(self, entry: Entry) -> str:
        """The name of the list as the path tells it."""
        folder, _slash, name = entry.path.rpartition("/")
        stem = re.sub(r"(\.(gz|xz|bz2|mbox|mbx|txt|mail|eml))+$", "", name, flags=re.IGNORECASE)
        return PERIOD.sub("", stem) or folder.rpartition("/")[2] or self._tree_name.partition(".")[0] or "mail"

    def note(self, group: str, headers: Headers) -> int:
        """First reading: remember a List-Id. Returns a number for the list."""
        found = _list_id(headers)
        if found:
            self._list_ids.setdefault(group, set()).add(found)
        return self._numbers.setdefault(found or group, len(self._numbers))

    def of(self, group: str, headers: Headers) -> str:
        """Second reading."""
        known = self._list_ids.get(group, ())
        if len(known) == 1:
            return next(iter(known))
        return (_list_id(headers) if known else "") or group


def _list_id(headers: Headers) -> str:
    value = headers.get(b"list-id")
    match = _LIST_ID.search(mail_headers.unfolded(value)) if value else None
    return decode(match[1]).lower()[:200] if match else ""
