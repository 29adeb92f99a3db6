"""One of everything the loop of goals, numbers and decisions is made of, with ids that sample addresses name."""

from datetime import timedelta
from typing import Any

from steward.people.access.public import Viewer

#: Beyond what sequences give, so that nothing made by a test takes its place.
NUMBER = 900_001
#: What stands in addresses of these rooms.
NAMES = (
    "goal_id", "key_result_id", "guardrail_id", "part_id", "resolution_id", "report_id", "plan_id", "task_id",
    "item_id", "comment_id", "survey_id", "answer_id",
)  # fmt: skip


def made_loop(owner: Viewer) -> None:
    """A positioning, a goal shown to the team alone, a decision, a report, a task, an open survey: all the owner's."""
    from steward.direction.positioning.actions.publish_positioning import publish_positioning
    from steward.direction.positioning.actions.write_draft import write_draft
    from steward.foundation.kernel import clock
    from steward.stream.insights.public import today

    write_draft(actor=owner, words={"need": {"en": "Calm."}})
    publish_positioning(actor=owner, reason="We begin.")
    day, now, own = today(), clock.now(), owner.account_id
    days = {"since": day - timedelta(days=7), "until": day}
    _goal(own, day, now)
    _decision(own, day, now, days)
    _report(own, now, days)
    _task(own, day, now)
    _survey(now)


def _goal(own: Any, day: Any, now: Any) -> None:
    from steward.direction.goals.models import Goal, Guardrail, KeyResult

    goal = Goal.objects.create(
        pk=NUMBER, number=NUMBER, title="Hidden goal", first_day=day, last_day=day + timedelta(days=90), owner_id=own,
        made_at=now,
    )  # fmt: skip
    KeyResult.objects.create(pk=NUMBER, goal=goal, metric="posts", baseline=1.0, target=10.0, judge="pace")
    Guardrail.objects.create(pk=NUMBER, goal=goal, metric="comments", limit=3.0, bound="at_most")


def _decision(own: Any, day: Any, now: Any, days: dict[str, Any]) -> None:
    from steward.direction.decisions.models import Resolution
    from steward.foundation.journal.public import decide

    Resolution.objects.create(
        pk=NUMBER, kind="watch", metric="posts", grain="day", statement="Hidden decision", starts=day,
        due=day + timedelta(days=9), days=7, owner_id=own, made_at=now,
        decision=decide(kind="decisions.resolve", subject="metric:posts", account_id=own), **days,
    )  # fmt: skip


def _report(own: Any, now: Any, days: dict[str, Any]) -> None:
    from steward.direction.reports.models import Report, ReportPassage, ReportPlan

    plan = ReportPlan.objects.create(pk=NUMBER, period="week", style="plain")
    plan.accounts.set([own])
    report = Report.objects.create(
        pk=NUMBER, plan=plan, period="week", style="plain", state="written", at=now, words="Hidden report", **days
    )
    said = {"title": "Hidden report", "sentences": ["Hidden."], "head": [], "rows": [], "links": []}
    ReportPassage.objects.create(
        pk=NUMBER, report=report, key="x", place="voices", position=0, said={"en": said, "zh-hans": said}
    )


def _task(own: Any, day: Any, now: Any) -> None:
    from steward.team.work.models import ChecklistItem, Task, TaskComment

    task = Task.objects.create(pk=NUMBER, title="Hidden task", made_at=now, due_on=day, owner_id=own)
    ChecklistItem.objects.create(pk=NUMBER, task=task, text="step", position=0)
    TaskComment.objects.create(pk=NUMBER, task=task, author_id=own, source="Hm", html="<p>Hm</p>", at=now)


def _survey(now: Any) -> None:
    from steward.foundation.kernel.sealing import seal
    from steward.square.surveys.models import Answer, Survey
    from steward.stream.insights.public import today

    survey = Survey.objects.create(
        pk=NUMBER, slug="x", state="open", made_at=now, opened_at=now, salt_sealed=seal("salt"), min_days=0
    )
    Answer.objects.create(pk=NUMBER, survey=survey, score=3, comment="Hidden answer", on=today(), row_key="x")
