"""What conduct offers to shared screens and registries: the queue."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from steward.care.conduct.actions.claim import MOVED
from steward.care.conduct.actions.erase_cases import erase_cases
from steward.care.conduct.actions.remind import LATE
from steward.care.conduct.actions.settle import OUTCOME
from steward.care.conduct.enums import Step
from steward.care.conduct.queries import channels, people
from steward.care.conduct.queries.my_work import cases_waiting
from steward.care.conduct.queries.outcomes import outcome_words
from steward.care.conduct.queries.personal import personal_cases
from steward.care.conduct.queries.queue import open_cases, search_cases, waiting_count
from steward.care.conduct.rules.conflict import REPORT, REVIEW
from steward.care.conduct.rules.practice import MANAGE
from steward.foundation.kernel.contracts import (
    Flaggable,
    NavigationEntry,
    PaletteHit,
    PaletteSource,
    PersonalData,
    PortalEntry,
    SubjectAct,
    WorkSource,
)
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role, viewer_in
from steward.people.notify.public import Line, NotificationKind


def outcome(params: Mapping[str, Any]) -> Line:
    """“Thank you for your report of “…””, with what was done."""
    text = _("Thank you for reporting “%(title)s”") % {"title": params["title"]}
    return Line(text, outcome_words(upheld=bool(params["upheld"]), level=str(params["level"])), "flag")


def moved(params: Mapping[str, Any]) -> Line:
    """What a team mate did with a case."""
    words = {"who": params.get("who") or _("A team mate"), "title": params["title"]}
    said = {
        Step.CLAIMED: _("%(who)s has taken over a case you worked on: “%(title)s”"),
        Step.HANDED: _("%(who)s hands a case over to you: “%(title)s”"),
        Step.ASKED: _("%(who)s asks for your opinion: “%(title)s”"),
        Step.ADVISED: _("%(who)s says what they would decide: “%(title)s”"),
    }[Step(params["step"])]
    return Line(said % words, str(params.get("words", "")), "inbox")


def late(params: Mapping[str, Any]) -> Line:
    """“3 cases are late”."""
    count = int(params["n"])
    return Line(ngettext("%(n)d case is late", "%(n)d cases are late", count) % {"n": count}, "", "timer")


def badge(request: HttpRequest) -> int:
    """How many cases nobody works on."""
    return waiting_count(viewer_in(request))


def find(viewer: Any, words: str) -> Iterator[PaletteHit]:
    """Open cases by their words or number, at most eight."""
    for case in search_cases(open_cases(viewer), words).defer("html").order_by("-priority", "id")[:8] if words else ():
        title = case.title or case.text[:80] or f"#{case.pk}"
        yield PaletteHit(title, reverse("conduct-case", args=[case.pk]), case.place_name, "inbox")


contribute("permissions", Permission(REVIEW, lazy("work on the queue of reports"), (Role.LEAD, Role.MODERATOR)))
contribute("permissions", Permission(REPORT, lazy("report something in one's own name"), tuple(Role.values)))
contribute(
    "navigation",
    NavigationEntry(
        "community",
        lazy("Reports and reviews"),
        "conduct-queue",
        "inbox",
        REVIEW,
        11,
        badge,
        also=("/console/conduct/cases/",),
    ),
)
contribute("palette", PaletteSource(lazy("Cases"), REVIEW, find))
contribute("my-work", WorkSource("conduct.queue", lazy("Reports and reviews"), "inbox", REVIEW, cases_waiting, 20))
contribute("portal-menu", PortalEntry(lazy("Reports and decisions"), "conduct-mine", "scale", 70))
contribute(
    "notification-kinds",
    NotificationKind(OUTCOME, lazy("What became of my reports"), lazy("My reports"), "each", outcome),
)
contribute(
    "notification-kinds",
    NotificationKind(
        MOVED, lazy("Cases I work on, or am asked about"), lazy("The team"), "each", moved, permission=REVIEW
    ),
)
contribute(
    "notification-kinds",
    NotificationKind(LATE, lazy("Cases past their time"), lazy("The team"), "hourly", late, permission=MANAGE),
)
contribute("personal-data", PersonalData("conduct-cases", personal_cases, erase_cases))
contribute(
    "flaggables",
    Flaggable("member", lazy("member"), people.load, people.may_report, people.may_judge, people.around),
)
contribute(
    "flaggables",
    Flaggable(
        "activity", lazy("message elsewhere"), channels.load, channels.may_report, channels.may_judge, channels.around
    ),
)
for kind in ("post", "letter", "member"):
    contribute("subject-acts", SubjectAct(kind, lazy("Report"), "flag", f"/conduct/report/{kind}/{{id}}/", 90))
