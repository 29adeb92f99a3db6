"""Imports from beginning to end."""

import json

import pytest
from click.testing import CliRunner

from steward.foundation.jobs.public import Cancelled, run
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.members.public import Member
from steward.stream.activity.public import Activity, Source
from steward.stream.channels import reading
from steward.stream.channels.actions.run import run_import
from steward.stream.channels.commands.import_ import import_
from steward.stream.channels.models import Import, Quarantined
from steward.stream.channels.public import ImportProblem, cancel_import, receive, retry_import, start_import
from steward.stream.channels.tests.exports import discord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


class Quiet:
    """Takes every report; stops the run at the report of that number."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.reports = 0
        self.stop_at = stop_at

    def report(self, done, total=None, note="", *, force=False):
        self.reports += 1
        if self.reports == self.stop_at:
            raise Cancelled


def received(actor, path, **options) -> Import:
    (made,) = receive(actor=actor, path=path, options=options)
    return made


def imported(actor, path, **options) -> Import:
    made = received(actor, path, **options)
    start_import(actor=actor, import_id=made.pk, enqueued=False)
    run_import(Quiet(), made.pk)
    made.refresh_from_db()
    return made


def content():
    """What an import leaves behind, without the numbers the database chose."""
    fields = (
        "key",
        "kind",
        "occurred_at",
        "body",
        "identity__account_id",
        "parent__key",
        "thread__key",
        "channel__key",
    )
    return sorted(Activity.objects.values_list(*fields), key=lambda row: row[0])


def test_an_export_is_recognised_stored_and_announced(owner, tmp_path):
    made = imported(owner, discord(tmp_path / "chat.json", 100))

    assert (made.state, made.format, made.activities, made.members, made.quarantined) == ("done", "discord", 100, 7, 0)
    assert (Activity.objects.count(), Member.objects.count(), Source.objects.get().service) == (100, 7, "discord")
    assert Activity.objects.filter(key="10004").values_list("parent__key", flat=True).get() == "10003"
    facts = Fact.objects.filter(type="channels.import-finished").values_list("data", flat=True)
    assert [fact["activities"] for fact in facts] == [100]


def test_importing_again_changes_nothing(owner, tmp_path):
    path = discord(tmp_path / "chat.json", 60)
    imported(owner, path)
    before = content()

    again = imported(owner, path)

    assert (again.activities, again.changed, again.members) == (0, 0, 0)
    assert (again.records > 60, content()) == (True, before)


def test_three_bad_records_go_into_quarantine_and_everything_else_is_stored(owner, tmp_path):
    made = imported(owner, discord(tmp_path / "chat.json", 200, bad=(3, 50, 199)))

    assert (made.state, made.activities, made.quarantined) == ("done", 197, 3)
    assert {row.reason for row in Quarantined.objects.all()} == {"bad-date"}
    assert all("yesterday" in row.raw for row in Quarantined.objects.all())


def test_a_mended_file_empties_the_quarantine(owner, tmp_path):
    path = discord(tmp_path / "chat.json", 200, bad=(3, 50, 199))
    made = imported(owner, path)
    discord(path, 200, bad=(50,))

    retry_import(actor=owner, import_id=made.pk)
    run_import(Quiet(), made.pk)

    made.refresh_from_db()
    assert (made.activities, made.quarantined, Activity.objects.count()) == (199, 1, 199)
    assert Quarantined.objects.filter(resolved_at=None).count() == 1
    assert Quarantined.objects.count() == 3


def test_a_stopped_import_goes_on_where_it_was_with_the_same_result(owner, tmp_path, monkeypatch):
    path = discord(tmp_path / "chat.json", 500, bad=(7, 300))
    monkeypatch.setattr(reading.batches, "__kwdefaults__", {"skip": 0, "size": 50})
    made = received(owner, path)
    start_import(actor=owner, import_id=made.pk, enqueued=False)

    with pytest.raises(Cancelled):
        run_import(Quiet(stop_at=5), made.pk)
    made.refresh_from_db()
    stopped = (made.state, made.position, Activity.objects.count() == made.activities > 0)
    start_import(actor=owner, import_id=made.pk, enqueued=False)
    run_import(Quiet(), made.pk)

    made.refresh_from_db()
    assert stopped == ("cancelled", 200, True)
    assert (made.state, made.activities, made.quarantined, made.readings) == ("done", 498, 2, 1)
    resumed, counts = content(), (made.records, made.activities, made.members)
    Activity.objects.all().delete()
    Source.objects.all().delete()
    whole = imported(owner, path)
    assert content() == resumed
    assert (whole.records, whole.activities) == counts[:2]


def test_a_file_that_changed_meanwhile_is_read_from_its_start(owner, tmp_path, monkeypatch):
    monkeypatch.setattr(reading.batches, "__kwdefaults__", {"skip": 0, "size": 50})
    path = discord(tmp_path / "chat.json", 200)
    made = received(owner, path)
    start_import(actor=owner, import_id=made.pk, enqueued=False)
    with pytest.raises(Cancelled):
        run_import(Quiet(stop_at=3), made.pk)
    discord(path, 220)

    start_import(actor=owner, import_id=made.pk, enqueued=False)
    run_import(Quiet(), made.pk)

    made.refresh_from_db()
    assert (Activity.objects.count(), made.activities, made.readings) == (220, 220, 2)


def test_the_job_runs_the_import_and_hands_its_numbers_on(owner, tmp_path):
    made = received(owner, discord(tmp_path / "chat.json", 30))
    started = start_import(actor=owner, import_id=made.pk)

    assert run(started.job_id) == "done"

    started.job.refresh_from_db()
    assert started.job.result["activities"] == 30


def test_a_waiting_import_is_cancelled_together_with_its_job_and_can_be_started_again(owner, tmp_path):
    made = received(owner, discord(tmp_path / "chat.json", 30))
    start_import(actor=owner, import_id=made.pk)

    cancel_import(actor=owner, import_id=made.pk)
    made.refresh_from_db()
    cancelled = (made.state, made.job.state)
    started = start_import(actor=owner, import_id=made.pk)

    assert cancelled == ("cancelled", "cancelled")
    assert run(started.job_id) == "done"


def test_a_running_import_is_stopped_at_its_next_batch(owner, tmp_path, monkeypatch):
    monkeypatch.setattr(reading.batches, "__kwdefaults__", {"skip": 0, "size": 50})
    made = received(owner, discord(tmp_path / "chat.json", 200))
    start_import(actor=owner, import_id=made.pk, enqueued=False)

    class Impatient(Quiet):
        def report(self, *args, **kwargs):
            super().report(*args, **kwargs)
            if self.reports == 3:
                cancel_import(actor=owner, import_id=made.pk)

    with pytest.raises(Cancelled):
        run_import(Impatient(), made.pk)

    made.refresh_from_db()
    assert (made.state, made.position) == ("cancelled", 100)


def test_an_unknown_format_is_said_in_a_sentence_and_may_be_named(owner, tmp_path):
    path = tmp_path / "holiday.bin"
    path.write_bytes(b"\0\1\2\3" * 40)

    with pytest.raises(ImportProblem) as problem:
        receive(actor=owner, path=path)

    assert "holiday.bin" in str(problem.value.sentence)
    assert Import.objects.count() == 0


def test_a_file_without_one_good_record_fails_with_a_sentence(owner, tmp_path):
    made = received(owner, discord(tmp_path / "chat.json", 40, bad=tuple(range(40))))
    start_import(actor=owner, import_id=made.pk, enqueued=False)
    discord(tmp_path / "chat.json", 0)
    made.refresh_from_db()

    try:
        run_import(Quiet(), made.pk)
    except ImportProblem:
        made.refresh_from_db()
        assert made.state == "failed"
        assert "chat.json" in made.error


def test_only_who_may_import_receives_starts_stops_and_retries(owner, analyst, tmp_path):
    path = discord(tmp_path / "chat.json", 10)
    made = received(owner, path)

    for attempt in (
        lambda: receive(actor=analyst, path=path),
        lambda: start_import(actor=analyst, import_id=made.pk),
        lambda: cancel_import(actor=analyst, import_id=made.pk),
        lambda: retry_import(actor=analyst, import_id=made.pk),
    ):
        with pytest.raises(Forbidden):
            attempt()

    made.refresh_from_db()
    assert (made.state, Import.objects.count(), Activity.objects.count()) == ("draft", 1, 0)
    with pytest.raises(NotFound):
        start_import(actor=owner, import_id=made.pk + 1)


def test_a_wrong_time_zone_is_refused_before_anything_starts(owner, tmp_path):
    made = received(owner, discord(tmp_path / "chat.json", 10))

    with pytest.raises(Invalid):
        start_import(actor=owner, import_id=made.pk, options={"timezone": "Mars/Olympus"})

    made.refresh_from_db()
    assert made.state == "draft"


def test_the_command_ends_with_one_line_of_json(tmp_path):
    path = discord(tmp_path / "chat.json", 50, bad=(9,))

    outcome = CliRunner().invoke(import_, [str(path), "--json", "--source", "our-guild", "--name", "Our guild"])

    assert outcome.exit_code == 0, outcome.output
    answer = json.loads(outcome.stdout.splitlines()[-1])
    numbers = {key: answer[key] for key in ("source", "format", "activities", "members", "quarantined")}
    assert numbers == {"source": "our-guild", "format": "discord", "activities": 49, "members": 7, "quarantined": 1}
    assert answer["records"] >= 49
    assert answer["seconds"] > 0
    assert Source.objects.get().name == "Our guild"


def test_the_command_says_what_is_wrong_and_fails(tmp_path):
    path = tmp_path / "holiday.bin"
    path.write_bytes(b"\0\1\2\3" * 40)

    outcome = CliRunner().invoke(import_, [str(path)])

    assert (outcome.exit_code, "holiday.bin" in outcome.output, "Traceback" in outcome.output) == (1, True, False)
    assert CliRunner().invoke(import_, [str(tmp_path / "nothing")]).exit_code == 2
