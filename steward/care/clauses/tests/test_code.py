"""The code and its editions: drafts bind nobody, what is published never changes."""

import contextlib
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from steward.care.clauses.actions.found_code import found_code
from steward.care.clauses.actions.publish_edition import discard_draft, publish_edition
from steward.care.clauses.actions.retire_clause import bring_back_clause, move_clause, retire_clause
from steward.care.clauses.actions.write_clause import change_clause, write_clause
from steward.care.clauses.enums import REASONS, Change
from steward.care.clauses.models import Clause, Edition, Entry, Wording
from steward.care.clauses.public import clause_for, clause_now, code_now, code_of, editions, wording_of, wordings_of
from steward.care.clauses.queries.draft import draft
from steward.care.clauses.starting import SETS
from steward.care.clauses.tests.code import publish, spoken, words, write
from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community
from steward.people.community.queries import one_request
from steward.square.forum.rules.moderation import REASONS as SQUARE

pytestmark = pytest.mark.django_db


def test_the_reasons_are_those_of_the_square():
    assert set(REASONS) == set(SQUARE)
    assert len(REASONS) == 18
    with translation.override("en"):
        assert {key: str(label) for key, label in REASONS.items()} == {key: str(label) for key, label in SQUARE.items()}


@pytest.mark.parametrize("key", SETS)
def test_a_starting_set_is_a_whole_code_in_both_languages(owner, key):
    count = found_code(actor=owner, starting_set=key)
    publish()

    code = code_now()
    assert [one.key for one in code.clauses] == [one.key for one in SETS[key].clauses]
    assert len(code.clauses) == count
    assert all(set(one.titles) == set(one.texts) == {"en", "zh-hans"} for one in code.clauses)
    assert all(one.levels for one in code.clauses)
    assert set(SETS[key].notes) == {"en", "zh-hans"}
    assert {(fact.type, fact.data["clauses"]) for fact in Fact.objects.filter(type="clauses.founded")} == {
        ("clauses.founded", count)
    }


def test_a_second_starting_set_is_refused_and_the_first_can_be_thrown_away(owner):
    found_code(actor=owner, starting_set="customers")
    with pytest.raises(Invalid):
        found_code(actor=owner, starting_set="product")
    with pytest.raises(Invalid):
        found_code(actor=owner, starting_set="nonsense")

    gone = discard_draft(actor=owner)

    assert gone == tuple(sorted(one.key for one in SETS["customers"].clauses))
    assert (Clause.objects.count(), Wording.objects.count()) == (0, 0)


def test_a_draft_binds_nobody_and_an_edition_binds_when_its_notice_is_over(monkeypatch):
    write(english="Be kind.", chinese="友善相待。")
    assert (code_now().number, clause_now("be-kind")) == (0, None)

    publish(notice_days=7)
    announced = code_now().number
    later = clock.now() + timedelta(days=7, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert (announced, code_now().number) == (0, 1)
    assert clause_now("be-kind").text("zh-hans") == "友善相待。"
    assert clause_for("abuse").key == "be-kind"
    assert clause_for("ad") is None


def test_a_reader_gets_their_language_or_the_other_one():
    examples = spoken(("en", True, "Thanks!"), ("zh-hans", False, "滚！"))
    write(english="Be kind.", chinese="友善相待。", examples=examples)
    write("no-ads", "ad", english="No advertising.", title="No ads")
    publish()
    both, one = code_now().clauses

    with translation.override("zh-hans"):
        assert (both.title(), both.text(), both.language()) == ("友善", "友善相待。", "zh-hans")
        assert [example.text for example in both.examples_for()] == ["滚！"]
        assert (one.text(), one.language()) == ("No advertising.", "en")
    assert both.text("en") == "Be kind."


def test_changing_a_published_clause_makes_a_version_and_taking_it_back_unmakes_it(owner):
    clause = write()
    publish()
    change_clause(actor=owner, clause_id=clause.pk, words=words("Be kind, always."))
    change_clause(actor=owner, clause_id=clause.pk, words=words("Be kinder."))
    drafted = [(one.version, one.published_at is None) for one in Wording.objects.order_by("version")]
    state = draft().row("be-kind").change

    change_clause(actor=owner, clause_id=clause.pk, words=words())

    assert drafted == [(1, False), (2, True)]
    assert state == Change.CHANGED
    assert [one.version for one in Wording.objects.all()] == [1]
    assert not draft().differs
    assert code_now().clauses[0].text("en") == "Be kind."


def test_what_was_decided_can_always_be_read_in_the_words_of_then(queries_of):
    clause = write()
    publish()
    change_clause(actor=SYSTEM, clause_id=clause.pk, words=words("Be kinder."))
    with pytest.raises(NotFound):
        wording_of("be-kind", 2)
    publish()

    assert (wording_of("be-kind", 1).text("en"), wording_of("be-kind", 2).text("en")) == ("Be kind.", "Be kinder.")
    assert list(wordings_of([("be-kind", 1), ("be-kind", 9), ("nothing", 1)])) == [("be-kind", 1)]
    assert queries_of(lambda: wordings_of([("be-kind", 1), ("be-kind", 2)])) == 2


def test_a_published_wording_refuses_to_be_saved():
    write()
    publish()
    wording = Wording.objects.get()
    wording.texts = {"en": "Anything goes."}

    with pytest.raises(ValueError, match="does not change"):
        wording.save()

    assert Wording.objects.get().texts == {"en": "Be kind."}


def test_the_code_is_kept_in_the_process_and_seen_at_once_after_a_change(queries_of):
    change_community(actor=SYSTEM, name="Tea")
    write()
    publish()

    def page():
        with one_request():
            code_now()
            clause_now("be-kind")

    assert queries_of(page) == 1  # the community's stamp, which every page looks at
    write("no-ads", "ad")
    publish()
    assert [one.key for one in code_now().clauses] == ["be-kind", "no-ads"]


def test_dropping_a_clause_takes_effect_with_the_next_edition_and_can_be_taken_back(owner):
    first, second = write(), write("no-ads", "ad")
    publish()

    assert retire_clause(actor=owner, clause_id=first.pk)
    assert not retire_clause(actor=owner, clause_id=first.pk)
    waiting = ([one.key for one in code_now().clauses], draft().row("be-kind").change)
    bring_back_clause(actor=owner, clause_id=first.pk)
    assert not draft().differs
    retire_clause(actor=owner, clause_id=first.pk)
    publish()
    dropped = [one.key for one in code_now().clauses]
    bring_back_clause(actor=owner, clause_id=first.pk)

    assert waiting == (["be-kind", "no-ads"], Change.GONE)
    assert dropped == ["no-ads"]
    assert draft().row("be-kind").change == Change.BACK
    assert [one.row.pk for one in draft().kept] == [first.pk, second.pk]
    assert [one.key for one in code_of(1).clauses] == ["be-kind", "no-ads"]


def test_clauses_change_places_with_their_shown_neighbours(owner):
    first, hidden, last = write("one"), write("two"), write("three")
    retire_clause(actor=owner, clause_id=hidden.pk)
    publish()

    assert not move_clause(actor=owner, clause_id=first.pk, up=True)
    assert move_clause(actor=owner, clause_id=last.pk, up=True)
    turned = [one.row.key for one in draft().kept]
    assert draft().is_reordered
    move_clause(actor=owner, clause_id=last.pk, up=False)
    bring_back_clause(actor=owner, clause_id=hidden.pk)

    assert turned == ["three", "one"]
    assert [one.row.key for one in draft().kept] == ["one", "two", "three"]


def test_discarding_leaves_what_the_newest_edition_says(owner):
    kept, moved = write("one"), write("two")
    publish()
    change_clause(actor=owner, clause_id=kept.pk, words=words("Other."))
    move_clause(actor=owner, clause_id=moved.pk, up=True)
    retire_clause(actor=owner, clause_id=moved.pk)
    write("three")

    assert discard_draft(actor=owner) == ("one", "three", "two")

    assert [one.row.key for one in draft().rows] == ["one", "two"]
    assert not draft().differs
    assert discard_draft(actor=owner) == ()
    assert Decision.objects.filter(kind="clauses.discard").count() == 1


def test_an_edition_needs_clauses_something_new_and_cannot_overtake_the_announced_one(owner):
    with pytest.raises(Invalid):
        publish()
    clause = write()
    publish(notice_days=10)
    with pytest.raises(Invalid, match="nothing to publish"):
        publish(notice_days=10)
    change_clause(actor=owner, clause_id=clause.pk, words=words("Be kinder."))

    with pytest.raises(Invalid) as early:
        publish(notice_days=3)
    with pytest.raises(Invalid):
        publish(notice_days=181)
    publish(notice_days=11)

    assert list(early.value.errors) == ["notice_days"]
    assert [head.number for head in editions()] == [2, 1]


@pytest.mark.parametrize("role", ["moderator", "analyst", "stranger"])
def test_who_may_not_changes_nothing(role, request):
    viewer = request.getfixturevalue(role)
    clause = write()
    before = (Clause.objects.count(), Wording.objects.count(), Edition.objects.count(), Fact.objects.count())

    for act in (
        lambda: found_code(actor=viewer, starting_set="product"),
        lambda: write_clause(actor=viewer, key="mine", reason="ad", words=words()),
        lambda: change_clause(actor=viewer, clause_id=clause.pk, words=words("Mine.")),
        lambda: retire_clause(actor=viewer, clause_id=clause.pk),
        lambda: move_clause(actor=viewer, clause_id=clause.pk, up=True),
        lambda: publish_edition(actor=viewer),
        lambda: discard_draft(actor=viewer),
    ):
        with pytest.raises(Forbidden):
            act()

    after = (Clause.objects.count(), Wording.objects.count(), Edition.objects.count(), Fact.objects.count())
    assert after == before
    assert Wording.objects.get().texts == {"en": "Be kind."}


@pytest.mark.parametrize(
    ("key", "reason", "wish", "field"),
    [
        ("Be kind!", "abuse", words(), "key"),
        ("mine", "abuse", words(), "key"),
        ("x" * 41, "abuse", words(), "key"),
        ("good", "whim", words(), "reason"),
        ("good", "abuse", words(title=""), "title_en"),
        ("good", "abuse", words(english=" "), "text_en"),
        ("good", "abuse", words(severity=5), "severity"),
        ("good", "abuse", words(least="ban", most="warn"), "most"),
        ("good", "abuse", words(least="flog"), "least"),
        ("good", "abuse", words(examples=spoken(("en", True, "x" * 501))), "examples"),
    ],
)
def test_words_that_cannot_be_used_change_nothing(owner, key, reason, wish, field):
    with pytest.raises(Invalid) as refused:
        write_clause(actor=owner, key=key, reason=reason, words=wish)

    assert list(refused.value.errors) == [field]
    assert Clause.objects.count() == 0


def test_a_key_is_one_clauses_for_ever_and_its_reason_stays_once_published(owner):
    clause = write()
    change_clause(actor=owner, clause_id=clause.pk, words=words(), reason="bully")
    retire_clause(actor=owner, clause_id=clause.pk)
    with pytest.raises(Invalid):
        write()
    bring_back_clause(actor=owner, clause_id=clause.pk)
    publish()

    with pytest.raises(Invalid) as refused:
        change_clause(actor=owner, clause_id=clause.pk, words=words("Other."), reason="ad")

    assert list(refused.value.errors) == ["reason"]
    assert Clause.objects.get().reason == "bully"
    assert not draft().differs


_STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "change", "retire", "back", "up", "down", "publish", "discard"]),
              st.integers(0, 3), st.integers(0, 3)),
    max_size=12,
)  # fmt: skip


class AnySequence(TestCase):
    """Whatever the team does, in whatever order."""

    @settings(max_examples=40, deadline=None)
    @given(_STEPS)
    def test_editions_never_change_and_the_draft_is_either_published_or_different(self, steps):
        seen: dict[int, object] = {}
        for verb, which, number in steps:
            self._do(verb, which, number)
            for edition in Edition.objects.all():
                now = self._edition(edition)
                assert seen.setdefault(edition.number, now) == now
            wanted = draft()
            same = [one.wording_id for one in wanted.newest.clauses] == [one.wording_id for one in wanted.clauses]
            assert wanted.differs != same
        assert [head.number for head in editions()] == sorted(seen, reverse=True)

    @staticmethod
    def _edition(edition: Edition) -> list[tuple[object, ...]]:
        rows = Entry.objects.filter(edition=edition).select_related("wording__clause").order_by("place")
        return [
            (row.wording.clause.key, row.wording.clause.reason, row.wording.version, row.wording.texts["en"])
            for row in rows
        ]

    @staticmethod
    def _do(verb: str, which: int, number: int) -> None:
        key = f"clause-{which}"
        clause = Clause.objects.filter(key=key).first()
        acts = {
            "write": lambda: write(key),
            "publish": publish,
            "discard": lambda: discard_draft(actor=SYSTEM),
        }
        if clause is not None:
            acts |= {
                "change": lambda: change_clause(actor=SYSTEM, clause_id=clause.pk, words=words(f"Text {number}.")),
                "retire": lambda: retire_clause(actor=SYSTEM, clause_id=clause.pk),
                "back": lambda: bring_back_clause(actor=SYSTEM, clause_id=clause.pk),
                "up": lambda: move_clause(actor=SYSTEM, clause_id=clause.pk, up=True),
                "down": lambda: move_clause(actor=SYSTEM, clause_id=clause.pk, up=False),
            }
        with contextlib.suppress(Invalid):
            acts.get(verb, lambda: None)()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_told_there_is_nothing_left():
    write()
    answers: list[object] = []

    def go() -> None:
        try:
            answers.append(publish().number)
        except Invalid as problem:
            answers.append(str(problem))
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    late = [str(one) for one in answers if one != 1]
    assert len(late) == 2
    assert all("nothing to publish" in one for one in late)
    assert list(Edition.objects.values_list("number", flat=True)) == [1]
