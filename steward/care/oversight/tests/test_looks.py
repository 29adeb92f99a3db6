"""Blind second looks: who may give one, what they see, what is made of it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from steward.care.conduct.enums import Level
from steward.care.conduct.models import Practice
from steward.care.conduct.public import CaseStep, Signal, Span
from steward.care.oversight.actions.look_again import conclude, look_again
from steward.care.oversight.models import SecondLook
from steward.care.oversight.queries.looks import agreements, disagreements, pool, sampled
from steward.care.oversight.rules.sampling import is_sampled
from steward.care.oversight.tests.people import NOW, appealed, code, judge, member
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.square.forum.tests.square import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("steward.foundation.kernel.clock.now", lambda: NOW + timedelta(hours=1))


@pytest.fixture
def everything_sampled(db):
    Practice.objects.create(pk=1, values={"second_look": 100})
    code("ads", "spam")


@pytest.fixture
def modi(db):
    return member("莫迪", "moderator")


@pytest.fixture
def other(db):
    return member("Other", "moderator")


@pytest.fixture
def looked(everything_sampled, modi):
    return judge(member("李雷"), modi, 1)


def test_the_database_chooses_the_same_sample_as_the_rule(modi) -> None:
    found = [judge(None, modi, number).pk for number in range(40)]

    for percent in (0, 5, 50, 100):
        chosen = set(sampled(percent).values_list("pk", flat=True))
        assert chosen == {pk for pk in found if is_sampled(pk, percent)}


def test_who_decided_is_not_offered_it_and_somebody_else_is(looked, modi, other) -> None:
    assert [one.judgement_id for one in pool(other)] == [looked.pk]
    assert pool(modi) == []
    with pytest.raises(NotFound):
        look_again(actor=modi, judgement_id=looked.pk, level="warn", clause="ads")


def test_nobody_looks_again_at_what_was_said_where_they_do_not_moderate(looked, modi, other, owner) -> None:
    place = f"category:{make_category(rights={'moderate': ['role:lead']}).pk}"
    secret = judge(member("Secret"), modi, 2, place=place)
    SecondLook.objects.create(judgement=judge(None, modi, 3, place=place), level="hide", clause="ads", at=NOW)

    assert [one.judgement_id for one in pool(other)] == [looked.pk]
    assert {one.judgement_id for one in pool(owner)} == {looked.pk, secret.pk}
    assert (disagreements(other).count(), disagreements(owner).count()) == (0, 1)


def _knowing(looked, viewer):
    """Every way in which somebody knows the case already."""
    yield lambda: type(looked).objects.filter(pk=looked.pk).update(opinion_by=viewer.account)
    yield lambda: CaseStep.objects.create(case=looked.case, step="noted", account=viewer.account, at=NOW)
    yield lambda: Span.objects.create(case=looked.case, account=viewer.account, started_at=NOW)
    yield lambda: Signal.objects.create(case=looked.case, source="report", reporter=viewer.account, at=NOW)
    yield lambda: appealed(looked, "upheld", decided_by=viewer.account)


@pytest.mark.parametrize("way", range(5))
def test_whoever_knows_the_case_is_not_offered_it(looked, other, way) -> None:
    list(_knowing(looked, other))[way]()

    assert pool(other) == []
    with pytest.raises(NotFound):
        look_again(actor=other, judgement_id=looked.pk, level="warn", clause="ads")
    assert SecondLook.objects.count() == 0


def test_without_the_right_nobody_looks(looked, stranger, analyst) -> None:
    for somebody in (stranger, analyst):
        with pytest.raises(Forbidden):
            look_again(actor=somebody, judgement_id=looked.pk, level="warn", clause="ads")
    assert SecondLook.objects.count() == 0


def test_a_look_is_given_once_and_nothing_follows_for_the_author(looked, other) -> None:
    given = look_again(actor=other, judgement_id=looked.pk, level="mute", clause="spam", note=" Worse ")

    looked.refresh_from_db()
    assert (given.level, given.clause, given.note, looked.level, looked.overturned_at) == (
        "mute", "spam", "Worse", "warn", None
    )  # fmt: skip
    assert Fact.objects.get(type="oversight.looked_again").data["agrees"] is False
    with pytest.raises(NotFound):
        look_again(actor=member("Third", "lead"), judgement_id=looked.pk, level="warn", clause="ads")


@pytest.mark.parametrize(("level", "clause"), [("warn", ""), ("warn", "nowhere"), ("shout", "ads"), ("", "ads")])
def test_an_answer_has_a_level_and_a_clause_of_the_code(looked, other, level, clause) -> None:
    with pytest.raises(Invalid):
        look_again(actor=other, judgement_id=looked.pk, level=level, clause=clause)
    assert SecondLook.objects.count() == 0


def test_no_violation_has_no_clause(looked, other) -> None:
    assert look_again(actor=other, judgement_id=looked.pk, level="none", clause="ads").clause == ""


def test_agreement_is_counted_overall_and_for_each_clause(everything_sampled, modi, other) -> None:
    answers = (
        [("ads", "warn", "ads", "warn")] * 6
        + [("spam", "mute", "ads", "mute")] * 2
        + [("spam", "ban", "spam", "ban")] * 2
    )
    for number, (clause, level, again, level_again) in enumerate(answers):
        first = judge(None, modi, number, clause=clause, level=Level(level))
        SecondLook.objects.create(judgement=first, reviewer=other.account, clause=again, level=level_again, at=NOW)

    found = agreements()

    # po 0.8, pe 0.6·0.8 + 0.4·0.2 = 0.56
    assert round(found.clause.kappa, 4) == round((0.8 - 0.56) / (1 - 0.56), 4)
    assert (found.level.kappa, found.clauses["ads"].n) == (1.0, 10)
    assert [one.judgement.clause for one in disagreements(other)] == ["spam", "spam"]


def test_one_of_the_two_writes_down_what_they_came_to(looked, modi, other) -> None:
    given = look_again(actor=other, judgement_id=looked.pk, level="none")

    with pytest.raises(Forbidden):
        conclude(actor=member("Third", "lead"), look_id=given.pk, conclusion="Mine")
    conclude(actor=modi, look_id=given.pk, conclusion=" The clause is vague. ")

    assert SecondLook.objects.get().conclusion == "The clause is vague."


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_look_counts(modi, other) -> None:
    Practice.objects.create(pk=1, values={"second_look": 100})
    code("ads")
    first = judge(None, modi, 1)
    people, gate, answers = [other, member("Third", "lead")], Barrier(2), []

    def give(who) -> None:
        gate.wait()
        try:
            look_again(actor=who, judgement_id=first.pk, level="warn", clause="ads")
            answers.append("given")
        except (Invalid, NotFound):
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=give, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sorted(answers), SecondLook.objects.count()) == (["given", "refused"], 1)
