"""What is kept of a member: handed out, erased, detached."""

from typing import Any

from django.db.models import Q

from steward.foundation.kernel.sealing import unseal
from steward.people.members.public import accounts_of
from steward.square.surveys.enums import State
from steward.square.surveys.models import Answer, Survey, Turn
from steward.square.surveys.rules import voter_of


def _answers_of(accounts: list[int]) -> Q:
    """Answers that can still be told to be theirs: to the open survey, or with their name."""
    theirs = Q(contact__in=accounts)
    for survey in Survey.objects.filter(state=State.OPEN).exclude(salt_sealed=""):
        salt = unseal(survey.salt_sealed)
        theirs |= Q(survey=survey, voter__in=[voter_of(salt, pk) for pk in accounts])
    return theirs


def personal_answers(member_id: int) -> list[dict[str, Any]]:
    """The answers that can be told to be the member's, JSON-ready."""
    accounts = accounts_of(member_id)
    rows = Answer.objects.filter(_answers_of(accounts)).order_by("pk") if accounts else Answer.objects.none()
    return [
        {"survey": row.survey_id, "score": row.score, "comment": row.comment, "on": row.on.isoformat()} for row in rows
    ]


def erase_answers(member_id: int) -> int:
    """Remove them, in the caller's transaction; returns how many."""
    accounts = accounts_of(member_id)
    if not accounts:
        return 0
    Turn.objects.filter(account__in=accounts).delete()
    gone, _kinds = Answer.objects.filter(_answers_of(accounts)).delete()
    return gone
