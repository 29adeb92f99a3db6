"""What to do next: at most five suggestions, each with its reason. What waits in "my work" is not said twice."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from steward.direction.goals.public import GoalState, GuardrailState, goals_under_way, goals_without_work
from steward.direction.today.enums import MOST_STEPS
from steward.direction.today.queries.beginning import MANY, first_day
from steward.direction.today.records import Step
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.square.forum.public import Topic
from steward.square.surveys.public import Survey

#: A question without an answer for so long, a newcomer without a reply for so long.
_A_DAY, _HOURS = timedelta(days=1), timedelta(hours=4)
#: Older ones are not today's work.
_LOOK_BACK, _NEW = timedelta(days=30), timedelta(days=14)
_QUARTER = timedelta(days=90)


def steps_for(viewer: Viewer) -> tuple[list[Step], list[Step]]:
    """(The list of a first day, or nothing; suggestions, the most pressing first). A constant number of queries."""
    now, beginning = clock.now(), first_day(viewer)
    undone = [step for step in beginning if not step.done]
    if len(undone) >= MANY:
        return beginning, []
    found = [*_conversations(viewer, now), *_goals(viewer), *undone, *_asking(viewer, now)]
    return [], found[:MOST_STEPS]


def _conversations(viewer: Viewer, now: datetime) -> list[Step]:
    if not viewer.can("forum.moderate"):
        return []
    silent = Topic.objects.filter(
        posts_count=1, hidden_at=None, removed_at=None, merged_into=None, waiting=False, locked_at=None,
        created_at__gt=now - _LOOK_BACK,
    )  # fmt: skip
    return [*_newcomers(silent, now), *_questions(silent, now)]


def _newcomers(silent: QuerySet[Topic], now: datetime) -> list[Step]:
    """Topics nobody answered, of members whose account is no older than two weeks."""
    rows = silent.filter(
        created_at__lt=now - _HOURS, author__member__account__date_joined__gt=now - _NEW,
        created_at__gte=F("author__member__account__date_joined"),
    ).order_by("created_at")  # fmt: skip
    found = list(rows[:100])
    if not found:
        return []
    text = ngettext(
        "Answer a newcomer nobody has answered", "Answer %(num)s newcomers nobody has answered", len(found)
    ) % {"num": len(found)}
    why = _("Who gets a reply to their first words comes back more often. The oldest: “%(title)s”")
    return [Step("newcomers", text, why % {"title": found[0].title}, _("Answer"), _topic(found[0]), icon="hand")]


def _questions(silent: QuerySet[Topic], now: datetime) -> list[Step]:
    """Questions that nobody has said a word to for a day."""
    rows = silent.filter(kind="question", accepted=None, created_at__lt=now - _A_DAY).order_by("created_at")
    found = list(rows[:100])
    if not found:
        return []
    text = ngettext(
        "A question has waited for more than a day", "%(num)s questions have waited for more than a day", len(found)
    ) % {"num": len(found)}
    why = _("The oldest: “%(title)s”") % {"title": found[0].title}
    url = _topic(found[0]) if len(found) == 1 else f"{reverse('forum-latest')}?tab=unanswered"
    return [Step("questions", text, why, _("Answer"), url, icon="message-circle-question-mark")]


def _topic(row: Topic) -> str:
    return reverse("forum-topic-short", args=[row.pk])


def _goals(viewer: Viewer) -> list[Step]:
    if not viewer.can("goals.edit"):
        return []
    under_way, idle = goals_under_way(viewer), goals_without_work(viewer)
    off = [_off(goal) for goal in under_way if goal.verdict == "off"]
    broken = [_broken(goal, rail) for goal in under_way for rail in goal.guardrails if rail.holds is False]
    found = (off + broken)[:2]
    if idle:
        why = _("Nothing that is under way says it serves it.")
        text = _("Give “%(title)s” some work") % {"title": idle[0].title}
        found.append(Step("idle", text, why, _("Plan"), reverse("goal", args=[idle[0].pk]), icon="target"))
    return found


def _off(goal: GoalState) -> Step:
    worst = next((one for one in goal.key_results if one.verdict == "off"), None)
    text = _("Look at “%(title)s”: it is off") % {"title": goal.title}
    return Step(
        "off", text, worst.reason if worst else "", pgettext("what to do", "Look"), goal.url, icon="trending-down"
    )


def _broken(goal: GoalState, rail: GuardrailState) -> Step:
    text = _("Look at “%(title)s”: a guardrail is broken") % {"title": goal.title}
    why = _("%(name)s: %(sentence)s") % {"name": rail.title, "sentence": rail.sentence}
    return Step("broken", text, why, pgettext("what to do", "Look"), goal.url, icon="shield-alert")


def _asking(viewer: Viewer, now: datetime) -> list[Step]:
    """Asking members, where nobody did for a quarter and there are members to ask."""
    if not viewer.can("surveys.edit") or Survey.objects.filter(made_at__gt=now - _QUARTER).exists():
        return []
    text, why = _("Ask members how they like it here"), _("Nobody has asked them for three months.")
    return [
        Step("survey", text, why, pgettext("what to do", "Ask"), reverse("survey-new"), icon="message-circle-heart")
    ]
