import logging
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import transaction

from steward.foundation.journal import consumers
from steward.foundation.journal.actions.decide import decide, mark_undone
from steward.foundation.journal.models import Cursor, Fact
from steward.foundation.journal.public import allocate, publish, subscribe


@dataclass(frozen=True, slots=True)
class TeaServed:
    type: ClassVar[str] = "tests.tea_served"
    subject: ClassVar[str] = "cup:cup_id"
    cup_id: int


def read_facts(after: int, limit: int) -> list[Fact]:
    return list(Fact.objects.filter(seq__gt=after).order_by("seq")[:limit])


@pytest.mark.django_db
def test_numbers_of_a_sequence_have_no_gap_and_other_sequences_do_not_matter() -> None:
    allocate("other", 5)

    assert [allocate("tea"), allocate("tea", 3), allocate("tea")] == [1, 2, 5]


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_in_a_failed_transaction_are_given_again() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        allocate("tea", 7)
        raise RuntimeError

    with transaction.atomic():
        assert allocate("tea") == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_need_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        allocate("tea")


@pytest.mark.django_db
def test_a_fact_is_stored_with_its_subject_and_reaches_subscribers_after_commit(
    django_capture_on_commit_callbacks,
) -> None:
    heard: list[int] = []
    subscribe(TeaServed)(lambda fact: heard.append(fact.cup_id))

    with django_capture_on_commit_callbacks(execute=True):
        publish(TeaServed(cup_id=3), actor="account:1")
        assert heard == []

    assert heard == [3]
    assert Fact.objects.values_list("type", "subject", "actor", "data").get() == (
        "tests.tea_served", "cup:3", "account:1", {"cup_id": 3},
    )  # fmt: skip


@pytest.mark.django_db
def test_a_subscriber_that_fails_leaves_the_others_alone(django_capture_on_commit_callbacks, caplog) -> None:
    heard: list[int] = []

    def broken(_fact: TeaServed) -> None:
        raise RuntimeError("no tea")

    subscribe(TeaServed)(broken)
    subscribe(TeaServed)(lambda fact: heard.append(fact.cup_id))

    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        publish(TeaServed(cup_id=4))

    assert heard == [4]
    assert "failed on tests.tea_served" in caplog.text


@pytest.mark.django_db
def test_a_consumer_goes_on_where_it_was_and_can_be_replayed() -> None:
    for cup in (1, 2, 3):
        publish(TeaServed(cup_id=cup))
    drunk: list[int] = []

    def drink(facts: list[Fact]) -> None:
        drunk.extend(fact.data["cup_id"] for fact in facts)

    assert [consumers.advance("guest", read_facts, drink, batch=2) for _ in range(3)] == [2, 1, 0]
    consumers.rewind("guest", 1)
    consumers.advance("guest", read_facts, drink)

    assert drunk == [1, 2, 3, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_an_effect_that_fails_does_not_move_the_cursor() -> None:
    with transaction.atomic():
        publish(TeaServed(cup_id=1))

    def spill(_facts: list[Fact]) -> None:
        Cursor.objects.create(pk="spilled")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        consumers.advance("guest", read_facts, spill)

    assert (consumers.position("guest"), Cursor.objects.filter(pk="spilled").exists()) == (0, False)


@pytest.mark.django_db
def test_a_decision_is_taken_back_once() -> None:
    decision = decide(kind="tests.choice", subject="cup:1", reason="thirst")

    assert [mark_undone(decision, account_id=None), mark_undone(decision, account_id=None)] == [True, False]
