"""Screening mixed Chinese and English messages: the engine, beside one `re` alternation over the same words and texts.

Messages are real ones: ordinary Chinese texts, English ones of which an eighth is spam, and Discord chat, shuffled. The
10,000 words are a public lexicon of advertising, sexual and weapon terms, an English one of abuse, pairs of common
Chinese words, four-word pieces of English spam, and domains of a block list; so that hits happen as in life.
"""

import csv
import io
import json
import random
import re
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.__main__ import row

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
MESSAGES, WORDS, PATTERNS, RULES = 30_000, 10_000, 200, 50
BASELINE = 150


def run() -> Iterator[dict[str, Any]]:
    """Messages a second of CPU time, in batches and alone; the alternation's beside it."""
    _django()
    from steward.care.screening.engine.records import Message
    from steward.care.screening.engine.screener import compile_rules

    draw = random.Random(4)
    texts, english = _texts(draw)
    words = _words(draw, english)
    messages = [_message(draw, text, Message) for text in texts]
    start = time.process_time()
    screener = compile_rules(_rules(draw, words), _lists(words))
    ready = time.process_time() - start
    hits = sum(map(bool, screener.screen_many(messages[:4000])))
    rate = max(len(messages) / _seconds(lambda: screener.screen_many(messages)) for _again in range(5))
    plain = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)), re.IGNORECASE)
    slow = BASELINE / _seconds(lambda: [plain.findall(text) for text in texts[:BASELINE]])
    yield row(
        "screening: messages, 10,000 words, 200 patterns, 50 rules", rate, "/s", baseline=slow,
        goal="≥ 50,000/s and ≥ 20 × `re`", met=rate >= 50_000 and rate >= 20 * slow,
    )  # fmt: skip
    yield row("screening: share of these messages with a hit", 100 * hits / 4000, "%")
    alone = _seconds(lambda: [screener.screen(one) for one in messages[:500]]) / 500 * 1000
    yield row("screening: one message alone", alone, "ms", goal="< 2 ms", met=alone < 2)
    yield row("screening: rules made ready", ready, "s")


def _django() -> None:
    """The engine needs nothing of Django but its sentences, in English here."""
    from django.conf import settings

    settings.configure(USE_I18N=False)


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _texts(draw: random.Random) -> tuple[list[str], list[str]]:
    """The mix, and the English spam alone."""
    with tarfile.open(SHARED / "text_labelled.tar.xz") as archive:
        chinese = [one["text"] for one in csv.DictReader(_read(archive, "nus_sms_zh.csv"))]
        labelled = [line.rstrip("\n").split("\t", 1) for line in _read(archive, "sms_spam_60pct.tsv")]
    with tarfile.open(SHARED / "discord_meshcore.tar.xz") as archive:
        names = [one for one in archive.getnames() if "/dce_json/" in one and one.endswith(".json")]
        chat = [said["content"] for name in names for said in json.load(_read(archive, name))["messages"]]
    mixed = chinese + [text for _label, text in labelled] + [text for text in chat if text]
    return draw.sample(mixed, MESSAGES), [text for label, text in labelled if label == "spam"]


def _read(archive: tarfile.TarFile, name: str) -> io.TextIOWrapper:
    full = next(one for one in archive.getnames() if one.endswith(name))
    found = archive.extractfile(full)
    assert found
    return io.TextIOWrapper(found, "utf-8", newline="")


def _words(draw: random.Random, spam: list[str]) -> list[str]:
    from steward.care.screening.engine.boundaries import common_words

    words: list[str] = []
    with tarfile.open(SHARED / "text_labelled.tar.xz") as archive:
        for name in ("广告类型.txt", "涉枪涉爆.txt", "色情类型.txt"):
            words += [line.strip() for line in _read(archive, name)]
        words += [one["ngram"] for one in csv.DictReader(_read(archive, "davidson_refined_ngram_lexicon.csv"))]
        domains = [line.strip() for line in _read(archive, "非法网址.txt")]
    short = sorted(word for word in common_words() if len(word) == 2)
    words += [draw.choice(short) + draw.choice(short) for _number in range(4000)]
    pieces = [one.split() for one in spam]
    words += [" ".join(one[at : at + 4]) for one in pieces for at in range(0, len(one) - 4, 3)][:2500]
    words = list(dict.fromkeys(filter(None, words)))
    return words + domains[: WORDS - len(words)]


def _lists(words: list[str]) -> list[Any]:
    from steward.care.screening.engine.records import WordListSpec

    size = len(words) // 10
    lists = [WordListSpec(f"list-{one}", 1, tuple(words[one * size : (one + 1) * size])) for one in range(10)]
    return [*lists, WordListSpec("allowed", 1, ("口交换机", "网络工作室", "good morning"), allow=True)]


def _rules(draw: random.Random, words: list[str]) -> list[Any]:
    """50 rules of five shapes; together they ask 200 patterns and every list."""
    from steward.care.screening.engine.records import Act, RuleSpec

    patterns = [r"\b1[3-9]\d{9}\b", r"(?:https?://|www\.)\S+\.(?:xyz|top|icu)\b", r"[A-Z]{12,}", r"(?:\p{Han}\d){4,}"]
    parts = draw.sample(words, 2 * (PATTERNS - len(patterns)))
    for one, other in zip(parts[::2], parts[1::2], strict=True):
        patterns.append(rf"(?:{re.escape(one)}|{re.escape(other)})\s{{0,3}}[:：]?\s*[a-z0-9_-]{{5,20}}")
    made = []
    for number in range(RULES):
        asked = {"any": [{"pattern": one} for one in patterns[number * 4 : number * 4 + 4]]}
        listed = {"words": [f"list-{number % 10}"]}
        shapes = [
            {"any": [listed, asked]},
            {"all": [{"any": [listed, asked]}, {"age_days": {"below": 3 + number}}, {"team": False}]},
            {"any": [asked, {"all": [{"links": {"at_least": 2}}, {"level": {"below": 2}}]}]},
            {"any": [asked, {"all": [listed, {"not": {"language": ["en"]}}, {"posts": {"below": number}}]}]},
            {"any": [asked, {"all": [{"mentions": {"more_than": 5}}, {"kind": ["post"]}]}]},
        ]
        acts = (Act("replace"),) if number % 5 == 0 else (Act("flag"),)
        made.append(RuleSpec(f"rule-{number:02}", 1, "", shapes[number % 5], acts, number % 3))
    return made


def _message(draw: random.Random, text: str, message: Callable[..., Any]) -> Any:
    links = tuple(re.findall(r"https?://\S+", text))
    return message(
        text, author_age_days=draw.expovariate(0.01), author_level=draw.randrange(5), author_posts=draw.randrange(200),
        is_team=draw.random() < 0.05, links=links, mentions=text.count("@"), language="zh" if "的" in text else "en",
    )  # fmt: skip
