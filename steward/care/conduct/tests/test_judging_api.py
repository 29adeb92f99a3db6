"""Judging over JSON."""

import pytest
from django.test import RequestFactory

from steward.care.conduct.api import judging as api
from steward.care.conduct.models import Judgement
from steward.care.conduct.public import judge
from steward.care.conduct.tests.courtroom import clause, finding, found_a_code, make_case, make_viewer
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _code(db):
    found_a_code()


def asked_by(viewer):
    """A request of this viewer's, as the API's authentication leaves it."""
    request = RequestFactory().get("/")
    request.viewer = viewer
    return request


def test_a_case_is_decided_read_and_taken_back(moderator, stranger):
    case = make_case(make_viewer("Author"))
    given = api.FindingIn(level="mute", clause=clause().key, facts="Sold watches.", hours=24, deviation="x")

    with pytest.raises(Forbidden):
        api.decide_case(asked_by(stranger), case.pk, given)
    with pytest.raises(Invalid):
        api.decide_case(asked_by(moderator), case.pk, api.FindingIn(level="mute", version=99))
    assert not Judgement.objects.exists()
    status, made = api.decide_case(asked_by(moderator), case.pk, given)
    statement = api.read_statement(asked_by(moderator), made.pk)
    with pytest.raises(NotFound):
        api.read_statement(asked_by(stranger), made.pk)
    back = api.take_back(asked_by(moderator), made.pk, api.OverturnIn(reason="A slip."))

    assert (status, made.level, statement.clause, statement.facts) == (201, "mute", clause().key, "Sold watches.")
    assert back.overturned_why == "A slip."


def test_lists_come_in_pages_and_sanctions_end(moderator, stranger):
    made = [judge(actor=moderator, case_id=make_case().pk, finding=finding("mute")) for _ in range(3)]
    request = asked_by(moderator)

    first = api.list_judgements(request, None, 2)
    rest = api.list_judgements(request, first.next, 2)
    held = api.list_sanctions(request, 0, 2)
    api.end_early(request, made[0].sanction.pk, api.ReasonIn(reason="Enough."))
    with pytest.raises(Forbidden):
        api.list_sanctions(asked_by(stranger), 0, 2)

    assert [one.id for one in (*first.items, *rest.items)] == [row.pk for row in reversed(made)]
    assert rest.next is None
    assert ([one.judgement_id for one in held.items], held.next) == ([made[0].pk, made[1].pk], made[1].sanction.pk)
    assert [one.judgement_id for one in api.list_sanctions(request, 0, 9).items] == [made[1].pk, made[2].pk]
