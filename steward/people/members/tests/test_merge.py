"""Merging members and taking merges back."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.members.actions.edit_member import edit_member, set_consent, tag_members
from steward.people.members.actions.merge_members import merge_members, undo_merge
from steward.people.members.models import Identity, Member, RejectedPair
from steward.people.members.public import identity_rows
from steward.people.members.tests.people import account, bring, snapshot

pytestmark = pytest.mark.django_db


def merge(winner: int, loser: int) -> int:
    return merge_members(actor=SYSTEM, winner_id=winner, loser_id=loser).pk


def undo(decision: int) -> None:
    undo_merge(actor=SYSTEM, decision_id=decision)


def test_a_merged_member_has_the_identities_tags_notes_and_flags_of_both():
    ann, anna, _noise = bring(account(1), account(2, is_bot=True), account(3))
    edit_member(actor=SYSTEM, member_id=ann, note="Knows Qt.", tags=["core"], name="Ann Lee")
    edit_member(actor=SYSTEM, member_id=anna, note="Speaks 中文.", tags=["zh"], flags={"do_not_profile": True})

    merge(ann, anna)

    member = Member.objects.get(pk=ann)
    assert (member.name, member.note, member.tags) == ("Ann Lee", "Knows Qt.\n\nSpeaks 中文.", ["core", "zh"])
    assert (member.is_bot, member.do_not_profile, member.is_team) == (True, True, False)
    assert Member.objects.get(pk=anna).merged_into_id == ann
    assert list(Identity.objects.order_by("pk").values_list("member_id", flat=True))[:2] == [ann, ann]


def test_taking_a_merge_back_restores_both_sides_and_keeps_what_was_written_since():
    ann, anna = bring(account(1), account(2))
    edit_member(actor=SYSTEM, member_id=anna, note="Speaks 中文.", tags=["zh"])
    set_consent(actor=SYSTEM, member_id=anna, purpose="newsletter", given=True, source="form")
    before = dict(Member.objects.values_list("pk", "consents"))
    decision = merge(ann, anna)
    edit_member(actor=SYSTEM, member_id=ann, note="One note.", tags=["core"])
    set_consent(actor=SYSTEM, member_id=ann, purpose="newsletter", given=False, source="mail")

    undo(decision)

    one, two = Member.objects.get(pk=ann), Member.objects.get(pk=anna)
    assert (one.note, one.tags, one.consents["newsletter"]["given"]) == ("One note.", ["core"], False)
    assert (two.note, two.tags, two.consents, two.merged_into) == ("Speaks 中文.", ["zh"], before[anna], None)


def test_an_identity_that_joined_later_stays_where_its_evidence_says():
    ann, anna, late = bring(account(1), account(2), account(3))
    decision = merge(ann, anna)
    merge(anna, late)  # said of the merged member: it hangs on the one that stands for it

    undo(decision)

    assert Member.objects.get(pk=late).merged_into_id == ann
    assert Member.objects.get(pk=anna).merged_into_id is None


def test_the_member_follows_both_rows_through_old_links():
    ann, anna, other = bring(account(1), account(2), account(3))
    merge(ann, anna)

    edit_member(actor=SYSTEM, member_id=anna, note="reached through the old number")
    merge(other, anna)

    assert Member.objects.get(pk=ann).merged_into_id == other
    assert Member.objects.get(pk=other).note == "reached through the old number"


def test_a_merge_that_was_taken_back_cannot_be_taken_back_again():
    ann, anna = bring(account(1), account(2))
    decision = merge(ann, anna)
    undo(decision)

    with pytest.raises(Invalid):
        undo(decision)
    with pytest.raises(NotFound):
        undo(decision + 99)


def test_merging_a_member_with_itself_is_refused():
    ann, anna = bring(account(1), account(2))
    merge(ann, anna)

    with pytest.raises(Invalid):
        merge(anna, ann)


def test_a_merge_is_one_decision_and_one_fact_and_moves_the_identities_sequence():
    ann, anna = bring(account(1), account(2))
    seen = identity_rows(0, 9)[-1].seq

    decision = merge(ann, anna)

    assert Decision.objects.get().kind == "members.merge"
    assert list(Fact.objects.values_list("type", "data")) == [
        ("members.merged", {"member_id": ann, "absorbed_id": anna, "decision_id": decision})
    ]
    assert [row.member_id for row in identity_rows(seen, 9)] == [ann]


def test_a_merge_by_hand_lifts_a_rejection_until_it_is_taken_back():
    ann, anna = bring(account(1), account(2))
    low, high = sorted(Identity.objects.values_list("pk", flat=True))
    RejectedPair.objects.create(low_id=low, high_id=high)

    decision = merge(ann, anna)
    lifted = RejectedPair.objects.count()
    undo(decision)

    assert (lifted, RejectedPair.objects.count()) == (0, 1)


def test_a_person_may_set_a_bot_free_and_an_import_does_not_change_it_back():
    [bot] = bring(account(1, is_bot=True))

    edit_member(actor=SYSTEM, member_id=bot, flags={"is_bot": False})
    bring(account(1, is_bot=True, name="Renamed"))

    assert Member.objects.values_list("is_bot", "name").get() == (False, "Renamed")


@pytest.mark.parametrize("role", ["stranger", "analyst"])
def test_who_may_not_merge_changes_nothing(role, request):
    viewer = request.getfixturevalue(role)
    ann, anna, other = bring(account(1), account(2), account(3))
    decision = merge(ann, anna)
    before = snapshot()

    with pytest.raises(Forbidden):
        merge_members(actor=viewer, winner_id=ann, loser_id=other)
    with pytest.raises(Forbidden):
        undo_merge(actor=viewer, decision_id=decision)
    with pytest.raises(Forbidden):
        edit_member(actor=viewer, member_id=ann, note="x")
    with pytest.raises(Forbidden):
        tag_members(actor=viewer, member_ids=[ann], tag="x")
    with pytest.raises(Forbidden):
        set_consent(actor=viewer, member_id=ann, purpose="news", given=True, source="form")

    assert snapshot() == before


def test_a_moderator_merges_edits_and_tags(moderator):
    ann, anna, other = bring(account(1), account(2), account(3))

    decision = merge_members(actor=moderator, winner_id=ann, loser_id=anna)
    changed = tag_members(actor=moderator, member_ids=[ann, anna, other], tag=" #Core ")
    undo_merge(actor=moderator, decision_id=decision.pk)

    assert changed == 2  # anna counted as ann by then
    assert dict(Member.objects.values_list("pk", "tags")) == {ann: ["core"], anna: [], other: ["core"]}
    assert decision.account_id == moderator.account_id


member = st.integers(0, 5)
step = st.one_of(
    st.tuples(st.just("merge"), member, member),
    st.tuples(st.just("undo"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("tag"), member, st.sampled_from(["a", "b"])),
    st.tuples(st.just("untag"), member, st.sampled_from(["a", "b"])),
    st.tuples(st.just("note"), member, st.sampled_from(["one", "two", "three"])),
    st.tuples(st.just("bot"), member, st.booleans()),
    st.tuples(st.just("more"), member, st.just(0)),
)


class History:
    """Plays steps on the database, and keeps a plain model of what was written on which row."""

    def __init__(self) -> None:
        self.rows = bring(*(account(n, is_bot=n == 0) for n in range(6)))
        self.merges: list[int] = []
        self.tags: dict[int, set[str]] = {row: set() for row in self.rows}
        self.notes: dict[int, str] = dict.fromkeys(self.rows, "")
        self.bots: dict[int, bool] = {row: n == 0 for n, row in enumerate(self.rows)}

    def root(self, row: int) -> int:
        return Member.objects.values_list("merged_into_id", flat=True).get(pk=row) or row

    def play(self, what: str, one, two) -> None:
        if what == "undo":
            if self.merges:
                undo(self.merges.pop(one % len(self.merges)))
            return
        root = self.root(self.rows[one])
        if what == "merge":
            if self.root(self.rows[two]) != root:
                self.merges.append(merge(self.rows[one], self.rows[two]))
        elif what == "more":
            [row] = bring(account(f"late{len(self.rows)}"))
            self.rows.append(row)
            self.tags[row], self.notes[row], self.bots[row] = set(), "", False
            self.merges.append(merge(root, row))
        else:
            self.edit(what, root, two)

    def edit(self, what: str, root: int, value) -> None:
        shown = Member.objects.get(pk=root)
        if what == "tag":
            edit_member(actor=SYSTEM, member_id=root, tags={*shown.tags, value})
            if value not in shown.tags:
                self.tags[root].add(value)
        elif what == "untag":
            edit_member(actor=SYSTEM, member_id=root, tags=set(shown.tags) - {value})
            self.tags[root].discard(value)
        elif what == "note":
            edit_member(actor=SYSTEM, member_id=root, note=value)
            if value != shown.note:
                self.notes[root] = value
        else:
            edit_member(actor=SYSTEM, member_id=root, flags={"is_bot": value})
            if value != shown.is_bot:
                self.bots[root] = value


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(step, max_size=14), order=st.randoms(use_true_random=False))
def test_merges_taken_back_in_any_order_leave_each_row_with_what_was_written_on_it(steps, order):
    with transaction.atomic():
        history = History()
        for what in steps:
            history.play(*what)
        ends = []
        for _ in range(2):
            order.shuffle(history.merges)
            with transaction.atomic():
                for decision in history.merges:
                    undo(decision)
                ends.append(snapshot())
                transaction.set_rollback(True)
        transaction.set_rollback(True)

    assert ends[0] == ends[1]
    rows = {row[0]: row for row in ends[0]["members"]}
    assert set(rows) == set(history.rows)
    assert {pk: set(row[4]) for pk, row in rows.items()} == history.tags
    assert {pk: row[3] for pk, row in rows.items()} == history.notes
    assert {pk: row[5] for pk, row in rows.items()} == history.bots
    assert all(member == home for _, member, home in ends[0]["identities"])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(step, max_size=10), pair=st.tuples(member, member), later=st.lists(step, max_size=5))
def test_a_merge_made_and_taken_back_leaves_no_trace_in_who_is_who(steps, pair, later):
    def play(*, with_merge: bool) -> list:
        with transaction.atomic():
            history = History()
            first = history.rows[0]
            for what in steps:
                history.play(*what)
            decision = None
            if with_merge and history.root(history.rows[pair[0]]) != history.root(history.rows[pair[1]]):
                decision = merge(history.rows[pair[0]], history.rows[pair[1]])
            for what in later:
                if what[0] in {"tag", "note"}:
                    history.play(*what)
            if decision:
                undo(decision)
            ends = [(home - first, member - first) for _, member, home in snapshot()["identities"]]
            transaction.set_rollback(True)
        return ends

    assert play(with_merge=True) == play(with_merge=False)
