"""Writing: what is measured, what is left out, what breaks."""

from datetime import date

import pytest

from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.enums import State
from steward.direction.reports.models import Report
from steward.direction.reports.queries.beside import figures_of, numbers_beside
from steward.direction.reports.queries.readings import reading
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.contracts import Passage, ReportPart
from steward.foundation.kernel.registry import contribute
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import SYSTEM

pytestmark = pytest.mark.django_db
WEEK = {"period": "week", "since": date(2024, 3, 4), "until": date(2024, 3, 11)}
QUIET = {"period": "week", "since": date(2024, 5, 6), "until": date(2024, 5, 13)}


def say(key: str, place: str, write, periods=("week",), order: int = 50) -> None:
    contribute("report-parts", ReportPart(key, place, periods, write, order))


def test_numbers_are_measured_once_and_stay_as_they_were(club):
    report = write_report(actor=SYSTEM, **WEEK)

    values = {one.key: (one.value, one.before, one.numerator, one.denominator) for one in figures_of(report)}
    assert report.state == State.WRITTEN
    assert values["joined"] == (2, 1, None, None)
    assert values["active_members"][:2] == (3, 1)
    assert values["interaction_rate"] == (0.75, 0.5, 3, 4)
    assert [one.key for one in figures_of(report)][-1] == "members"
    assert Fact.objects.get(type="reports.written").data == {
        "report_id": report.pk, "period": "week", "state": "written",
    }  # fmt: skip


def test_passages_stand_in_the_order_of_the_style_and_what_has_nothing_to_say_is_left_out(club):
    say("late", "plan", lambda *_: Passage("Plan", ("Later.",)))
    say("none", "results", lambda *_: None)
    say("empty", "goals", lambda *_: Passage("Empty"))
    say("first", "results", lambda *_: Passage("Results", ("It worked.",)))
    say("monthly", "people", lambda *_: Passage("People", ("Many.",)), ("month",))

    report = write_report(actor=SYSTEM, style="plain", **WEEK)

    assert list(report.passages.values_list("key", flat=True)) == ["first", "reports.numbers", "late"]
    assert [chapter.title for chapter in reading(report, "en").chapters] == [
        "What the last decisions did", "What moved and why", "What comes next",
    ]  # fmt: skip


def test_a_part_that_breaks_is_named_and_the_rest_is_written(club):
    def broken(*_):
        raise RuntimeError("no")

    say("broken.part", "voices", broken)
    say("fine", "voices", lambda *_: Passage("Voices", ("Fine.",)))

    report = write_report(actor=SYSTEM, **WEEK)

    assert (report.gaps, report.state) == (["broken.part"], State.WRITTEN)
    assert "fine" in report.passages.values_list("key", flat=True)


def test_goals_alone_make_no_report_but_something_due_does(club):
    say("goals", "goals", lambda *_: Passage("Goals", ("One goal.",)))
    quiet = write_report(actor=SYSTEM, **QUIET)
    say("work", "plan", lambda *_: Passage("Tasks", ("Write to the speakers by Friday.",)))
    due = write_report(actor=SYSTEM, **QUIET)

    assert (quiet.state, quiet.why, quiet.passages.count()) == (State.SKIPPED, "quiet", 0)
    assert due.state == State.WRITTEN
    assert set(due.passages.values_list("key", flat=True)) == {"goals", "reports.numbers", "work"}


def test_only_those_who_may_write_do_and_days_must_be_in_order(club, moderator, stranger, owner):
    for viewer in (moderator, stranger):
        with pytest.raises(Forbidden):
            write_report(actor=viewer, **WEEK)
    with pytest.raises(Invalid):
        write_report(actor=owner, period="week", since=date(2024, 3, 11), until=date(2024, 3, 4))
    assert Report.objects.count() == 0


def test_numbers_beside_those_of_the_last_report_are_not_measured_again(club):
    earlier = write_report(actor=SYSTEM, period="week", since=date(2024, 2, 26), until=date(2024, 3, 4))
    report = write_report(actor=SYSTEM, **WEEK)

    assert ("Joined", "2", "1", "+100\u202f%") in numbers_beside(report, earlier)


def test_a_month_tells_how_members_moved_between_stages(club):
    report = write_report(actor=SYSTEM, period="month", since=date(2024, 3, 1), until=date(2024, 4, 1))

    flows = report.passages.get(key="reports.flows").said["en"]
    assert flows["rows"][0] == ["new", "2", "1", "+1"]
    assert not report.passages.filter(key="reports.curve").exists()
