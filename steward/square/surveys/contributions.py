"""What surveys offer: rights, pages, the card on the portal, metrics, their part of reports, what is told."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import (
    Deed,
    Done,
    NavigationEntry,
    Passage,
    PersonalData,
    PortalNotice,
    ReportPart,
    Work,
    WorkItem,
    WorkKind,
    WorkSource,
)
from steward.foundation.kernel.registry import contribute
from steward.foundation.ui.formats import signed
from steward.people.access.public import TEAM, Permission, Role, viewer_in
from steward.people.community.public import community
from steward.people.notify.public import Line, NotificationKind
from steward.square.surveys.actions.forget import erase_answers, personal_answers
from steward.square.surveys.enums import EDIT, TELL, VIEW, State
from steward.square.surveys.models import Answer, Survey
from steward.square.surveys.queries.asking import is_asked, open_survey, question_of
from steward.square.surveys.queries.counted import answer_rows, nps_rows
from steward.square.surveys.queries.results import nps_between
from steward.square.surveys.rules import ends_of, usual_question
from steward.stream.insights.enums import About, Direction, Grain, Unit
from steward.stream.insights.public import CountedMetric, Metric, Reference, today
from steward.stream.webhooks.public import WebhookEvent

_TITLE = _("Surveys")


def card(request: HttpRequest) -> dict[str, Any] | None:
    """The question to who is asked; None for everybody else. No query while no survey is open."""
    survey, viewer = open_survey(), viewer_in(request)
    if survey is None or not is_asked(viewer, survey):
        return None
    return {
        "survey": survey, "question": question_of(survey), "ends": ends_of(survey.kind), "token": get_token(request),
    }  # fmt: skip


def to_close(_viewer: Any) -> list[WorkItem]:
    """The open survey from the day it was to be closed."""
    rows = Survey.objects.filter(state=State.OPEN, closes_on__lte=today())
    return [
        WorkItem(
            _now("Close the survey and read it: %(question)s") % {"question": question_of(row)},
            reverse("survey-results", args=[row.pk]), due=_end_of(row.closes_on), mine=False, verb=_("Close"),
        )
        for row in rows
    ]  # fmt: skip


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


def tell(_viewer: Any, facts: Sequence[Any]) -> list[Done]:
    """Surveys opened and closed, one query."""
    rows = Survey.objects.in_bulk([fact.data["survey_id"] for fact in facts])
    found = []
    for fact in facts:
        if row := rows.get(fact.data["survey_id"]):
            opened = fact.type == "surveys.opened"
            text = _now("Survey opened: %(question)s") if opened else _now("Survey closed: %(question)s")
            page = reverse("survey-results", args=[row.pk])
            found.append(
                Done(fact.at, text % {"question": question_of(row)}, page, "message-circle-question-mark", 0.5)
            )
    return found


def write(_viewer: Any, since: date, until: date) -> Passage | None:
    """What members answered in these days; None under the floor."""
    found = nps_between(since, until)
    if found is None or found.value is None or found.interval is None:
        return None
    line = _now("%(count)s members answered; the recommendation score is %(value)s (between %(low)s and %(high)s).") % {
        "count": found.size, "value": signed(round(found.value)), "low": signed(round(found.interval.low)),
        "high": signed(round(found.interval.high)),
    }  # fmt: skip
    with_words = Answer.objects.filter(on__gte=since, on__lt=until, hidden=False).exclude(comment="").count()
    said = (_now("%(count)s of them said why.") % {"count": with_words},) if with_words else ()
    return Passage(_now("What members answered"), (line, *said), links=((str(_TITLE), reverse("surveys")),))


def as_work(row: Survey) -> Work:
    """A survey as a piece of work."""
    url = reverse("survey-results", args=[row.pk])
    return Work(row.pk, question_of(row), url, row.state != State.CLOSED, row.get_state_display())


def load(_viewer: Any, ids: Sequence[int]) -> dict[int, Work]:
    """Surveys by id."""
    return {row.pk: as_work(row) for row in Survey.objects.filter(pk__in=ids)}


def current(_viewer: Any) -> list[Work]:
    """Surveys that are not over."""
    return [as_work(row) for row in Survey.objects.exclude(state=State.CLOSED)[:200]]


def opened(params: Mapping[str, Any]) -> Line:
    """The question, as a notification."""
    texts = {code: text for code, text in params.get("questions", {}).items() if text}
    own = texts.get(get_language() or "") or next(iter(texts.values()), "")
    asked = own or usual_question(str(params.get("kind", "")), community().name or _now("this community"))
    return Line(_now("The team asks you one question"), asked, "message-circle-question-mark")


def told(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    """What other systems hear: how many, never what."""
    row = Survey.objects.filter(pk=fact["survey_id"]).first()
    if row is None:
        return None
    return {"survey": {"id": row.pk, "slug": row.slug, "state": row.state, "answers": row.answers.count()}}


_MAKERS = (Role.LEAD,)
contribute("permissions", Permission(EDIT, _("ask members in surveys"), _MAKERS))
contribute("permissions", Permission(VIEW, _("read what members answer in surveys"), TEAM))
contribute("navigation", NavigationEntry("members", _TITLE, "surveys", "message-circle-question-mark", VIEW, 50))
contribute("portal-notices", PortalNotice("surveys/card.jinja", card, 20))
contribute("my-work", WorkSource("surveys", _TITLE, "message-circle-question-mark", EDIT, to_close, 60))
contribute("works", WorkKind("survey", _TITLE, "message-circle-question-mark", load, current))
contribute("deeds", Deed(("surveys.opened", "surveys.closed"), tell))
contribute("report-parts", ReportPart("surveys", "voices", ("week", "month"), write, 20))
contribute("personal-data", PersonalData("surveys", personal_answers, erase_answers))
contribute("job-kinds", JobKind(TELL, _("Telling members of a survey")))
contribute(
    "notification-kinds",
    NotificationKind("surveys.opened", _("The team asks me a question"), _("Community"), "daily", opened),
)
for key, label, fact in (
    ("survey.opened", _("A survey opened"), "surveys.opened"),
    ("survey.closed", _("A survey closed"), "surveys.closed"),
    ("survey.answered", _("A member answered a survey"), "surveys.answered"),
):
    contribute("webhook-events", WebhookEvent(key, label, fact, told))

_GRAINS = (Grain.PERIOD, Grain.DAY, Grain.WEEK, Grain.MONTH)
contribute(
    "metrics",
    CountedMetric(
        Metric(
            "nps", "Recommendation (NPS)", "推荐度（NPS）",
            "Per cent of answers of 9 and 10 less per cent of answers of 0 to 6, of all answers to surveys of "
            "recommendation; from -100 to 100. Unknown under five answers.",
            "推荐度调查中，打 9–10 分的百分比减去打 0–6 分的百分比，取值 -100 到 100。不足 5 份答卷时不显示。",
            Reference("jinshuju.net, NPS", "https://jinshuju.net/help/articles/nps"),
            Unit.INDEX, column="value", grains=_GRAINS, default_grain=Grain.MONTH, dimensions=(), fills=None,
            about=About.FEEDBACK,
        ),
        nps_rows,
    ),
)  # fmt: skip
contribute(
    "metrics",
    CountedMetric(
        Metric(
            "survey_answers", "Survey answers", "调查答卷数", "Answers to surveys, imported ones too.",
            "调查收到的答卷数，含导入的。", Reference("Steward"), Unit.ACTIVITIES, column="answers", grains=_GRAINS,
            default_grain=Grain.MONTH, dimensions=(), direction=Direction.NONE, about=About.FEEDBACK,
        ),
        answer_rows,
    ),
)  # fmt: skip
