"""Real archives move in whole; the forum's counters are those its own software kept."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from steward.square.forum.models import Category, Post, Reaction, Topic
from steward.square.moving.models import OldAddress
from steward.square.moving.rules.plan import Plan
from steward.square.moving.tests.archive import move
from steward.stream.activity.models import Source, Thread
from steward.stream.channels.commands.import_ import import_

pytestmark = [pytest.mark.real_data, pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("home")]

#: Topics in which a system line is somebody's only contribution: Discourse does not count them among participants.
SYSTEM_LINES = {"38", "2246", "1230", "306", "28"}
#: Two posts of this topic are hidden at the source; they do not move.
HIDDEN = {"2431": 2}


def moved(path: Path) -> dict[str, int]:
    outcome = CliRunner().invoke(import_, [str(path), "--json"])
    assert outcome.exit_code == 0, outcome.output
    return move(Source.objects.exclude(key="square").order_by("pk").last(), Plan())


#: One topic in so many moves, and the odd ones: reading all 2,470 is the importer's own test.
PART = 4


@pytest.fixture
def part(shared_data, tmp_path) -> tuple[Path, list[dict[str, str]]]:
    """The archive of these topics, and what Discourse counted of them."""
    folder = shared_data("discourse_urho3d")
    with (folder / "topic_stats_as_counted_by_discourse.csv").open(encoding="utf-8") as file:
        known = list(csv.DictReader(file))
    rows = [row for at, row in enumerate(known) if at % PART == 0 or row["topic_id"] in SYSTEM_LINES | HIDDEN.keys()]
    chosen = tmp_path / "archive"
    chosen.mkdir()
    for row in rows:
        shutil.copyfile(folder / "topics" / row["file"], chosen / row["file"])
    return chosen, rows


def test_topics_of_a_discourse_forum_count_as_discourse_counted(part):
    folder, rows = part
    counts = moved(folder)

    keys = {f"thread:{pk}": key for pk, key in Thread.objects.values_list("pk", "key")}
    topics = {keys[topic.origin].removeprefix("topic-"): topic for topic in Topic.objects.select_related("accepted")}
    posts = Counter(Post.objects.values_list("topic_id", flat=True))
    said = sum(int(row["posts_count"]) - HIDDEN.get(row["topic_id"], 0) for row in rows)
    assert (counts["topics"], counts["posts"]) == (len(rows), said)
    assert len(rows) > 600
    assert said > 4000
    assert Category.objects.count() == 9
    assert OldAddress.objects.count() == said
    for row in rows:
        number, topic = row["topic_id"], topics[row["topic_id"]]
        hidden = HIDDEN.get(number, 0)
        assert topic.posts_count == posts[topic.pk] == int(row["posts_count"]) - hidden, number
        assert topic.highest_number == int(row["highest_post_number"]), number
        assert topic.views == int(row["views"]), number
        assert (topic.accepted.number if topic.accepted else 0) == int(row["accepted_answer_post_number"] or 0), number
        if not hidden:
            assert topic.reactions == int(row["like_count"]), number
            assert topic.participants == int(row["participant_count"]) + (number in SYSTEM_LINES), number
    assert sum(Category.objects.values_list("posts", flat=True)) == said
    assert not Post.objects.filter(source="").exclude(topic__origin=None).count()


@pytest.mark.parametrize(
    ("archive", "part", "topics", "posts"),
    [
        ("stackexchange", "meta.music", 708, 1931),
        ("zulip", "", 831, 6707),
        ("mailing_lists", "r-announce", 644, 684),
        ("github_ietf", "mls-protocol", 885, 5410),
    ],
)
def test_other_sources_move_in_whole(shared_data, archive, part, topics, posts):
    counts = moved(shared_data(archive) / part if part else shared_data(archive))

    assert (counts["topics"], counts["posts"]) == (topics, posts)
    assert Topic.objects.count() == topics
    assert sum(Topic.objects.values_list("posts_count", flat=True)) == posts
    assert sum(Topic.objects.values_list("reactions", flat=True)) >= Reaction.objects.count()
