"""Answer, change the answer, take it back, or say "not now"."""

from contextlib import suppress

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.kernel.sealing import unseal
from steward.people.access.public import Viewer
from steward.square.surveys.actions.make_survey import hold
from steward.square.surveys.enums import MOST_AN_HOUR
from steward.square.surveys.events import SurveyAnswered
from steward.square.surveys.models import Answer, Survey, Turn
from steward.square.surveys.queries.asking import may_answer
from steward.square.surveys.rules import clean_comment, clean_score, voter_of
from steward.stream.insights.public import today


@transaction.atomic
def answer_survey(*, actor: Viewer, survey_id: int, score: int, comment: str = "", contact: bool = False) -> None:
    """Keep the actor's answer, in place of an earlier one. Nothing says whose it is, unless they want to be written to.

    Raises Forbidden, NotFound, Invalid.
    """
    survey = _asked(actor, survey_id)
    values = {
        "score": clean_score(survey.scale, score), "comment": clean_comment(comment), "on": today(),
        "contact_id": actor.account_id if contact else None, "hidden": False,
    }  # fmt: skip
    voter = voter_of(unseal(survey.salt_sealed), actor.own_id)
    there = Answer.objects.filter(survey=survey, voter=voter)
    if there.filter(**{name: value for name, value in values.items() if name not in {"on", "hidden"}}).exists():
        return  # sent twice: there is nothing to say of it
    _slowly(actor)
    _row, new = Answer.objects.update_or_create(survey=survey, voter=voter, defaults=values)
    _note_turn(actor)
    publish(SurveyAnswered(survey.pk, "new" if new else "changed"), actor="member")


@transaction.atomic
def withdraw_answer(*, actor: Viewer, survey_id: int) -> bool:
    """Take the actor's answer back, whatever became of them since; False where there is none.

    Raises NotFound, Forbidden (closed: nobody knows any more which answer is whose).
    """
    survey = hold(survey_id)
    if not actor.own_id or not survey.is_open:
        require(may_answer(actor, survey))
    voter = voter_of(unseal(survey.salt_sealed), actor.own_id)
    gone, _kinds = Answer.objects.filter(survey=survey, voter=voter).delete()
    if gone:
        publish(SurveyAnswered(survey.pk, "withdrawn"), actor="member")
    return bool(gone)


@transaction.atomic
def skip_survey(*, actor: Viewer, survey_id: int) -> None:
    """Not now: no card asks the actor before the rhythm of surveys has passed. Raises Forbidden, NotFound."""
    survey = _asked(actor, survey_id)
    if _note_turn(actor):
        publish(SurveyAnswered(survey.pk, "skipped"), actor="member")


def _asked(actor: Viewer, survey_id: int) -> Survey:
    """The survey, locked against being closed meanwhile."""
    survey = hold(survey_id)
    require(may_answer(actor, survey))
    return survey


def _note_turn(actor: Viewer) -> bool:
    """Keep that they were asked today; False where that was known."""
    if Turn.objects.filter(account=actor.own_id, on=today()).exists():
        return False
    Turn.objects.update_or_create(account_id=actor.own_id, defaults={"on": today()})
    return True


def _slowly(actor: Viewer) -> None:
    """Each change is a fact that other systems hear of: so many an hour are enough for anybody. Raises Invalid."""
    key = f"surveys.answers.{actor.own_id}"
    cache.add(key, 0, 3600)
    with suppress(ValueError):  # it expired between the two
        if cache.incr(key) > MOST_AN_HOUR:
            raise Invalid(_("That was often enough for now. Try again in an hour."))
