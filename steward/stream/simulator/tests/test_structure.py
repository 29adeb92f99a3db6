"""What must hold for every community, however small and whatever the seed."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.stream.simulator.enums import KIND, Role, Source
from steward.stream.simulator.errors import SpecError
from steward.stream.simulator.spec import NEVER, Spec
from steward.stream.simulator.tests.conftest import Whole, make

SPECS = st.builds(
    Spec,
    members=st.integers(10, 120),
    months=st.integers(1, 14),
    seed=st.integers(0, 2**63),
    activities=st.integers(600, 2500),
    until=st.dates(date(1999, 1, 1), date(2034, 12, 31)),
    raid=st.booleans(),
    burn_out=st.booleans(),
    zone=st.sampled_from(["Asia/Shanghai", "UTC", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland"]),
)


def assert_sound(whole: Whole) -> None:
    spec, accounts, places = whole.spec, whole.population.accounts, whole.population.places
    ids, at, who = whole.id, whole.occurred_at, whole.account
    assert len(ids) == spec.total
    assert np.array_equal(ids, np.arange(1, spec.total + 1))
    assert len(np.unique(accounts.person)) == spec.members
    for batch in whole.batches:
        borders = spec.borders()[batch.number : batch.number + 2]
        assert ((batch.occurred_at >= borders[0]) & (batch.occurred_at < borders[1])).all()
    assert (np.diff(at) >= 0).all()
    assert (at >= accounts.joined[who]).all()
    assert (at <= accounts.left[who]).all()
    assert np.array_equal(accounts.source[who], places.source[whole.channel])
    closed = accounts.source[who] == Source.WECHAT
    assert np.array_equal(accounts.home[who][closed], whole.channel[closed])
    assert_linked(whole)


def assert_linked(whole: Whole) -> None:
    ids, at, parent, thread, kind = whole.id, whole.occurred_at, whole.parent, whole.thread, whole.kind
    child = np.flatnonzero(parent)
    assert np.array_equal(np.where(parent > 0, whole.account[parent - 1] + 1, 0), whole.answered)
    assert (at[parent[child] - 1] < at[child]).all()
    assert np.array_equal(whole.channel[parent[child] - 1], whole.channel[child])
    within = np.flatnonzero(thread)
    head = thread[within] - 1
    assert np.array_equal(thread[head], thread[within])
    assert (kind[head] == KIND["post"]).all()
    assert (head <= ids[within] - 1).all()
    answering = np.isin(kind, [KIND["comment"], KIND["review"], KIND["change"]])
    assert (parent[answering] > 0).all()
    assert (parent[kind == KIND["reaction"]] > 0).all()
    assert not parent[np.isin(kind, [KIND["post"], KIND["commit"], KIND["join"], KIND["leave"]])].any()
    answer = np.flatnonzero(whole.role == Role.ANSWER)
    assert whole.question[parent[answer] - 1].all()
    persons = whole.population.accounts.person[whole.account]
    assert (persons[answer] != persons[parent[answer] - 1]).all()


@settings(max_examples=60, deadline=None)
@given(SPECS)
def test_every_small_community_is_sound(spec: Spec) -> None:
    assert_sound(make(spec))


def test_a_middling_community_is_sound(town: Whole) -> None:
    assert_sound(town)


@pytest.mark.parametrize("members", [10, 11, 13, 40])
def test_the_smallest_community_is_met_exactly(members: int) -> None:
    whole = make(Spec(members, 1, seed=3, activities=5 * members))
    assert_sound(whole)


def test_the_first_answer_comes_before_every_other_reply(town: Whole) -> None:
    first: dict[int, int] = {}
    for parent, role in zip(town.parent.tolist(), town.role.tolist(), strict=True):
        if parent and role in {Role.ANSWER, Role.FOLLOW_UP} and town.question[parent - 1]:
            first.setdefault(parent, role)
    assert first
    assert set(first.values()) == {Role.ANSWER}


def test_joining_and_leaving_show_once_per_account_on_chat_sources(town: Whole) -> None:
    accounts, spec = town.population.accounts, town.spec
    chat = accounts.source <= Source.DISCORD
    came = Counter(town.account[town.kind == KIND["join"]].tolist())
    went = Counter(town.account[town.kind == KIND["leave"]].tolist())
    assert came == Counter(np.flatnonzero(chat & (accounts.joined >= spec.start)).tolist())
    assert went == Counter(np.flatnonzero(chat & (accounts.left != NEVER)).tolist())
    assert went


@pytest.mark.parametrize(
    ("members", "months", "seed", "activities"),
    [(9, 1, 0, 0), (10, 0, 0, 0), (10, 241, 0, 0), (10, 1, -1, 0), (10, 1, 0, 49), (10, 1, 0, -5)],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(members: int, months: int, seed: int, activities: int) -> None:
    with pytest.raises(SpecError) as refusal:
        Spec(members, months, seed, activities)
    assert refusal.value.sentence.endswith(".")


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(SpecError):
        Spec(10, 1, zone="Mars/Olympus")
