"""What is kept to learn from."""

import pytest

from steward.care.classifier.actions.learn import is_held_out
from steward.care.classifier.models import Example
from steward.care.classifier.public import learn, unlearn
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.members.public import Identity, Member

pytestmark = pytest.mark.django_db


def _rows():
    return list(Example.objects.order_by("pk").values_list("by", "text", "label", "language"))


def _facts():
    rows = Fact.objects.filter(type__startswith="classifier.").order_by("seq").values_list("type", "data__label")
    return list(rows)


def test_a_decision_is_learned_once():
    learn(text=" 加微信领券 ", label="ad", by="judgement:1")
    learn(text="加微信领券", label="ad", by="judgement:1")
    learn(text="hello there", label="", by="judgement:2")
    assert _rows() == [("judgement:1", "加微信领券", "ad", "zh"), ("judgement:2", "hello there", "", "en")]
    assert _facts() == [("classifier.learned", "ad"), ("classifier.learned", "")]


def test_an_overturned_decision_is_learned_as_fine():
    first = learn(text="加微信领券", label="ad", by="judgement:1")
    assert learn(text="加微信领券", label="", by="judgement:1") == first
    assert _rows() == [("judgement:1", "加微信领券", "", "zh")]
    assert _facts() == [("classifier.learned", "ad"), ("classifier.learned", "")]


def test_unlearning_forgets_one_decision_and_says_whether_there_was_one():
    learn(text="加微信领券", label="ad", by="judgement:1")
    learn(text="滚出去", label="abuse", by="judgement:2")
    assert unlearn(by="judgement:1") is True
    assert unlearn(by="judgement:1") is False
    assert [row[0] for row in _rows()] == ["judgement:2"]
    assert [kind for kind, _label in _facts()] == ["classifier.learned", "classifier.learned", "classifier.unlearned"]


def test_learning_and_unlearning_are_inverse():
    learn(text="滚出去", label="abuse", by="judgement:2")
    before = _rows()
    learn(text="加微信领券", label="ad", by="judgement:1")
    unlearn(by="judgement:1")
    assert _rows() == before


def test_a_label_that_is_no_reason_is_refused():
    with pytest.raises(Invalid, match="There is no such reason"):
        learn(text="x", label="spam", by="judgement:1")
    assert _rows() == []
    assert _facts() == []


def test_a_moderator_does_not_teach_by_hand(moderator):
    learn(text="加微信领券", label="ad", by="judgement:1")
    with pytest.raises(Forbidden):
        learn(text="别的", label="ad", by="judgement:2", actor=moderator)
    with pytest.raises(Forbidden):
        unlearn(by="judgement:1", actor=moderator)
    assert [row[0] for row in _rows()] == ["judgement:1"]


def test_a_text_without_words_teaches_nothing():
    assert learn(text=" \x00\n ", label="ad", by="judgement:1") is None
    assert _rows() == []


def test_copies_of_a_text_fall_on_one_side():
    texts = [f"第{number}次活动的报名" for number in "一二三四五六七八九十"] + [
        f"text {chr(97 + n)}" for n in range(26)
    ]
    sides = {is_held_out(text) for text in texts}
    assert sides == {True, False}
    assert [is_held_out(text) for text in texts] == [is_held_out(text.upper()) for text in texts]
    assert all(
        is_held_out("加微信领獎") == is_held_out(copy) for copy in ("加微信领奖", "加*微*信领奖", "加 微 信 领 奖")
    )


def test_the_texts_of_an_erased_member_go_and_the_others_stay():
    from steward.foundation.kernel.registry import items

    member = Member.objects.create(name="张三")
    who = Identity.objects.create(member=member, home=member, service="slack", realm="slack:1", account_id="u1")
    learn(text="加微信领券", label="ad", by="judgement:1", author=who.pk)
    learn(text="滚出去", label="abuse", by="judgement:2")
    store = next(store for store in items("personal-data") if store.key == "classifier")
    exported = store.export(member.pk)
    assert [(one["text"], one["label"]) for one in exported] == [("加微信领券", "ad")]
    assert store.erase(member.pk) == 1
    assert [row[0] for row in _rows()] == ["judgement:2"]
    assert store.export(member.pk) == []
