"""The classifier on published data, beside multinomial naive Bayes in the same run; speed and memory of scoring.

Data is read from the folder beside the project (`text_labelled`); without it only speed is measured, on made texts.
"""

import csv
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.__main__ import HERE, row

ARCHIVE = HERE.parent.parent / "shared" / "data" / "text_labelled.tar.xz"
Case = tuple[str, bool]


def run() -> Iterator[dict[str, Any]]:
    """F1 of both, alarms on ordinary messages, calibration, texts a second, what a web process pays."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    os.environ.setdefault("STEWARD_HOME", tempfile.mkdtemp())
    yield from _start()
    if ARCHIVE.exists():
        with tempfile.TemporaryDirectory() as folder, tarfile.open(ARCHIVE) as archive:
            archive.extractall(folder, filter="data")
            yield from _reference(Path(folder) / "text_labelled")
    yield from _cold_speed()


def _reference(folder: Path) -> Iterator[dict[str, Any]]:
    ordinary = [text for text, _so in _table(folder / "chat_zh_benign" / "nus_sms_zh.csv", "text")]
    train = _table(folder / "toxicity_zh" / "cold_train.csv", "TEXT")
    test = _table(folder / "toxicity_zh" / "cold_dev.csv", "TEXT")
    start = time.process_time()
    scorer, thresholds = _learned(train, "abuse")
    seconds = time.process_time() - start
    yield _f1("COLD, F1 of toxicity (zh)", scorer, test, "abuse", _bayes(train, test, analyzer="char"))
    yield row("classifier: learning from 25,726 decisions, CPU", seconds, "s", goal="under 2 min", met=seconds < 120)
    yield from _alarms(scorer, thresholds, ordinary)
    yield _calibration(scorer, test)
    yield from _speed(scorer, [text for text, _so in test])
    spam = _spam(folder / "spam_en" / "sms_spam_60pct.tsv")
    english, _thresholds = _learned(spam[:2340], "ad")
    yield _f1("SMS Spam, F1 of spam (en)", english, spam[2340:], "ad", _bayes(spam[:2340], spam[2340:]))


def _f1(name: str, scorer: Any, test: Sequence[Case], label: str, baseline: float) -> dict[str, Any]:
    from steward.care.classifier.engine.quality import tally

    chances = scorer.chances([text for text, _so in test])[:, scorer.labels.index(label)]
    found = tally(chances, [so for _text, so in test], 0.5).f1 or 0.0
    goal = "at least naive Bayes (baseline)"
    return row(f"classifier: {name}", found, "", baseline=baseline, goal=goal, met=found >= baseline)


def _alarms(scorer: Any, thresholds: dict[str, float | None], ordinary: list[str]) -> Iterator[dict[str, Any]]:
    from steward.care.classifier.engine.scoring import Scorer

    careful = Scorer("bench", scorer.model, thresholds)
    for name, one in (("at 50 %", scorer), ("at its threshold for 90 %", careful), ("of the cold start", Scorer())):
        share = sum(found.proposed != "" for found in one.score(ordinary, explained=False)) / len(ordinary)
        yield row(f"classifier: alarms on ordinary zh {name}", share * 100, "%", goal="under 5 %", met=share < 0.05)


def _calibration(scorer: Any, test: Sequence[Case]) -> dict[str, Any]:
    """The mean gap between what was said and what was so, weighted by how often (expected calibration error)."""
    from steward.care.classifier.engine.quality import reliability

    chances = scorer.chances([text for text, _so in test])[:, scorer.labels.index("abuse")]
    bins = [one for one in reliability(chances, [so for _text, so in test]) if one.size]
    gap = sum(abs((one.said or 0) - (one.so.value or 0)) * one.size for one in bins) / len(test)
    return row(
        "classifier: probabilities are off by (COLD)", gap * 100, "points", goal="under 5 points", met=gap < 0.05
    )


def _speed(scorer: Any, texts: list[str]) -> Iterator[dict[str, Any]]:
    from steward.care.classifier.engine.linear import pack

    yield row("classifier: a stored version of one label", len(pack(scorer.model)) / 1024, "KiB")
    start = time.perf_counter()
    scorer.score(texts, explained=False)
    yield row("classifier: texts scored in batches", len(texts) / (time.perf_counter() - start), "/s")
    times = []
    for text in texts[:500]:
        start = time.perf_counter()
        scorer.score([text])
        times.append((time.perf_counter() - start) * 1000)
    each = median(times)
    yield row("classifier: one text, with its reasons", each, "ms", goal="under 2 ms", met=each < 2)


def _cold_speed() -> Iterator[dict[str, Any]]:
    from steward.care.classifier.engine.scoring import Scorer

    draw = random.Random(1)
    texts = [
        "".join(draw.choices(("加微信", "今天", "开会", "路口交通", "hello ", "buy now ", "谢谢"), k=9))
        for _ in range(20_000)
    ]
    start = time.perf_counter()
    Scorer().score(texts, explained=False)
    yield row("classifier: texts scored by the cold start", len(texts) / (time.perf_counter() - start), "/s")


def _start() -> Iterator[dict[str, Any]]:
    """What scoring adds to a fresh process, and what scikit-learn would."""
    ours = _pays("from steward.care.classifier.engine.scoring import Scorer; Scorer().score(['加微信'])")
    theirs = _pays("import sklearn.feature_extraction.text, sklearn.linear_model")
    for name, at, unit in (("time", 0, "ms"), ("memory", 1, "MiB")):
        said = f"classifier: {name} of the first score in a process"
        yield row(
            said, ours[at], unit, baseline=theirs[at], goal="half of scikit-learn's", met=ours[at] * 2 < theirs[at]
        )


def _pays(code: str) -> tuple[float, float]:
    measure = (
        "import time, resource\n"
        "most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "start, before = time.process_time(), most()\n"
        f"{code}\nspent = most() - before\n"
        "print((time.process_time() - start) * 1000, spent / 1024)"
    )
    said = subprocess.run([sys.executable, "-c", measure], capture_output=True, text=True, check=True, cwd=HERE.parent)
    milliseconds, mebibytes = said.stdout.split()
    return float(milliseconds), float(mebibytes)


def _learned(train: Sequence[Case], label: str) -> tuple[Any, dict[str, float | None]]:
    from steward.care.classifier.engine.fitting import fit
    from steward.care.classifier.engine.quality import curve
    from steward.care.classifier.engine.scoring import Scorer
    from steward.care.classifier.engine.tallies import threshold_for

    truth = [so for _text, so in train]
    model, chances = fit([text for text, _so in train], [label * so for so in truth], lambda _done, _total: None)
    return Scorer("bench", model, {label: 0.5}), {label: threshold_for(curve(chances[:, 0], truth), 0.9)}


def _bayes(train: Sequence[Case], test: Sequence[Case], analyzer: str = "word") -> float:
    """F1 of multinomial naive Bayes on counts of words or characters and their pairs."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.metrics import f1_score
    from sklearn.naive_bayes import MultinomialNB

    counts = CountVectorizer(analyzer=analyzer, ngram_range=(1, 2))
    model = MultinomialNB().fit(counts.fit_transform([text for text, _so in train]), [so for _text, so in train])
    said = model.predict(counts.transform([text for text, _so in test]))
    return float(f1_score([so for _text, so in test], said))


def _table(path: Path, text: str) -> list[Case]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(one[text], one.get("label") == "1") for one in csv.DictReader(file)]


def _spam(path: Path) -> list[Case]:
    lines = [line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    cases = [(text, kind == "spam") for kind, text in lines]
    random.Random(1).shuffle(cases)
    return cases
