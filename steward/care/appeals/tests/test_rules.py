"""Who may decide an appeal, as a rule on plain numbers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.appeals.rules import Involved, independent, may_decide, objection

PEOPLE = st.integers(1, 6)
SOME = st.frozensets(PEOPLE, max_size=4)


@st.composite
def parts(draw) -> Involved:
    return Involved(
        judge=draw(st.none() | PEOPLE), adviser=draw(st.none() | PEOPLE), appellants=draw(SOME), reporters=draw(SOME),
        declared=draw(SOME),
    )  # fmt: skip


@settings(max_examples=400)
@given(parts(), PEOPLE, SOME, st.booleans())
def test_who_judged_never_decides_while_anybody_is_independent(part, account, holders, is_owner) -> None:
    ruling = may_decide(account, part, holders=holders, is_owner=is_owner)

    if account == part.judge and (independent(holders, part) or not is_owner):
        assert not ruling


@settings(max_examples=400)
@given(parts(), PEOPLE, SOME, st.booleans())
def test_nobody_ever_decides_about_their_own_appeal(part, account, holders, is_owner) -> None:
    if account in part.appellants:
        assert not may_decide(account, part, holders=holders, is_owner=is_owner)


@settings(max_examples=400)
@given(parts(), PEOPLE, SOME, st.booleans())
def test_whoever_had_no_part_may_decide_and_a_denial_has_a_sentence(part, account, holders, is_owner) -> None:
    ruling = may_decide(account, part, holders=holders, is_owner=is_owner)

    if not objection(account, part):
        assert ruling
    elif not ruling:
        assert ruling.why


def test_a_team_of_one_owner_decides_and_a_lone_moderator_does_not() -> None:
    part = Involved(judge=1, adviser=None, appellants=frozenset({9}))

    assert may_decide(1, part, holders={1}, is_owner=True)
    assert "an owner decides" in may_decide(1, part, holders={1}, is_owner=False).why
