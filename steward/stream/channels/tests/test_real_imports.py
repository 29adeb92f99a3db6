"""Real exports through the command line, with the numbers their sources give for them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db.models import Count

from steward.stream.activity.public import Activity, Channel, Source, Thread
from steward.stream.channels.commands.import_ import import_
from steward.stream.channels.models import Import

pytestmark = [pytest.mark.real_data, pytest.mark.django_db, pytest.mark.usefixtures("home")]
SAID = ("post", "comment")


def imported(path: Path) -> dict:
    outcome = CliRunner().invoke(import_, [str(path), "--json"])
    assert outcome.exit_code == 0, outcome.output
    return json.loads(outcome.stdout.splitlines()[-1])


def test_the_meetup_on_slack_has_its_1382_messages(shared_data):
    answer = imported(shared_data("slack") / "houstondatavis_export")

    said = Activity.objects.exclude(kind="reaction")
    assert (answer["format"], answer["quarantined"], answer["members"]) == ("slack", 0, 71)
    assert (said.count(), said.filter(kind__in=SAID).count(), Channel.objects.count()) == (1382, 1031, 16)


def test_the_forum_has_the_posts_and_people_its_own_counters_give(shared_data):
    answer = imported(shared_data("discourse_urho3d"))

    assert (answer["format"], answer["activities"], answer["members"]) == ("discourse", 16_412, 560)
    assert (Thread.objects.count(), Channel.objects.count()) == (2470, 9)


def test_the_science_community_on_zulip_has_its_messages_by_topic_and_stream(shared_data):
    answer = imported(shared_data("zulip"))

    assert (answer["format"], answer["activities"], answer["members"]) == ("zulip", 6707, 171)
    assert (Thread.objects.count(), Channel.objects.count()) == (831, 32)
    empty = Thread.objects.annotate(real=Count("pk")).filter(posts=0)
    assert empty.count() == 0


def test_two_workspaces_side_by_side_become_two_sources(shared_data):
    answer = imported(shared_data("slack"))

    assert [one["format"] for one in answer["imports"]] == ["slack-log", "slack"]
    assert (Source.objects.count(), Import.objects.filter(state="done").count()) == (2, 2)
    assert answer["records"] == sum(one["records"] for one in answer["imports"])
