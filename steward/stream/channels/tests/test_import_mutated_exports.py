"""Any damage to an export costs records, never the import: samples with bytes lost, doubled and replaced."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.stream.activity.records import ActivityRecord, BadRecord
from steward.stream.channels.errors import REASONS
from steward.stream.channels.importers import discourse, git, github, mbox, perceval, stackexchange
from steward.stream.channels.importers.base import Options
from steward.stream.channels.importers.tree import open_tree
from steward.stream.channels.tests import test_import_discourse_topics as topics
from steward.stream.channels.tests import test_import_github_archive as archive
from steward.stream.channels.tests import test_import_mbox_reading as mail
from steward.stream.channels.tests import test_import_perceval_items as items
from steward.stream.channels.tests import test_import_stackexchange_dump as dump

SAMPLES = {
    "mbox": (mbox.IMPORTER, "list.mbox", mail.FIRST + mail.ANSWER + mail.UNDATED),
    "discourse": (discourse.IMPORTER, "t.json", json.dumps(topics._topic(topics._post(1), topics._post(2))).encode()),
    "stackexchange": (stackexchange.IMPORTER, "Posts.xml", dump._file("posts", dump.QUESTION, dump.ANSWER).encode()),
    "github": (github.IMPORTER, "archive.json", json.dumps(archive._archive([archive.ISSUE], [archive.PULL])).encode()),
    "git": (
        git.IMPORTER,
        "git_log.csv",
        b"sha,author_name,author_email,author_date,subject\nabcdef12,a,a@b.org,2021-01-01,x\n",
    ),
    "perceval": (perceval.IMPORTER, "items.json", "\n".join([json.dumps(items.ITEM)] * 2).encode()),
}

wounds = st.lists(
    st.tuples(
        st.integers(0, 5_000),
        st.integers(0, 12),
        st.binary(max_size=6) | st.sampled_from([b"null", b"-1", b'"', b"[]", b"{}"]),
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("name", SAMPLES)
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(wounds=wounds)
def test_damage_costs_records_and_never_the_import(tmp_path: Path, name: str, wounds) -> None:
    importer, file, data = SAMPLES[name]
    for place, lost, added in wounds:
        at = place % len(data)
        data = data[:at] + added + data[at + lost :]
    (tmp_path / file).write_bytes(data)

    with open_tree(tmp_path) as tree:
        importer.sniff(tree)
        records = list(importer.read(tree, Options()))

    for record in records:
        if isinstance(record, BadRecord):
            assert record.reason in REASONS
            assert len(record.raw) <= 10_000
        elif isinstance(record, ActivityRecord):
            assert record.source_id
            assert record.channel_id
            assert record.occurred_at.utcoffset().total_seconds() == 0
            assert "\0" not in record.source_id + record.title + record.body + record.account_id + record.parent_id
