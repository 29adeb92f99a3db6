"""Sending reports, as a real mail server gets them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from steward.direction.reports.actions.keep_clock import send_due, write_due
from steward.direction.reports.actions.plan_reports import Wanted, make_plan
from steward.direction.reports.actions.send_report import send_report
from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.enums import State
from steward.direction.reports.errors import NobodyReads, NotOpen
from steward.direction.reports.models import Report
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Forbidden
from steward.people.access.public import SYSTEM
from steward.people.notify.actions.deliver import deliver
from steward.people.notify.models import Mail, Notification
from steward.people.notify.tests.conftest import mail_server  # noqa: F401 — a fixture

pytestmark = pytest.mark.django_db
WEEK = {"period": "week", "since": date(2024, 3, 4), "until": date(2024, 3, 11)}
#: Monday the eleventh, nine in Shanghai.
DUE = datetime(2024, 3, 11, 1, 0, tzinfo=UTC)
BOSS = ["boss@example.org", "zh-hans"]


def plan_for(owner, **more):
    wanted = {"period": "week", "style": "chinese", "accounts": [owner.account_id], "addresses": [BOSS]} | more
    return make_plan(actor=owner, wanted=Wanted(**wanted), enabled=True)


def texts(server) -> dict[str, tuple[str, str]]:
    return {
        to: tuple(mail.get_body((kind,)).get_content().replace("\r", "") for kind in ("plain", "html"))
        for to, mail in zip(server.to, server.got, strict=True)
    }


def test_the_report_arrives_in_each_readers_language_with_what_mail_programs_need(club, owner, at, mail_server):  # noqa: F811
    at(DUE - timedelta(hours=1))
    plan = plan_for(owner)
    at(DUE)

    written = write_due(actor=SYSTEM, now=DUE)
    sent = send_due(actor=SYSTEM, now=DUE)
    deliver(now=DUE + timedelta(minutes=3))

    report = Report.objects.get()
    assert (written, sent, report.state, report.sent_to) == (1, 1, State.SENT, 2)
    assert sorted(mail_server.to) == ["boss@example.org", "olivia@example.org"]
    mails = dict(zip(mail_server.to, mail_server.got, strict=True))
    english, chinese = mails["olivia@example.org"], mails["boss@example.org"]
    assert english["Subject"].strip() == "Steward: Weekly report · week 10 (4 Mar – 10 Mar 2024)"
    assert "第 10 周" in chinese["Subject"] or "week 10" in chinese["Subject"]
    assert english["List-Id"] == chinese["List-Id"] == "<reports-week.house.example>"
    assert english["Message-ID"] == f"<report-{report.pk}.steward@house.example>"
    assert chinese["Message-ID"].startswith(f"<report-{report.pk}-boss-example-org")
    assert english["In-Reply-To"] is None
    assert english["List-Archive"] == f"<https://house.example/console/reports/{report.pk}/>"
    plain, html = texts(mail_server)["olivia@example.org"]
    assert "2 joined, 0 left: net +2." in plain
    assert '<td align="right">75\u202f% (3/4)</td>' in html
    assert "Trend" not in html  # a phone shows four columns
    assert "<img" not in html
    assert "<script" not in html
    outside_plain, outside_html = texts(mail_server)["boss@example.org"]
    assert "4" in outside_plain
    assert 'lang="zh-Hans"' in outside_html
    assert plan.pk == report.plan_id


def test_running_the_clock_twice_writes_and_sends_once(club, owner, at):
    at(DUE - timedelta(hours=1))
    plan_for(owner)
    at(DUE)

    first = (write_due(actor=SYSTEM, now=DUE), send_due(actor=SYSTEM, now=DUE))
    second = (write_due(actor=SYSTEM, now=DUE), send_due(actor=SYSTEM, now=DUE))

    assert (first, second) == ((1, 1), (0, 0))
    assert Report.objects.count() == 1
    assert Notification.objects.filter(kind="reports.ready").count() == 1
    assert Mail.objects.filter(kind="reports.ready").count() == 2


def test_killed_between_writing_and_sending_it_goes_out_at_the_next_look(club, owner, at):
    at(DUE - timedelta(hours=1))
    plan_for(owner)
    at(DUE)
    write_due(actor=SYSTEM, now=DUE)  # and here the process dies

    assert Mail.objects.count() == 0
    assert send_due(actor=SYSTEM, now=DUE + timedelta(minutes=10)) == 1
    assert Report.objects.get().state == State.SENT


def test_killed_while_sending_nothing_was_sent_and_everything_will_be(club, owner, at, monkeypatch):
    from steward.direction.reports.actions import send_report as sending

    at(DUE - timedelta(hours=1))
    plan_for(owner)
    at(DUE)
    write_due(actor=SYSTEM, now=DUE)
    whole = sending._mail

    def die(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_mail", die)
    with pytest.raises(KeyboardInterrupt):
        send_due(actor=SYSTEM, now=DUE)
    monkeypatch.setattr(sending, "_mail", whole)

    assert (Mail.objects.count(), Notification.objects.count(), Report.objects.get().state) == (0, 0, State.WRITTEN)
    assert send_due(actor=SYSTEM, now=DUE) == 1
    assert Mail.objects.count() == 2


def test_a_draft_with_hours_to_look_at_it_goes_out_when_they_are_over(club, owner, at):
    at(DUE - timedelta(hours=1))
    plan_for(owner, hold_hours=4)
    at(DUE)
    write_due(actor=SYSTEM, now=DUE)

    early = send_due(actor=SYSTEM, now=DUE + timedelta(hours=4, seconds=-1))
    then = send_due(actor=SYSTEM, now=DUE + timedelta(hours=4))

    assert (early, then) == (0, 1)


def test_after_a_pause_only_the_latest_report_comes(club, owner, at):
    at(DUE - timedelta(days=30))
    plan_for(owner, period="day", workdays_only=False, hour=9)
    at(DUE)

    assert write_due(actor=SYSTEM, now=DUE) == 1
    assert Report.objects.get().until == date(2024, 3, 11)


def test_what_was_due_before_a_plan_was_turned_on_is_not_made_up_for(club, owner, at):
    at(DUE + timedelta(minutes=1))
    plan_for(owner)

    assert write_due(actor=SYSTEM, now=DUE + timedelta(hours=1)) == 0
    assert Report.objects.count() == 0


def test_a_week_in_which_nothing_happened_is_skipped_and_nobody_is_mailed(club, owner, at):
    quiet = datetime(2024, 5, 13, 1, 0, tzinfo=UTC)
    at(quiet - timedelta(hours=1))
    plan_for(owner)
    at(quiet)

    written, sent = write_due(actor=SYSTEM, now=quiet), send_due(actor=SYSTEM, now=quiet)

    report = Report.objects.get()
    assert (written, sent, report.state, report.why) == (1, 0, State.SKIPPED, "quiet")
    assert report.passages.count() == 0
    assert (Mail.objects.count(), Notification.objects.count()) == (0, 0)


def test_a_report_goes_out_once_and_one_written_by_hand_goes_to_who_sends_it(club, owner, analyst, stranger):
    report = write_report(actor=owner, **WEEK)
    with pytest.raises(Forbidden):
        send_report(actor=stranger, report_id=report.pk)
    assert Report.objects.get().state == State.WRITTEN

    send_report(actor=analyst, report_id=report.pk, version=report.version)

    assert list(Notification.objects.values_list("account", flat=True)) == [analyst.account_id]
    assert Fact.objects.filter(type="reports.sent").count() == 1
    with pytest.raises(NotOpen):
        send_report(actor=owner, report_id=report.pk)


def test_who_left_the_team_gets_no_report_and_a_plan_without_readers_sends_to_nobody(club, owner, stranger, at):
    at(DUE - timedelta(hours=1))
    plan = plan_for(owner, addresses=())
    plan.accounts.set([stranger.account_id])
    at(DUE)
    write_due(actor=SYSTEM, now=DUE)

    assert send_due(actor=SYSTEM, now=DUE) == 0

    report = Report.objects.get()
    assert (report.state, report.why, report.sends_at) == (State.WRITTEN, "nobody", None)
    with pytest.raises(NobodyReads):
        send_report(actor=owner, report_id=report.pk)
    assert Notification.objects.count() == 0


def test_a_plan_that_breaks_is_kept_as_failed_and_the_others_are_written(club, owner, at, monkeypatch, client_of):
    from steward.direction.reports.actions import keep_clock

    at(DUE - timedelta(hours=1))
    broken, fine = plan_for(owner), plan_for(owner, period="day", workdays_only=False)
    at(DUE)
    whole = keep_clock.write_report

    def write(**asked):
        if asked["plan"] == broken:
            raise RuntimeError("the lake is gone")
        return whole(**asked)

    monkeypatch.setattr(keep_clock, "write_report", write)
    assert write_due(actor=SYSTEM, now=DUE) == 1

    states = dict(Report.objects.values_list("plan", "state"))
    assert states == {broken.pk: State.FAILED, fine.pk: State.SKIPPED}  # on that Sunday nobody wrote
    failed = Report.objects.get(plan=broken)
    page = client_of(owner).get(f"/console/reports/{failed.pk}/").content.decode()
    again = f"/console/reports/write/?period=week&amp;style={failed.style}&amp;since={failed.since}&amp;until="
    assert (failed.why, again in page) == ("RuntimeError", True)
    form = client_of(owner).get(f"/console/reports/write/?since={failed.since}").content.decode()
    assert f'value="{failed.since}"' in form
