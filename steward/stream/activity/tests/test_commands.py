"""`steward rebuild-lake` and this room's jobs."""

import json

import pytest
from click.testing import CliRunner

from steward.foundation.jobs.public import Job
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Forbidden
from steward.people.access.public import SYSTEM
from steward.people.members.public import Identity
from steward.stream.activity.actions.remove_source import remove_source
from steward.stream.activity.commands.rebuild_lake import rebuild_lake
from steward.stream.activity.lake.manifest import load
from steward.stream.activity.models import Activity
from steward.stream.activity.records import MembershipRecord
from steward.stream.activity.tasks import catch_up, compact, settle_stream, tidy_lake
from steward.stream.activity.tests.stages import START, a_source, give, said

pytestmark = pytest.mark.django_db


class Quiet:
    """A job's hold that nobody looks at."""

    def report(self, done, total=None, note="", *, force=False):
        self.done = done


def test_rebuilding_says_what_it_wrote(home):
    give(a_source(), said("a"), said("b", 900))

    as_json = CliRunner().invoke(rebuild_lake, ["--json"])
    as_text = CliRunner().invoke(rebuild_lake)

    assert as_json.exit_code == as_text.exit_code == 0
    assert {key: json.loads(as_json.output)[key] for key in ("rows", "months")} == {"rows": 2, "months": 2}
    assert as_text.output.startswith("2 rows, 2 months, ")


def test_the_jobs_bring_the_lake_up_to_date(home):
    give(a_source(), said("a"))
    give(a_source(), said("b"))

    assert settle_stream(Quiet())["rows"] > 0
    assert compact(Quiet()) == {"months": 0}
    assert load(home / "lake").rows == 2


def test_the_schedules_enqueue_jobs():
    catch_up()
    catch_up()
    tidy_lake()

    assert sorted(Job.objects.values_list("kind", flat=True)) == ["activity.compact", "activity.settle"]


def test_everything_a_member_did_is_handed_out():
    give(
        a_source(),
        said("a", title="T"),
        said("noise", account_id="bob"),
        MembershipRecord("hall", "ann", joined_at=START),
    )
    store = next(item for item in items("personal-data") if item.key == "activity")

    handed = store.export(Identity.objects.get(account_id="ann").member_id)

    assert [(line["key"], line["title"], line["source__key"]) for line in handed["activities"]] == [("a", "T", "club")]
    assert [line["channel__name"] for line in handed["memberships"]] == ["hall"]


def test_who_may_not_manage_removes_nothing(moderator, stranger):
    source = a_source()
    give(source, said("a"))
    for viewer in (moderator, stranger):
        with pytest.raises(Forbidden):
            remove_source(actor=viewer, source_id=source.pk)

    assert Activity.objects.count() == 1
    assert SYSTEM.can("activity.manage")
