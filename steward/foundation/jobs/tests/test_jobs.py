"""Jobs in one process: what the queue calls, who may stop what, how failures are told."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ

from steward.foundation.jobs import handlers as registry
from steward.foundation.jobs.actions.recover import MOST_ATTEMPTS, recover
from steward.foundation.jobs.actions.run import claim
from steward.foundation.jobs.actions.tick import run_schedule, synchronise, tick
from steward.foundation.jobs.handlers import Interrupted, Progress, handles, scheduled
from steward.foundation.jobs.lifeline import is_gone, this_process
from steward.foundation.jobs.models import Job, Timetable
from steward.foundation.jobs.public import cancel, enqueue, pace, run
from steward.foundation.jobs.queries import job_for, jobs_for
from steward.foundation.jobs.tests.actors import Somebody
from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db
NOBODY = Somebody()


@pytest.fixture(autouse=True)
def kinds():
    before = dict(registry.handlers), dict(registry.schedules)

    @handles("tests.add")
    def add(progress, left, right):
        progress.report(1, 2, "adding", force=True)
        return {"sum": left + right}

    @handles("tests.break")
    def broken(progress):
        raise RuntimeError("secret detail of the machine")

    @handles("tests.refuse")
    def refuse(progress):
        raise Invalid("The file is empty.")

    yield
    for kept, now in zip(before, (registry.handlers, registry.schedules), strict=True):
        now.clear()
        now.update(kept)


def test_a_job_runs_once_and_announces_its_end():
    job = enqueue(actor=NOBODY, kind="tests.add", left=2, right=3)

    assert (run(job.pk), run(job.pk)) == ("done", "")

    job.refresh_from_db()
    assert (job.state, job.result, job.attempts, job.done, job.total, job.note) == (
        "done",
        {"sum": 5},
        1,
        1,
        2,
        "adding",
    )
    facts = Fact.objects.filter(type="jobs.finished").values_list("subject", "data")
    assert list(facts) == [(f"job:{job.pk}", {"job_id": job.pk, "kind": "tests.add", "state": "done"})]


def test_an_unknown_kind_is_a_mistake_of_the_caller():
    with pytest.raises(LookupError):
        enqueue(actor=NOBODY, kind="tests.nothing")

    assert Job.objects.count() == 0


def test_a_failure_is_a_sentence_on_screen_and_a_traceback_in_the_log(caplog):
    job = enqueue(actor=NOBODY, kind="tests.break")

    with caplog.at_level(logging.ERROR):
        assert run(job.pk) == "failed"

    job.refresh_from_db()
    assert job.error == f"Something went wrong inside Steward. The server's log has the details under “job {job.pk}”."
    assert "secret detail" in caplog.text


def test_a_refusal_keeps_its_own_sentence():
    job = enqueue(actor=NOBODY, kind="tests.refuse")

    run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "The file is empty.")


def test_only_one_worker_claims_a_job():
    job = enqueue(actor=NOBODY, kind="tests.add", left=1, right=1)

    assert claim(job.pk) is not None
    assert claim(job.pk) is None


def test_an_attempt_that_lost_its_job_to_another_worker_stops_and_writes_nothing():
    job = enqueue(actor=NOBODY, kind="tests.add", left=1, right=1)
    claim(job.pk)
    Job.objects.update(attempts=2)

    with pytest.raises(Interrupted):
        Progress(job.pk, 1).report(50, 100)

    job.refresh_from_db()
    assert (job.done, job.total) == (0, None)


def test_progress_is_stored_at_most_once_a_second_unless_forced():
    job = enqueue(actor=NOBODY, kind="tests.add", left=1, right=1)
    claim(job.pk)
    progress = Progress(job.pk, 1)

    stored = []
    for done, force in ((1, False), (2, False), (3, True)):
        progress.report(done, force=force)
        stored.append(Job.objects.get(pk=job.pk).done)

    assert stored == [1, 1, 3]


def test_a_job_of_a_process_that_is_gone_is_handed_over_again_and_a_living_one_is_not():
    lost, living, far, silent = (enqueue(actor=NOBODY, kind="tests.add", left=1, right=1) for _ in range(4))
    for job in (lost, living, far, silent):
        claim(job.pk)
    OrmQ.objects.all().delete()
    machine, pid, _start = this_process().split(":")
    Job.objects.filter(pk=lost.pk).update(worker=f"{machine}:{pid}:1")
    Job.objects.filter(pk=far.pk).update(worker="elsewhere/1:77:5")
    Job.objects.filter(pk=silent.pk).update(worker="elsewhere/1:77:5", heartbeat_at=clock.now() - timedelta(seconds=61))

    assert recover(clock.now()) == 2

    states = dict(Job.objects.values_list("pk", "state"))
    assert states == {lost.pk: "waiting", silent.pk: "waiting", living.pk: "running", far.pk: "running"}
    assert sorted(row.task["args"][0] for row in OrmQ.objects.all()) == [lost.pk, silent.pk]


def test_a_waiting_job_that_fell_out_of_the_queue_is_put_back_once():
    job, queued = (enqueue(actor=NOBODY, kind="tests.add", left=1, right=1) for _ in range(2))
    OrmQ.objects.first().delete()
    Job.objects.update(created_at=clock.now() - timedelta(minutes=1))

    assert [recover(clock.now()), recover(clock.now())] == [1, 0]

    assert sorted(row.task["args"][0] for row in OrmQ.objects.all()) == [job.pk, queued.pk]


def test_a_job_that_keeps_killing_its_workers_is_given_up():
    job = enqueue(actor=NOBODY, kind="tests.add", left=1, right=1)
    claim(job.pk)
    Job.objects.update(worker=this_process().rpartition(":")[0] + ":1", attempts=MOST_ATTEMPTS)

    assert recover(clock.now()) == 0

    job.refresh_from_db()
    assert (job.state, job.error[:33]) == ("failed", "Its worker was lost 10 times, so ")


def test_a_waiting_job_is_cancelled_at_once_by_the_one_who_started_it(owner):
    job = enqueue(actor=owner, kind="tests.add", left=1, right=1)

    cancel(actor=owner, job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, run(job.pk)) == ("cancelled", "")


def test_somebody_else_may_see_a_job_with_the_right_but_not_stop_it(owner):
    job = enqueue(actor=owner, kind="tests.add", left=1, right=1)

    with pytest.raises(Forbidden):
        cancel(actor=Somebody(rights=frozenset({"jobs.view"})), job_id=job.pk)
    with pytest.raises(NotFound):
        cancel(actor=Somebody(), job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == ("waiting", False)


def test_this_process_is_known_to_live_and_another_start_of_its_number_is_not():
    here = this_process()

    assert is_gone(here) is False
    assert is_gone(here.rpartition(":")[0] + ":1") is True
    assert is_gone("elsewhere/1:1:1") is None
    assert is_gone("") is None


def test_the_pace_is_unknown_until_something_is_done():
    assert (pace(0, 100, 5).rate, pace(0, 100, 5).left) == (None, None)
    assert (pace(50, 100, 5).rate, pace(50, 100, 5).left) == (10, 5)
    assert (pace(50, None, 5).rate, pace(50, None, 5).left) == (10, None)


def test_a_turn_of_a_schedule_is_taken_once_and_a_missed_one_is_made_up_for_once():
    registry.schedules.clear()
    turns = []
    scheduled("tests.hourly", "0 * * * *")(lambda: turns.append("hourly"))
    now = clock.now()
    synchronise(now)
    later = now + timedelta(hours=5)

    assert (tick(now), tick(later), tick(later)) == ([], ["tests.hourly"], [])

    run_schedule("tests.hourly")
    row = Timetable.objects.get()
    assert (turns, row.failed_at, row.next_run > later) == (["hourly"], None, True)


def test_a_failing_schedule_is_noted_and_runs_again():
    registry.schedules.clear()

    @scheduled("tests.failing", "* * * * *")
    def failing():
        raise RuntimeError

    synchronise(clock.now())
    run_schedule("tests.failing")

    assert Timetable.objects.get().failed_at is not None


def test_the_timetable_forgets_schedules_that_no_room_has_any_more():
    Timetable.objects.create(name="old.thing", cron="* * * * *", next_run=clock.now())

    synchronise(clock.now())

    assert not Timetable.objects.filter(name="old.thing").exists()


def _pages(job):
    return reverse("jobs-list"), reverse("jobs-job", args=[job.pk])


def test_the_list_costs_the_same_queries_for_one_job_and_for_three(client_of, owner):
    client = client_of(owner)
    client.get(reverse("jobs-list"))  # the first page of a session writes it down
    counts = []
    for more in (1, 2):
        for _ in range(more):
            enqueue(actor=owner, kind="tests.add", left=1, right=1)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("jobs-list")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 16


def test_without_the_right_one_sees_and_stops_ones_own_jobs_only(owner, stranger):
    theirs = enqueue(actor=owner, kind="tests.add", left=1, right=1)
    own = enqueue(actor=stranger, kind="tests.add", left=1, right=1)

    assert list(jobs_for(stranger)) == [own]
    assert set(jobs_for(owner)) == {own, theirs}
    with pytest.raises(NotFound):
        job_for(stranger, theirs.pk)


def test_the_pages_are_for_the_team_and_stopping_is_for_who_started_it(client_of, owner, analyst, stranger):
    job = enqueue(actor=owner, kind="tests.add", left=1, right=1)
    page, stop = reverse("jobs-job", args=[job.pk]), reverse("jobs-cancel", args=[job.pk])

    assert [client_of(who).get(page).status_code for who in (owner, analyst, stranger)] == [200, 200, 403]
    assert [client_of(who).post(stop).status_code for who in (stranger, analyst)] == [403, 403]
    job.refresh_from_db()
    assert job.state == "waiting"
    assert client_of(owner).post(stop).status_code == 302
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_page_of_a_running_job_asks_again_and_that_of_a_finished_one_does_not(client_of, owner):
    job = enqueue(actor=owner, kind="tests.add", left=1, right=1)
    client = client_of(owner)
    page = reverse("jobs-job", args=[job.pk])
    claim(job.pk)
    Job.objects.update(done=40, total=100, started_at=clock.now() - timedelta(seconds=4))

    running = client.get(page, headers={"HX-Request": "true", "HX-Target": "job"}).content.decode()
    Job.objects.update(state="failed", error="The file is empty.")
    failed = client.get(page, headers={"HX-Request": "true", "HX-Target": "job"}).content.decode()

    assert ("every 1s" in running, "every 1s" in failed, "The file is empty." in failed) == (True, False, True)
    assert "<html" not in running
