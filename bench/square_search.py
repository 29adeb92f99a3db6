"""Searching 100,000 posts of the square: common, rare, phrases and filters, as the page asks."""

import os
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.__main__ import row

POSTS, TOPICS = 100_000, 4_000
WORDS = [f"word{number}" for number in range(4000)]
CHINESE = ["运营", "社群", "活动", "成员", "问题", "答案", "抽奖", "交通", "感谢", "版块"]
QUERIES = (
    "运营", "运营活动", "word3900", "word900 word20", "运营 in:c3", '运营 by:"Person 7"', "is:unanswered",
    "word5 -word6",
)  # fmt: skip


def run() -> Iterator[dict[str, Any]]:
    """Milliseconds of the slowest query of each sort."""
    os.environ["STEWARD_HOME"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _fill()
    from steward.people.access.public import NOBODY
    from steward.square.forum.queries.search import search
    from steward.square.forum.queries.standpoint import standpoint

    point = standpoint(NOBODY)
    for query in QUERIES:
        search(point, query)
        start = time.perf_counter()
        found = search(point, query)
        yield row(
            f"square: search {query} ({found.total}{'+' if found.more else ''})",
            (time.perf_counter() - start) * 1000,
            "ms",
        )


def _fill() -> None:
    from steward.foundation.search.public import Text, index
    from steward.people.members.models import Identity, Member
    from steward.square.forum.enums import INDEX_POST, INDEX_TOPIC
    from steward.square.forum.models import Category, Post, Topic

    draw, start = random.Random(1), datetime(2020, 1, 1, tzinfo=UTC)
    weights = [1 / (rank + 5) for rank in range(len(WORDS))]
    places = Category.objects.bulk_create([Category(key=f"c{n}", name=f"C{n}") for n in range(9)])
    members = Member.objects.bulk_create([Member(name=f"Person {n}") for n in range(1000)])
    people = Identity.objects.bulk_create(
        [Identity(member=m, home=m, service="forum", realm="bench", account_id=m.name, name=m.name) for m in members]
    )
    topics = []
    for number in range(TOPICS):
        at, title = start + timedelta(hours=6 * number), " ".join(draw.choices(WORDS, weights, k=5))
        topics.append(Topic(category=draw.choice(places), kind=draw.choice(("discussion", "question")), title=title,
                            slug="x", created_at=at, last_post_at=at))  # fmt: skip
    Topic.objects.bulk_create(topics, batch_size=1000)
    index(INDEX_TOPIC, [Text(topic.pk, topic.created_at, topic.title) for topic in topics])
    for at in range(0, POSTS, 5000):
        posts = []
        for number in range(at, at + 5000):
            topic = topics[number * TOPICS // POSTS]
            words = " ".join([*draw.choices(WORDS, weights, k=25), "".join(draw.choices(CHINESE, k=3))])
            post = Post(topic=topic, number=number % (POSTS // TOPICS) + 1, author=draw.choice(people), source=words)
            post.cooked, post.created_at = f"<p>{words}</p>", topic.created_at + timedelta(minutes=number % 25)
            posts.append(post)
        Post.objects.bulk_create(posts, batch_size=1000)
        index(INDEX_POST, [Text(post.pk, post.created_at, post.source) for post in posts])
