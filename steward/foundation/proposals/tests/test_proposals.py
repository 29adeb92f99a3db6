"""Suggestions: offered once, decided once, taken back exactly."""

from dataclasses import dataclass

import pytest

from steward.foundation.journal.public import Fact
from steward.foundation.kernel import registry
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.foundation.proposals.public import (
    Offer,
    Proposal,
    ProposalKind,
    accept,
    offer,
    reject,
    release,
    reopen,
    withdraw,
)

pytestmark = pytest.mark.django_db


@dataclass
class Person:
    """An actor of this test."""

    may: bool = True
    name: str = "account:1"
    account_id: int | None = None

    def can(self, permission: str) -> bool:
        return self.may and permission == "birds.decide"


DOER, LOOKER = Person(), Person(may=False)


@pytest.fixture(autouse=True)
def done():
    """A kind of proposal that notes what was done."""
    calls: list[tuple[str, str]] = []

    def note(what):
        def act(actor, proposal):
            calls.append((what, proposal.key))
            return 41 if what == "accept" else None

        return act

    kind = ProposalKind("birds", "birds", "birds.decide", note("accept"), note("reject"), note("reopen"))
    registry.contribute("proposal-kinds", kind)
    yield calls
    registry._items["proposal-kinds"].remove(kind)


def put(*keys: str, score: float = 0.5) -> int:
    return offer(
        actor=DOER, kind="birds", made_by="rule:1", offers=[Offer(key, score, {"why": key}, {}) for key in keys]
    )


def state(key: str) -> str:
    return Proposal.objects.get(key=key).state


def test_an_offer_made_again_is_brought_up_to_date_and_not_doubled():
    first = put("a", "b")

    again = put("a", "c", score=0.9)

    assert (first, again, Proposal.objects.count()) == (2, 1, 3)
    assert Proposal.objects.get(key="a").score == 0.9
    assert [fact.data["count"] for fact in Fact.objects.filter(type="proposals.made").order_by("seq")] == [2, 1]


def test_what_was_rejected_or_accepted_never_comes_back(done):
    put("a", "b")
    accept(actor=DOER, proposal_id=Proposal.objects.get(key="a").pk)
    reject(actor=DOER, proposal_id=Proposal.objects.get(key="b").pk)

    new = put("a", "b", score=1.0)

    assert (new, state("a"), state("b")) == (0, "accepted", "rejected")
    assert done == [("accept", "a"), ("reject", "b")]
    assert Proposal.objects.get(key="a").decision_id == 41


def test_what_was_withdrawn_comes_back_when_offered_again():
    put("a", "b")

    gone = withdraw(actor=DOER, kind="birds", keys=["a", "unknown"])
    new = put("a")

    assert (gone, new, state("a"), state("b")) == (1, 1, "open", "open")


def test_a_decision_is_taken_back_once(done):
    put("a")
    pk = Proposal.objects.get().pk
    reject(actor=DOER, proposal_id=pk)

    reopen(actor=DOER, proposal_id=pk)

    assert (done[-1], state("a")) == (("reopen", "a"), "open")
    with pytest.raises(Invalid):
        reopen(actor=DOER, proposal_id=pk)


def test_the_room_that_took_a_decision_back_itself_opens_its_proposal(done):
    put("a", "b")
    for key in ("a", "b"):
        accept(actor=DOER, proposal_id=Proposal.objects.get(key=key).pk)
    Proposal.objects.filter(key="b").update(decision_id=42)

    opened = release(decision_id=41)

    assert (opened, state("a"), state("b")) == (1, "open", "accepted")


def test_deciding_twice_or_deciding_nothing_is_refused():
    put("a")
    pk = Proposal.objects.get().pk
    accept(actor=DOER, proposal_id=pk)

    with pytest.raises(Invalid):
        reject(actor=DOER, proposal_id=pk)
    with pytest.raises(NotFound):
        accept(actor=DOER, proposal_id=pk + 1)
    assert state("a") == "accepted"


def test_a_failed_effect_leaves_the_proposal_open():
    put("a")
    [kind] = [kind for kind in registry.items("proposal-kinds") if kind.key == "birds"]
    object.__setattr__(kind, "accept", lambda actor, proposal: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        accept(actor=DOER, proposal_id=Proposal.objects.get().pk)

    assert state("a") == "open"


def test_who_may_not_decide_changes_nothing(done):
    put("a")
    pk = Proposal.objects.get().pk

    for act in (accept, reject, reopen):
        with pytest.raises(Forbidden):
            act(actor=LOOKER, proposal_id=pk)
    with pytest.raises(Forbidden):
        offer(actor=LOOKER, kind="birds", made_by="x", offers=[Offer("b", 1, {}, {})])
    with pytest.raises(Forbidden):
        withdraw(actor=LOOKER, kind="birds", keys=["a"])

    assert (state("a"), Proposal.objects.count(), done) == ("open", 1, [])


def test_a_kind_nobody_contributed_is_a_programming_error():
    with pytest.raises(LookupError):
        offer(actor=DOER, kind="fish", made_by="x", offers=[])
