"""The story of a rule on a real server: written, rehearsed on what was imported, found to hit a few messages."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from steward.care.screening.actions.rehearse import ask_rehearsal, rehearse
from steward.care.screening.models import Hit
from steward.care.screening.tests.rules_here import HOLD, make_rule
from steward.people.access.public import SYSTEM
from steward.stream.activity.public import Ingestor, ensure_source
from steward.stream.channels.importers import discord
from steward.stream.channels.tests.readings import Read

pytestmark = [pytest.mark.django_db, pytest.mark.real_data]
#: What a plain program finds in the raw files; longer words that contain it are none.
WORD = re.compile(r"(?<![a-z0-9])solder(?![a-z0-9])", re.IGNORECASE)
LONGEST_REHEARSAL = 3650


def test_a_rehearsal_hits_exactly_the_messages_of_a_real_server_that_have_the_word(
    owner, shared_data: Callable[[str], Path]
) -> None:
    folder = shared_data("discord_meshcore") / "dce_json" / "hardware-development"
    raw = [one for path in folder.glob("*.json") for one in json.loads(path.read_bytes())["messages"]]
    expected = {one["id"] for one in raw if WORD.search(one["content"])}
    source = ensure_source(actor=SYSTEM, key="mesh", name="Mesh", service="discord")
    Ingestor(actor=SYSTEM, source=source).ingest(Read(discord.IMPORTER, folder).records)
    rule = make_rule({"terms": ["solder"], "in": "body"}, HOLD, mode="off")

    row = rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk, days=LONGEST_REHEARSAL).pk)

    assert row.hits == len(expected) > 0
    assert row.screened > 400
    assert all(WORD.fullmatch(reason["detail"]) for one in row.samples for reason in one["reasons"])
    assert not Hit.objects.exists()
