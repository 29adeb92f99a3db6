"""Writing, publishing, taking up again: what is kept, what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.direction.positioning.actions.publish_positioning import publish_positioning
from steward.direction.positioning.actions.write_draft import begin_draft, discard_draft, restore_version, write_draft
from steward.direction.positioning.enums import BOXES
from steward.direction.positioning.models import Draft, Version
from steward.direction.positioning.public import checklist, positioning_now
from steward.direction.positioning.queries.drafted import canvas
from steward.direction.positioning.records import lines_in, text_in
from steward.direction.positioning.rules import changed_boxes, changes, clean_words
from steward.direction.positioning.starting import SETS
from steward.direction.positioning.tests.canvas import WORDS, published
from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _community():
    change_community(actor=SYSTEM, name="Tea", languages=["en", "zh-hans"])


def test_a_published_version_is_what_every_room_reads():
    before = positioning_now()
    published()

    now = positioning_now()

    assert before is None
    assert (now.version, now.reason) == (1, "We begin.")
    assert now.lines("promise", "en") == ["An answer within a day", "No sales"]
    assert now.text("nots", "zh-hans") == "A shop"  # not written in Chinese: the reader gets what there is
    assert list(Fact.objects.filter(type="positioning.published").values_list("data", flat=True)) == [
        {"version": 1, "boxes": ["audience", "promise", "nots"]}
    ]
    decision = Decision.objects.get(kind="positioning.publish")
    assert (decision.reason, decision.undo) == ("We begin.", {"version": 0})


def test_each_line_becomes_a_question_in_the_language_asked_for():
    nothing = checklist("en")
    published()

    english, chinese = checklist("en"), checklist("zh-hans")

    assert nothing == []
    assert [one.question for one in english] == [
        "Is it for them: “People who brew tea at home.”?",
        "Does it serve our promise “An answer within a day”?",
        "Does it serve our promise “No sales”?",
        "Is it none of this: “A shop”?",
    ]
    assert [one.line for one in chinese] == ["在家泡茶的人。", "一天内答复", "不推销", "A shop"]


def test_a_version_needs_a_reason_and_a_difference(owner):
    write_draft(actor=owner, words=WORDS)

    for reason in ("", "  \n "):
        with pytest.raises(Invalid) as refused:
            publish_positioning(actor=owner, reason=reason)
        assert list(refused.value.errors) == ["reason"]
    publish_positioning(actor=owner, reason="We begin.")
    with pytest.raises(Invalid):
        publish_positioning(actor=owner, reason="Again.")

    assert [(one.number, one.reason) for one in Version.objects.all()] == [(1, "We begin.")]


def test_two_writers_disturb_each_other_only_in_the_same_box(owner):
    write_draft(actor=owner, words=WORDS)
    seen = Draft.objects.get().stamp

    write_draft(actor=SYSTEM, words={"need": {"en": "Calm."}}, stamp=seen)
    write_draft(actor=owner, words={"nots": {"en": "A club"}}, stamp=seen)
    with pytest.raises(Invalid):
        write_draft(actor=SYSTEM, words={"nots": {"en": "A bar"}}, stamp=seen)

    words = Draft.objects.get().words
    assert (words["need"], words["nots"]) == ({"en": "Calm."}, {"en": "A club"})


def test_who_publishes_against_an_older_version_is_told(owner):
    published()
    write_draft(actor=owner, words={"need": {"en": "Calm."}})

    with pytest.raises(Invalid):
        publish_positioning(actor=owner, reason="Late.", based_on=0)

    assert Version.objects.count() == 1


def test_an_earlier_version_comes_back_as_a_draft_and_discarding_takes_it_off(owner):
    published()
    published("Wider.", audience={"en": "Everybody who drinks tea."})

    restore_version(actor=owner, number=1)
    restored = canvas()
    boxes = discard_draft(actor=owner)

    assert restored.words == WORDS
    assert [one.box.key for one in restored.changed] == ["audience"]
    assert boxes == ("audience",)
    assert canvas().changed == []
    assert positioning_now().version == 2
    with pytest.raises(NotFound):
        restore_version(actor=owner, number=9)


def test_an_example_fills_only_an_empty_canvas(owner):
    begin_draft(actor=owner, starting_set="product")

    assert [one.box.key for one in canvas().boxes if one.missing or not one.text] == []
    with pytest.raises(Invalid):
        begin_draft(actor=owner, starting_set="learning")
    with pytest.raises(Invalid):
        begin_draft(actor=owner, starting_set="none")


def test_every_example_fills_every_box_in_both_languages_with_as_many_lines():
    for example in SETS.values():
        words = clean_words(example.words)
        assert sorted(words) == sorted(BOXES)
        for key in BOXES:
            assert len(lines_in(words, key, "en")) == len(lines_in(words, key, "zh-hans"))
            assert sorted(words[key]) == ["en", "zh-hans"]


def test_others_may_not_write_and_change_nothing(moderator, analyst, stranger):
    published()
    acts = (
        lambda who: write_draft(actor=who, words={"need": {"en": "Calm."}}),
        lambda who: publish_positioning(actor=who, reason="Mine."),
        lambda who: restore_version(actor=who, number=1),
        lambda who: begin_draft(actor=who, starting_set="product"),
        lambda who: discard_draft(actor=who),
    )

    for act in acts:
        for who in (moderator, analyst, stranger):
            with pytest.raises(Forbidden):
                act(who)

    assert (canvas().words, Version.objects.count()) == (WORDS, 1)


def test_a_published_version_is_never_written_again():
    version = published()

    with pytest.raises(ValueError, match="does not change"):
        version.save()


def test_what_cannot_be_used_is_said_by_field():
    with pytest.raises(Invalid) as refused:
        write_draft(actor=SYSTEM, words={"promise": {"en": "x" * 1201}, "logo": {"en": "x"}})

    assert sorted(refused.value.errors) == ["logo", "promise_en"]
    assert Draft.objects.count() == 0


def test_publishing_is_a_deed_with_its_reason(owner):
    published()
    deed = next(one for one in items("deeds") if "positioning.published" in one.types)

    done = deed.tell(owner, list(Fact.objects.filter(type="positioning.published")))

    assert [(one.text, one.url) for one in done] == [("New positioning: We begin.", "/about/positioning/?version=1")]


_WORDS = st.dictionaries(
    st.sampled_from(sorted(BOXES)),
    st.dictionaries(st.sampled_from(["en", "zh-hans"]), st.text(max_size=40), max_size=2),
    max_size=4,
)


@settings(max_examples=50)
@given(_WORDS, _WORDS)
def test_changes_are_the_same_both_ways_and_none_against_oneself(one, other):
    before, after = clean_words(one), clean_words(other)

    assert changed_boxes(before, before) == ()
    assert changed_boxes(before, after) == changed_boxes(after, before)
    for change in changes(before, after, "en"):
        new = "".join(piece.text for piece in change.pieces if piece.kind != "gone")
        assert not change.pieces or new == text_in(after, change.box.key, "en")
    assert clean_words(after) == after
