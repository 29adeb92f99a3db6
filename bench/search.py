"""Indexing and finding in 50,000 mixed documents, beside FTS5's own words on the same text."""

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from bench.__main__ import row

DOCUMENTS = 50_000
WORDS = (
    "运营", "社群", "活动", "成员", "moderator", "welcome", "release", "问题", "答案", "weekly", "抽奖", "交通",
    "question", "感谢",
)  # fmt: skip


def run() -> Iterator[dict[str, Any]]:
    """Documents a second into the index, milliseconds a query."""
    os.environ["STEWARD_HOME"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from steward.foundation.kernel import clock
    from steward.foundation.search.public import Text, find, index

    draw = random.Random(1)
    texts = ["".join(draw.choices(WORDS, k=12)) + " " + " ".join(draw.choices(WORDS, k=8)) for _ in range(DOCUMENTS)]
    now = clock.now()
    start = time.perf_counter()
    for at in range(0, DOCUMENTS, 2000):
        index("note", [Text(number, now, texts[number]) for number in range(at, at + 2000)])
    ours = DOCUMENTS / (time.perf_counter() - start)
    yield row("search: documents indexed", ours, "/s", baseline=_plain(texts))
    times = []
    for query in ("运营活动", "weekly 抽奖", "社群", "moderator welcome"):
        start = time.perf_counter()
        find(query, ["note"], limit=20)
        times.append(time.perf_counter() - start)
    yield row("search: slowest of four queries", max(times) * 1000, "ms")


def _plain(texts: list[str]) -> float:
    """FTS5 with its trigram tokenizer, no tokens of ours: what one would get without the work (and without 运营)."""
    database = sqlite3.connect(tempfile.mkdtemp() + "/plain.sqlite3")
    database.execute("CREATE VIRTUAL TABLE plain USING fts5(words, tokenize = 'trigram')")
    start = time.perf_counter()
    with database:
        database.executemany("INSERT INTO plain VALUES (?)", [(text,) for text in texts])
    return len(texts) / (time.perf_counter() - start)
