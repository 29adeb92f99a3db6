"""What a team has written down after some weeks of work: positioning, goals, decisions, reports, tasks, a survey."""

from datetime import timedelta

from steward.direction.decisions.public import measure_effect, resolve
from steward.direction.goals.actions.activate import activate
from steward.direction.goals.actions.begin_set import begin_set
from steward.direction.goals.actions.refresh import refresh_all
from steward.direction.goals.actions.write_goal import GoalValues, change_goal
from steward.direction.positioning.actions.publish_positioning import publish_positioning
from steward.direction.positioning.actions.write_draft import begin_draft, write_draft
from steward.direction.reports.actions.plan_reports import Wanted, make_plan
from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.rules.windows import usual_window
from steward.people.access.public import Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.square.surveys.actions.import_answers import import_answers
from steward.square.surveys.actions.make_survey import Terms, make_survey
from steward.square.surveys.actions.open_survey import open_survey
from steward.stream.insights.public import today
from steward.team.work.actions.comment_task import comment_task
from steward.team.work.public import finish_task, make_task

WEEK = timedelta(days=7)
ANSWERS = "score,comment,date\n" + "".join(f"{score},茶很好 {score},2026-01-0{score % 9 + 1}\n" for score in range(11))


def furnish_direction() -> dict[str, str]:
    """Everything of it, by the owner; addresses of what there is: name → path."""
    owner = viewer_of(Account.objects.get(grants__role="owner"))
    return positioned(owner) | aimed(owner) | decided(owner) | worked(owner) | asked(owner) | reported(owner)


def positioned(owner: Viewer) -> dict[str, str]:
    """Two versions, and a draft that differs."""
    begin_draft(actor=owner, starting_set="open-source")
    publish_positioning(actor=owner, reason="The first one.")
    for stamp_words in ("Whoever asks is answered.", "Whoever asks is answered within a day."):
        write_draft(actor=owner, words={"promise": {"en": stamp_words, "zh-hans": "有问必答。"}})
        if stamp_words.endswith("answered."):
            publish_positioning(actor=owner, reason="Shorter.")
    return {"positioning-old": "/about/positioning/?version=1"}


def aimed(owner: Viewer) -> dict[str, str]:
    """A goal under way that members see, with its readings, and a draft."""
    under_way, draft = begin_set(actor=owner, key="product")
    days = {"first_day": under_way.first_day, "last_day": under_way.last_day}
    shown = GoalValues(
        title=under_way.title, why=under_way.why, audience="members", owner_id=owner.account_id, **days
    )  # fmt: skip
    change_goal(actor=owner, goal_id=under_way.pk, values=shown)
    activate(actor=owner, goal_id=under_way.pk)
    refresh_all()
    result, rail = under_way.key_results.first(), draft.guardrails.first()
    return {
        "goal-title": under_way.title,
        "goal": f"/console/goals/{under_way.pk}/", "goal-draft": f"/console/goals/{draft.pk}/",
        "goal-edit": f"/console/goals/{draft.pk}/edit/", "key-result": f"/console/goals/key-results/{result.pk}/",
        "guardrail": f"/console/goals/guardrails/{rail.pk}/",
    }  # fmt: skip


def decided(owner: Viewer) -> dict[str, str]:
    """One that was measured today, one under way, one to look at again."""
    day = today()
    monday = day - timedelta(days=day.weekday())
    starts = monday - 4 * WEEK
    days = {"since": starts - 4 * WEEK, "until": starts, "metric": "weekly_active"}
    more = {"expected_change": 0.1, "tasks": ["Greet newcomers 迎新"]}
    old, new = (
        resolve(actor=owner, kind="act", statement=words, starts=begins, due=due, **days, **more)
        for words, begins, due in (("Greet everybody 迎新", starts, monday), ("Ask twice", monday, monday + 4 * WEEK))
    )
    measure_effect(actor=owner, resolution_id=old.pk)
    resolve(actor=owner, kind="watch", statement="Look again", starts=starts, due=day, **days)
    return {
        "decision": f"/console/decisions/{old.pk}/", "decision-open": f"/console/decisions/{new.pk}/",
        "decision-change": f"/console/decisions/{new.pk}/change/",
    }  # fmt: skip


def worked(owner: Viewer) -> dict[str, str]:
    """Tasks: late, due, done, with a checklist and a comment."""
    task = make_task(
        actor=owner, title="Write the weekly letter 周信", owner_id=owner.account_id, due=today() - WEEK,
        checklist=("Gather", "Write"), note="With **two** photos.",
    )  # fmt: skip
    comment_task(actor=owner, task_id=task.pk, text="Photos are there.")
    make_task(actor=owner, title="Nobody's task", due=today() + WEEK)
    done = make_task(actor=owner, title="Done already", owner_id=owner.account_id)
    finish_task(actor=owner, task_id=done.pk)
    return {"task": f"/console/work/tasks/{task.pk}/", "task-edit": f"/console/work/tasks/{task.pk}/edit/"}


def asked(owner: Viewer) -> dict[str, str]:
    """A survey that is open, with answers from elsewhere."""
    survey = make_survey(actor=owner, terms=Terms(min_days=0))
    import_answers(actor=owner, survey_id=survey.pk, data=ANSWERS.encode())
    open_survey(actor=owner, survey_id=survey.pk)
    draft = make_survey(actor=owner, terms=Terms(kind="pulse"))
    return {
        "survey": f"/surveys/{survey.slug}/", "survey-results": f"/console/surveys/{survey.pk}/",
        "survey-edit": f"/console/surveys/{draft.pk}/edit/", "survey-import": f"/console/surveys/{draft.pk}/import/",
    }  # fmt: skip


def reported(owner: Viewer) -> dict[str, str]:
    """Last week's report, to be looked over, and a plan."""
    plan = make_plan(actor=owner, wanted=Wanted("week", "chinese", hold_hours=12, roles=["owner"]), enabled=True)
    since, until = usual_window("week", today())
    write_report(actor=owner, period="week", since=since - WEEK, until=since)
    report = write_report(actor=owner, period="week", since=since, until=until)
    here = f"/console/reports/{report.pk}/"
    return {
        "report": here, "report-edit": here + "edit/", "report-text": here + "text/",
        "report-compare": here + "compare/", "plan": f"/console/reports/plans/{plan.pk}/",
    }  # fmt: skip
