"""Features, the linear model and the cold start, without a database."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.classifier.engine.fitting import LEAST, fit, platt, trainable
from steward.care.classifier.engine.folding import LONGEST, fold, language_of
from steward.care.classifier.engine.grams import SIZE, grams
from steward.care.classifier.engine.lexicon import lexicon
from steward.care.classifier.engine.linear import logistic, pack, unpack
from steward.care.classifier.engine.scoring import Scorer
from steward.care.clauses.public import REASONS

ADS = [f"加微信领券{each}，限时" for each in "甲乙丙丁戊己庚辛壬癸"]
TALK = [f"今天{each}组开会" for each in "甲乙丙丁戊己庚辛壬癸"]


def _features(text):
    found = grams([text])
    return {found.words(index): int(found.place[index]) for index in range(len(found.text))}


def test_spellings_of_one_word_are_one():
    assert fold("加＊微＊信１２３") == "加微信000"
    assert fold("領取優惠券") == "领取优惠券"
    assert fold("ＨＴＴＰ://Foo") == "http://foo"
    assert fold("加\u200b微\u200b信") == "加微信"
    assert fold("今天 3 点,三楼。") == "今天 0 点三楼。"


def test_languages_are_told_apart():
    texts = ("你好 world", "hello", "12 !", "", "see 路口 for all the details of it")
    assert [language_of(text) for text in texts] == ["zh", "en", "", "", "en"]


def test_the_features_of_a_text_stand_in_it():
    assert set(_features("加微信 abcde fg!")) == {
        "加", "微", "信", "加微", "微信", "加微信", "abcde", "fg", "abcde fg", "abcd", "bcde", "!",
    }  # fmt: skip


def test_places_never_change_or_stored_versions_would_read_wrong():
    found = _features("加微 ok")
    assert found == {"加": 212364, "微": 226013, "加微": 234385, "ok": 104633}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_a_batch_has_the_features_of_its_texts(texts):
    whole = grams(texts)
    for number, text in enumerate(texts):
        alone = grams([text])
        assert whole.place[whole.span(number)].tolist() == alone.place.tolist()
        assert [whole.words(i) for i in range(*whole.span(number).indices(SIZE))] == [
            alone.words(i) for i in range(len(alone.text))
        ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_chances_that_add_up(text):
    found = Scorer().score([text])[0]
    total = sum(chance for _label, chance in found.chances)
    assert 0 <= total <= 1 + 1e-9
    assert 0 <= found.probability <= 1


def test_a_long_text_is_read_up_to_a_limit():
    assert grams(["啊" * 10 * LONGEST]).counts.tolist() == [3]
    assert grams(["a" * 10 * LONGEST]).counts.tolist() == [2]
    assert len(fold("字" * 10 * LONGEST)) == LONGEST


def test_without_any_training_an_advert_is_proposed_and_explained():
    advert, talk = Scorer().score(["兼职日结，加微信领优惠券，包邮！", "今晚八点开会，记得带电脑"])
    assert (advert.label, advert.proposed, advert.version) == ("ad", "ad", "lexicon-1")
    assert dict(advert.reasons)["加微信"] == 4.5
    assert (talk.label, talk.proposed, talk.reasons, talk.chances) == ("", "", (), ())


@pytest.mark.parametrize(
    "text", ["路口交通很堵", "然后呢", "网络助力乡村", "against all odds we won", "classic grape", "", "😀"]
)
def test_false_friends_are_quiet(text):
    assert Scorer().score([text])[0].proposed == ""
    assert Scorer().score([text])[0].label == ""


def test_no_word_of_the_lists_proposes_alone():
    words = [word.text for word in lexicon().words]
    assert len(words) > 200
    assert [word for word, found in zip(words, Scorer().score(words), strict=True) if found.proposed] == []


def test_every_list_has_a_reason_code():
    assert set(lexicon().labels) <= set(REASONS)


def test_a_word_of_letters_is_not_found_inside_another():
    assert [word.text for word in lexicon().found(fold("cheapest SEXY, unsexy"))] == ["sexy"]


def test_labels_with_few_decisions_are_not_learned():
    assert trainable(["ad"] * LEAST + [""] * (LEAST - 1)) == ()
    assert trainable(["ad"] * LEAST + ["abuse"] * (LEAST - 1) + [""]) == ("ad",)
    with pytest.raises(ValueError, match="enough"):
        fit(["x"], [""], lambda _done, _total: None)


def test_a_model_survives_being_packed():
    model, chances = fit(ADS + TALK, ["ad"] * 10 + [""] * 10, lambda _done, _total: None)
    again = unpack(pack(model))
    assert again.labels == ("ad",)
    assert chances.shape == (20, 1)
    found = grams(["加微信领券", "今天开会", ""])
    assert np.allclose(again.chances(found), model.chances(found), atol=2e-3)
    assert again.support.tolist() == [10]


def test_what_is_no_model_is_refused():
    import io

    file = io.BytesIO()
    np.savez(file, labels=np.array([object()], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        unpack(file.getvalue())


def test_reasons_are_pieces_of_the_text_and_do_not_overlap():
    model, _chances = fit(ADS + TALK, ["ad"] * 10 + [""] * 10, lambda _done, _total: None)
    found = Scorer("v1", model, {"ad": 0.5}).score(["大家好，加微信领券"])[0]
    words = [word for word, _weight in found.reasons]
    assert all(word in fold("大家好，加微信领券") for word in words)
    assert "加微信" in words
    assert not any(a != b and a in b for a in words for b in words)
    weights = [weight for _word, weight in found.reasons]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


def test_what_was_learned_counts_more_with_more_decisions():
    few, _c = fit(ADS[:8] + TALK, ["ad"] * 8 + [""] * 10, lambda _done, _total: None)
    many, _c = fit(ADS * 9 + TALK * 9, ["ad"] * 90 + [""] * 90, lambda _done, _total: None)
    assert Scorer("v1", few).share("ad") == pytest.approx(8 / 18)
    assert Scorer("v2", many).share("ad") == pytest.approx(0.9)
    assert Scorer("v2", many).share("gamble") == 0
    assert Scorer().share("ad") == 0


def test_calibration_finds_the_line_the_truth_was_drawn_from():
    draw = np.random.default_rng(3)
    values = draw.normal(0, 2, 40_000)
    truth = draw.random(40_000) < logistic(1.7 * values - 0.6)
    slope, offset = platt(values, truth)
    assert slope == pytest.approx(1.7, abs=0.06)
    assert offset == pytest.approx(-0.6, abs=0.06)


def test_calibration_stays_sane_when_every_value_is_the_same():
    slope, offset = platt(np.zeros(20), np.array([True] * 5 + [False] * 15))
    assert logistic(np.array([offset]))[0] == pytest.approx(0.27, abs=0.02)
    assert slope > 0
