"""On samples of published data: at least naive Bayes, and quiet on ordinary messages; the rest is in the benchmark."""

import csv
import random

import numpy as np
import pytest

from steward.care.classifier.engine.fitting import fit
from steward.care.classifier.engine.quality import tally
from steward.care.classifier.engine.scoring import Scorer

pytestmark = pytest.mark.real_data


def _rows(path, text, count, seed):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row[text], row.get("label") == "1") for row in csv.DictReader(file)]
    return random.Random(seed).sample(rows, count)


def _naive_bayes(train, test, **how):
    """Multinomial naive Bayes on counts: the textbook's baseline."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import MultinomialNB

    words = CountVectorizer(**how)
    model = MultinomialNB().fit(words.fit_transform([text for text, _so in train]), [so for _text, so in train])
    said = model.predict(words.transform([text for text, _so in test]))
    return tally(said.astype(float), [so for _text, so in test], 0.5).f1


def _learn(train, label):
    model, _chances = fit([text for text, _so in train], [label * so for _text, so in train], lambda _a, _b: None)
    return Scorer("v1", model)


def _f1(scorer, test, label):
    chances = scorer.chances([text for text, _so in test])[:, scorer.labels.index(label)]
    return tally(chances, [so for _text, so in test], 0.5).f1


def test_chinese_toxicity_is_found_better_than_by_naive_bayes_and_ordinary_messages_are_left_alone(shared_data):
    folder = shared_data("text_labelled")
    train = _rows(folder / "toxicity_zh" / "cold_train.csv", "TEXT", 1200, 1)
    test = _rows(folder / "toxicity_zh" / "cold_dev.csv", "TEXT", 700, 2)
    ordinary = [text for text, _so in _rows(folder / "chat_zh_benign" / "nus_sms_zh.csv", "text", 800, 3)]
    scorer = _learn(train, "abuse")
    assert _f1(scorer, test, "abuse") >= _naive_bayes(train, test, analyzer="char", ngram_range=(1, 2))
    scorer = Scorer("v1", scorer.model, {"abuse": 0.8})
    alarms = np.mean([found.proposed != "" for found in scorer.score(ordinary, explained=False)])
    assert alarms < 0.05


def test_english_spam_is_found_better_than_by_naive_bayes(shared_data):
    file = shared_data("text_labelled") / "spam_en" / "sms_spam_60pct.tsv"
    lines = [line.split("\t", 1) for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [(text, kind == "spam") for kind, text in lines]
    random.Random(1).shuffle(rows)
    train, test = rows[:1500], rows[1500:]
    assert _f1(_learn(train, "ad"), test, "ad") >= _naive_bayes(train, test, ngram_range=(1, 2))


def test_without_training_ordinary_messages_are_left_alone(shared_data):
    rows = _rows(shared_data("text_labelled") / "chat_zh_benign" / "nus_sms_zh.csv", "text", 13959, 4)
    found = Scorer().score([text for text, _so in rows], explained=False)
    assert sum(one.proposed != "" for one in found) <= len(rows) // 100
