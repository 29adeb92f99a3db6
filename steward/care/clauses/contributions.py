"""What the clauses room offers: its permission, its page in the rail, its text to accept, what members are told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steward.care.clauses.enums import KEY, MANAGE, TELL
from steward.care.clauses.queries.code import asked_now, code_now, offered_now
from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import (
    Deed,
    Done,
    NavigationEntry,
    PaletteHit,
    PaletteSource,
    PortalEntry,
    TextToAccept,
)
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.notify.public import Line, NotificationKind

_TITLE = gettext_lazy("Code of conduct")


def _day(params: Mapping[str, Any]) -> tuple[datetime, str]:
    at = datetime.fromisoformat(params["binds_at"])
    return at, date_format(timezone.localtime(at), "DATE_FORMAT")


def _edition(params: Mapping[str, Any]) -> Line:
    at, day = _day(params)
    if params["number"] == 1:
        text = _("The community has a code of conduct")
    else:
        text = _("The code of conduct has a new edition, number %(number)s") % {"number": params["number"]}
    when = _("In force since %(day)s.") if at <= clock.now() else _("In force from %(day)s.")
    detail = when % {"day": day}
    if params["material"]:
        detail += " " + _("Please read and accept it.")
    return Line(text, detail, "scroll-text")


def _reminder(params: Mapping[str, Any]) -> Line:
    at, day = _day(params)
    if at <= clock.now():
        detail = _("In force since %(day)s: until you accept it you can read, but not write.") % {"day": day}
    else:
        detail = _("In force from %(day)s: from then on you can write only if you have accepted it.") % {"day": day}
    return Line(_("Please read and accept the code of conduct"), detail, "scroll-text")


def find_clauses(_viewer: Any, words: str) -> Iterator[PaletteHit]:
    """Clauses in force by title or key, at most eight."""
    wanted = words.casefold().strip()
    hits = (one for one in code_now().clauses if wanted and (wanted in one.title().casefold() or wanted in one.key))
    for one, _number in zip(hits, range(8), strict=False):
        yield PaletteHit(one.title(), reverse("code-clause", args=[one.key]), one.reason_label, "scroll-text")


def deeds(_viewer: Any, facts: Sequence[Any]) -> list[Done]:
    """Published editions, without a query: everybody may read them."""
    return [
        Done(
            fact.at, _("Code of conduct, edition %(number)s published") % {"number": fact.data["number"]},
            reverse("code-changes"), "scroll-text", 3.0 if fact.data["material"] else 1.5,
        )
        for fact in facts
    ]  # fmt: skip


contribute("deeds", Deed(("clauses.edition_published",), deeds))
contribute("permissions", Permission(MANAGE, gettext_lazy("write and publish the code of conduct"), (Role.LEAD,)))
contribute("navigation", NavigationEntry("community", _TITLE, "code-editor", "scroll-text", MANAGE, order=16))
contribute("palette", PaletteSource(_TITLE, "", find_clauses))
contribute("portal-foot", PortalEntry(_TITLE, "code-of-conduct", "scroll-text", 10, shown=lambda: offered_now() > 0))
contribute("texts-to-accept", TextToAccept(KEY, _TITLE, "code-of-conduct", asked_now, offered_now))
contribute("job-kinds", JobKind(TELL, gettext_lazy("Telling members of the code of conduct")))
contribute(
    "notification-kinds",
    NotificationKind(
        "clauses.edition", gettext_lazy("The code of conduct has a new edition"), gettext_lazy("Community"), "each",
        _edition,
    ),
)  # fmt: skip
contribute(
    "notification-kinds",
    NotificationKind(
        "clauses.reminder", gettext_lazy("The team reminds me of the code of conduct"), gettext_lazy("Community"),
        "each", _reminder,
    ),
)  # fmt: skip
