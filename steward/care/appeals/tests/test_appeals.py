"""Appealing, writing, taking, answering, being late."""

from datetime import timedelta

import pytest

from steward.care.appeals.actions.appeal import appeal, resume, withdraw
from steward.care.appeals.actions.decide_appeal import decide_appeal, settle
from steward.care.appeals.actions.escalate import escalate
from steward.care.appeals.actions.take import give_back, take
from steward.care.appeals.actions.write_word import write_word
from steward.care.appeals.enums import MOST_IN_A_ROW
from steward.care.appeals.models import Appeal, AppealWord
from steward.care.appeals.queries.own import own_appeals
from steward.care.appeals.tests.people import NOW, judgement_of, member, team_mate
from steward.care.conduct.enums import Level, Step
from steward.care.conduct.models import Practice
from steward.care.conduct.public import Alternate, CaseStep, Judgement, Sanction, Signal
from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import NOBODY, SYSTEM, Viewer

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def li(db):
    return member("李雷")


@pytest.fixture
def judge(db):
    return team_mate("Judge")


@pytest.fixture
def other(db):
    return team_mate("Other")


@pytest.fixture
def lead(db):
    return team_mate("Lead", "lead")


@pytest.fixture
def judgement(li, judge):
    return judgement_of(li, judge)


@pytest.fixture
def appealed(li, judgement):
    return appeal(actor=li, judgement_id=judgement.pk, words="  It was a joke.  ", now=LATER)


def test_the_author_appeals_once_within_the_period(li, judgement) -> None:
    made = appeal(actor=li, judgement_id=judgement.pk, words=" Why? ", now=LATER)

    assert (made.words, made.account_id, made.state, made.due_at) == (
        "Why?", li.account_id, "open", LATER + timedelta(days=5)
    )  # fmt: skip
    with pytest.raises(Forbidden, match="one appeal"):
        appeal(actor=li, judgement_id=judgement.pk, words="Again", now=LATER)
    assert Fact.objects.filter(type="appeals.appealed").count() == 1


@pytest.mark.parametrize(("days", "dsa", "after"), [(15, False, 16), (15, True, 181), (30, False, 31)])
def test_the_period_is_the_teams_and_never_short_under_the_dsa(li, judgement, days, dsa, after) -> None:
    Practice.objects.create(pk=1, values={"appeal_days": days, "dsa": dsa})

    with pytest.raises(Forbidden, match="was over on"):
        appeal(actor=li, judgement_id=judgement.pk, words="Late", now=NOW + timedelta(days=after))
    assert appeal(actor=li, judgement_id=judgement.pk, words="In time", now=NOW + timedelta(days=after - 2))


def test_nobody_else_appeals_not_even_the_team(judgement, judge, other) -> None:
    for somebody in (judge, other, member("韩梅梅"), NOBODY):
        with pytest.raises(NotFound):
            appeal(actor=somebody, judgement_id=judgement.pk, words="I object", now=LATER)
    assert Appeal.objects.count() == 0


@pytest.mark.parametrize("fields", [{"level": Level.NONE}, {"overturned_at": NOW}])
def test_what_has_no_effect_cannot_be_appealed(li, judge, fields) -> None:
    found = judgement_of(li, judge, 2, **fields)

    with pytest.raises(Forbidden):
        appeal(actor=li, judgement_id=found.pk, words="Still", now=LATER)


@pytest.mark.parametrize("words", ["", "   ", "x" * 4001])
def test_an_appeal_has_words_and_not_too_many(li, judgement, words) -> None:
    with pytest.raises(Invalid):
        appeal(actor=li, judgement_id=judgement.pk, words=words, now=LATER)
    assert Appeal.objects.count() == 0


def test_withdrawing_is_undone(li, appealed) -> None:
    withdraw(actor=li, appeal_id=appealed.pk)
    with pytest.raises(NotFound):
        withdraw(actor=li, appeal_id=appealed.pk)

    resume(actor=li, appeal_id=appealed.pk, now=LATER + timedelta(days=3))

    appealed.refresh_from_db()
    assert (appealed.state, appealed.withdrawn_at, appealed.due_at) == ("open", None, LATER + timedelta(days=8))


def test_both_sides_write_and_strangers_do_not(li, judge, other, appealed) -> None:
    write_word(actor=li, appeal_id=appealed.pk, words="Here is the link")
    write_word(actor=other, appeal_id=appealed.pk, words="Thank you")
    write_word(actor=judge, appeal_id=appealed.pk, words="I saw it otherwise")

    for somebody in (member("韩梅梅"), NOBODY, team_mate("Editor", "editor")):
        with pytest.raises(NotFound):
            write_word(actor=somebody, appeal_id=appealed.pk, words="Me too")
    assert list(AppealWord.objects.values_list("from_team", flat=True)) == [False, True, True]


def test_the_appellant_waits_for_an_answer_after_some_messages(li, other, appealed) -> None:
    for number in range(MOST_IN_A_ROW):
        write_word(actor=li, appeal_id=appealed.pk, words=str(number))
    with pytest.raises(Forbidden, match="Wait"):
        write_word(actor=li, appeal_id=appealed.pk, words="more")

    write_word(actor=other, appeal_id=appealed.pk, words="I am here")

    assert write_word(actor=li, appeal_id=appealed.pk, words="Good")


def test_one_takes_it_and_gives_it_back(other, lead, judge, appealed) -> None:
    take(actor=other, appeal_id=appealed.pk)
    with pytest.raises(Invalid, match="Somebody else"):
        take(actor=lead, appeal_id=appealed.pk)
    with pytest.raises(Forbidden, match="You took the decision"):
        take(actor=judge, appeal_id=appealed.pk)

    give_back(actor=other, appeal_id=appealed.pk)
    take(actor=lead, appeal_id=appealed.pk)

    appealed.refresh_from_db()
    assert appealed.assigned_to_id == lead.account_id


def test_somebody_else_upholds_with_reasons(other, judge, appealed) -> None:
    decision = decide_appeal(
        actor=other, appeal_id=appealed.pk, outcome="upheld", answer=" It was no joke. ", now=LATER
    )

    appealed.refresh_from_db()
    assert (appealed.state, appealed.outcome, appealed.answer, appealed.decided_by_id, appealed.alone) == (
        "decided", "upheld", "It was no joke.", other.account_id, False
    )  # fmt: skip
    assert decision.evidence == {
        "judgement": appealed.judgement_id, "outcome": "upheld", "alone": False, "judge": judge.account_id
    }  # fmt: skip
    with pytest.raises(NotFound):
        decide_appeal(actor=other, appeal_id=appealed.pk, outcome="overturned", answer="After all")


def test_an_overturn_takes_the_decision_back_with_its_sanction(lead, appealed) -> None:
    Sanction.objects.create(
        judgement=appealed.judgement, author=appealed.judgement.author, level="mute", imposed_at=NOW
    )

    decide_appeal(actor=lead, appeal_id=appealed.pk, outcome="overturned", answer="It was a joke indeed.")

    judgement = Judgement.objects.get()
    assert (judgement.overturned_by_id, judgement.by_appeal, judgement.overturned_why) == (
        lead.account_id, True, "It was a joke indeed."
    )  # fmt: skip
    assert (Sanction.objects.get().counts, Appeal.objects.get().outcome) == (False, "overturned")


def test_a_lone_owner_can_overturn_their_own_decision_after_an_appeal(li, owner) -> None:
    found = appeal(actor=li, judgement_id=judgement_of(li, owner, 7).pk, words="No", now=LATER)

    decide_appeal(actor=owner, appeal_id=found.pk, outcome="overturned", answer="You are right")

    row = Appeal.objects.select_related("judgement").get()
    assert (row.outcome, row.alone, row.judgement.overturned_by_id) == ("overturned", True, owner.account_id)


@pytest.mark.parametrize("values", [{"outcome": "upheld", "answer": " "}, {"outcome": "maybe", "answer": "Because"}])
def test_an_answer_has_an_outcome_and_reasons(other, appealed, values) -> None:
    with pytest.raises(Invalid):
        decide_appeal(actor=other, appeal_id=appealed.pk, **values)
    assert Appeal.objects.get().state == "open"


def _conflicts(appealed, account_id):
    """Every way in which somebody of the team has a part in what is appealed."""
    judgement = Judgement.objects.filter(pk=appealed.judgement_id)
    case = appealed.judgement.case_id
    yield lambda: judgement.update(opinion_by=account_id)
    yield lambda: Signal.objects.create(case_id=case, source="report", reporter_id=account_id, at=NOW)
    yield lambda: CaseStep.objects.create(case_id=case, step=Step.CONFLICT, account_id=account_id, at=NOW)
    yield lambda: Alternate.objects.create(
        account_id=min(appealed.account_id, account_id), other_id=max(appealed.account_id, account_id), why="ip", at=NOW
    )


@pytest.mark.parametrize("way", range(4))
def test_nobody_with_a_part_in_it_takes_or_decides(other, lead, appealed, way) -> None:
    list(_conflicts(appealed, other.account_id))[way]()

    for act in (take, lambda **who: decide_appeal(outcome="upheld", answer="Because", **who)):
        with pytest.raises(Forbidden):
            act(actor=other, appeal_id=appealed.pk)
    assert (Appeal.objects.get().state, Decision.objects.filter(kind="appeals.decide").count()) == ("open", 0)


def test_who_judged_cannot_decide_even_as_an_owner_while_others_are_there(li, owner, other) -> None:
    found = appeal(actor=li, judgement_id=judgement_of(li, owner, 5).pk, words="No", now=LATER)

    with pytest.raises(Forbidden, match="You took the decision"):
        decide_appeal(actor=owner, appeal_id=found.pk, outcome="upheld", answer="I was right")
    assert Appeal.objects.get().state == "open"


def test_a_team_of_one_decides_and_it_is_kept_that_nobody_independent_was_there(li, owner) -> None:
    found = appeal(actor=li, judgement_id=judgement_of(li, owner, 6).pk, words="No", now=LATER)

    decision = decide_appeal(actor=owner, appeal_id=found.pk, outcome="upheld", answer="I looked again")

    assert (Appeal.objects.get().alone, decision.evidence["alone"]) == (True, True)


def test_without_the_right_nobody_decides(appealed, analyst, stranger, li) -> None:
    for somebody in (analyst, stranger, li, NOBODY):
        with pytest.raises(Forbidden):
            decide_appeal(actor=somebody, appeal_id=appealed.pk, outcome="overturned", answer="Mercy")
    assert Appeal.objects.get().state == "open"


def test_late_is_told_once_and_twice_late_once_more(appealed) -> None:
    assert escalate(actor=SYSTEM, now=LATER + timedelta(days=4)) == 0
    assert escalate(actor=SYSTEM, now=LATER + timedelta(days=6)) == 1
    assert escalate(actor=SYSTEM, now=LATER + timedelta(days=7)) == 0
    assert escalate(actor=SYSTEM, now=LATER + timedelta(days=11)) == 1
    assert escalate(actor=SYSTEM, now=LATER + timedelta(days=30)) == 0

    assert list(Fact.objects.filter(type="appeals.late").order_by("seq").values_list("data__again", flat=True)) == [
        False, True
    ]  # fmt: skip


def test_an_appeal_is_settled_when_the_team_takes_the_decision_back(appealed) -> None:
    assert settle(actor=SYSTEM, judgement_id=appealed.judgement_id)
    assert not settle(actor=SYSTEM, judgement_id=appealed.judgement_id)

    assert (Appeal.objects.get().outcome, Appeal.objects.get().decided_by_id) == ("overturned", None)


def test_a_token_lists_its_owners_appeals_only_within_its_scopes(li, appealed) -> None:
    with pytest.raises(Forbidden):
        own_appeals(Viewer(li.account, li.roles, frozenset({"forum.write"})))
    assert own_appeals(Viewer(li.account, li.roles, frozenset({"appeals.own"}))) == [appealed]
