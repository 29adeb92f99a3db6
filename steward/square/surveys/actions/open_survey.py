"""Open a survey, close it, tell members of it."""

import secrets

from django.db import IntegrityError, transaction
from django.urls import reverse

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.kernel.sealing import seal
from steward.people.access.public import Viewer, allowed
from steward.people.community.public import renew_community
from steward.people.notify.public import tell
from steward.square.surveys.actions.make_survey import hold
from steward.square.surveys.enums import EDIT, State
from steward.square.surveys.errors import another_open, not_a_draft, not_open
from steward.square.surveys.events import SurveyClosed, SurveyOpened
from steward.square.surveys.models import Survey
from steward.square.surveys.queries.asking import accounts_to_tell, question_of


def open_survey(*, actor: Viewer, survey_id: int) -> Survey:
    """Ask members from now on; `close_survey` ends it. Raises Forbidden, NotFound, Invalid."""
    require(allowed(actor, EDIT))
    try:
        return _opened(actor, survey_id)
    except IntegrityError:  # another one was opened at the same moment
        raise another_open(question_of(Survey.objects.get(state=State.OPEN))) from None


@transaction.atomic
def _opened(actor: Viewer, survey_id: int) -> Survey:
    others = list(Survey.objects.select_for_update().filter(state=State.OPEN).exclude(pk=survey_id))
    if others:
        raise another_open(question_of(others[0]))
    row = hold(survey_id)
    if row.state != State.DRAFT:
        raise not_a_draft()
    row.state, row.opened_at, row.salt_sealed = State.OPEN, clock.now(), seal(secrets.token_hex(32))
    row.save()
    decide(kind="surveys.open", subject=f"survey:{row.pk}", account_id=actor.account_id,
           evidence={"kind": row.kind, "sample": row.sample, "min_days": row.min_days})  # fmt: skip
    renew_community()
    publish(SurveyOpened(row.pk), actor=actor.name)
    return row


@transaction.atomic
def close_survey(*, actor: Viewer, survey_id: int) -> Survey:
    """Ask nobody any more. The key and the hashes of who answered are thrown away, for good.

    Raises Forbidden, NotFound, Invalid.
    """
    require(allowed(actor, EDIT))
    row = hold(survey_id)
    if row.state != State.OPEN:
        raise not_open()
    row.state, row.closed_at, row.salt_sealed = State.CLOSED, clock.now(), ""
    row.save()
    row.answers.exclude(voter="").update(voter="")
    decide(kind="surveys.close", subject=f"survey:{row.pk}", account_id=actor.account_id)
    renew_community()
    publish(SurveyClosed(row.pk, row.answers.count()), actor=actor.name)
    return row


@transaction.atomic
def tell_of_survey(*, actor: Viewer, survey_id: int) -> int:
    """Tell the members it asks, once; returns how many. Raises Forbidden."""
    require(allowed(actor, EDIT))
    row = Survey.objects.select_for_update().filter(pk=survey_id, state=State.OPEN, told_at=None).first()
    if row is None:
        return 0
    row.told_at = clock.now()
    row.save(update_fields=["told_at"])
    return tell(
        kind="surveys.opened", accounts=accounts_to_tell(row), subject=f"survey:{row.pk}",
        params={"questions": row.questions, "kind": row.kind}, url=reverse("survey", args=[row.slug]),
    )  # fmt: skip
