"""Helpers of this room's tests: members who have been here for a while, an open survey, answers."""

from datetime import timedelta

from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM, Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.people.joining.public import Profile
from steward.square.surveys.actions.answer_survey import answer_survey
from steward.square.surveys.actions.make_survey import Terms, make_survey
from steward.square.surveys.actions.open_survey import open_survey
from steward.square.surveys.models import Survey


def member(name: str, days: int = 100) -> Viewer:
    """Somebody who joined so many days ago."""
    account = Account.objects.create_user(f"{name}@example.org", name=name.title())
    Account.objects.filter(pk=account.pk).update(date_joined=clock.now() - timedelta(days=days))
    Profile.objects.create(account=account, state="approved", vouched=True, made_at=clock.now())
    account.refresh_from_db()
    return viewer_of(account)


def opened(**terms: object) -> Survey:
    """A survey members are asked."""
    row = make_survey(actor=SYSTEM, terms=Terms(**terms))
    return open_survey(actor=SYSTEM, survey_id=row.pk)


def answered(survey: Survey, *scores: int, start: int = 0) -> list[Viewer]:
    """So many members with their answers."""
    members = [member(f"member{start + number}") for number in range(len(scores))]
    for who, score in zip(members, scores, strict=True):
        answer_survey(actor=who, survey_id=survey.pk, score=score, comment=f"Because of {score}.")
    return members
