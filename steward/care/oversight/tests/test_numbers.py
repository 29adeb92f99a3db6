"""What is counted: figures, clauses, load."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from steward.care.conduct.enums import Level
from steward.care.conduct.public import Case, Sanction, Signal, Span
from steward.care.oversight.actions.note_load import drop_note, note_load
from steward.care.oversight.actions.publish_report import publish_report
from steward.care.oversight.models import KeptReport, LoadNote, SecondLook
from steward.care.oversight.queries.clauses import clause_record, clause_records
from steward.care.oversight.queries.figures import figures
from steward.care.oversight.queries.load import disturbing_today, load_of, own_load, team
from steward.care.oversight.queries.pictures import charts, rows
from steward.care.oversight.queries.reports import draft, periods
from steward.care.oversight.tests.people import NOW, appealed, code, judge, member
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 4, 30, 16, tzinfo=UTC), datetime(2026, 5, 31, 16, tzinfo=UTC)


@pytest.fixture
def modi(db):
    return member("莫迪", "moderator")


@pytest.fixture
def lead(db):
    return member("Lead", "lead")


@pytest.fixture
def may(modi):
    """Five decisions in May, one without effect, one in April; three appeals."""
    code("ads", "spam")
    li = member("李雷")
    first = judge(li, modi, 1, taken=60, lasted=100)
    second = judge(li, modi, 2, source="rule", taken=120, lasted=200, paused=1000)
    third = judge(li, modi, 3, source="held", clause="spam", level=Level.MUTE, taken=180, lasted=300)
    judge(li, modi, 4, source="model", clause="spam", taken=240, lasted=400)
    judge(li, modi, 5, level=Level.NONE, clause="", taken=300, lasted=500)
    judge(li, modi, 6, at=NOW - timedelta(days=40))
    appealed(first, "overturned")
    appealed(second, "upheld", alone=True)
    appealed(third)
    Sanction.objects.create(judgement=third, level="mute", imposed_at=NOW, ends_at=NOW + timedelta(days=30))
    Sanction.objects.create(judgement=first, level="ban", imposed_at=NOW, ended_at=NOW + timedelta(days=2))
    for case, outcome in ((first.case, "dismissed"), (second.case, "upheld"), (third.case, "")):
        Signal.objects.create(case=case, source="report", outcome=outcome, at=NOW)
    return first, second, third


def test_a_report_counts_exactly_what_happened_in_its_period(may) -> None:
    found = figures(*MAY)

    assert found["cases"] == {"opened": 5, "decided": 5, "open": 0}
    judged = found["judgements"]
    assert (judged["total"], judged["effect"], judged["overturned"]) == (5, 4, 1)
    assert (judged["levels"], judged["finders"]) == (
        {"none": 1, "warn": 3, "mute": 1}, {"human": 1, "rule": 2, "model": 1}
    )  # fmt: skip
    assert [{**one, "titles": one["titles"]["en"]} for one in judged["clauses"]] == [
        {"key": "ads", "titles": "Ads", "human": 1, "rule": 1, "model": 0, "overturned": 1},
        {"key": "spam", "titles": "Spam", "human": 0, "rule": 1, "model": 1, "overturned": 0},
    ]
    assert found["appeals"] == {
        "filed": 3, "decided": 2, "overturned": 1, "withdrawn": 0, "open": 1, "late": 0, "alone": 1,
        "clauses": {"ads": {"decided": 2, "overturned": 1}},
    }  # fmt: skip
    assert found["signals"] == {"report": {"n": 3, "upheld": 1, "dismissed": 1}}
    assert found["restraints"] == {"mute": 1}
    assert json.loads(json.dumps(found)) == found


def test_times_are_medians_and_ninetieth_percentiles_without_pauses(may) -> None:
    found = figures(*MAY)["times"]

    assert found == {
        "claim": {"n": 5, "median": 180, "p90": 276}, "decide": {"n": 5, "median": 300, "p90": 460},
        "appeal": {"n": 2, "median": 86400, "p90": 86400},
    }  # fmt: skip


def test_an_empty_period_has_nothing_and_says_so(db) -> None:
    found = figures(*MAY)

    assert (found["judgements"]["total"], found["times"]["claim"]["median"], charts(found)) == (0, None, [])
    assert list(rows(found))


def test_every_chart_says_a_sentence_and_draws(may) -> None:
    drawn = charts(figures(*MAY))

    assert [one.key for one in drawn] == ["by-clause", "by-level", "by-overturn", "by-report"]
    assert str(drawn[2].title).startswith("1 in 2 decided appeals were right; by chance alone it could be 9")
    for one in drawn:
        assert one.table()[1]
        assert one.json()


def test_a_published_report_never_changes_and_a_new_one_gets_the_next_number(may, lead, modi) -> None:
    later = NOW + timedelta(days=30)
    with pytest.raises(Forbidden):
        publish_report(actor=modi, period="2026-05", now=later)
    with pytest.raises(Invalid, match="not over"):
        publish_report(actor=lead, period="2026-05", now=NOW)
    first = publish_report(actor=lead, period="2026-05", words="Busy.", now=later)

    judge(None, modi, 9)
    second = publish_report(actor=lead, period="2026-05", now=later)

    kept = KeptReport.objects.get(pk=first.pk)
    assert (kept.number, kept.figures["judgements"]["total"], kept.words) == (1, 5, "Busy.")
    assert (second.number, second.figures["judgements"]["total"]) == (2, 6)
    with pytest.raises(ValueError, match="does not change"):
        kept.save()


def test_periods_reach_back_to_the_first_decision(may, modi) -> None:
    found = periods(modi, NOW)

    assert [one.name for one in found["month"]] == ["2026-05", "2026-04"]
    assert [one.name for one in found["quarter"]] == ["2026-Q2"]
    with pytest.raises(NotFound):
        draft(modi, "2027", NOW)


def test_a_clause_shows_one_in_one_with_its_interval(modi) -> None:
    code("ads")
    appealed(judge(member("李雷"), modi, 1), "overturned")

    found = clause_record("ads", NOW + timedelta(days=3))

    assert (found.judged, found.appeals, found.overturns.hits, found.overturns.size) == (1, 1, 1, 1)
    assert (round(found.overturns.low, 2), found.overturns.high, found.fallen.value) == (0.21, 1.0, 1.0)


def test_clauses_are_ordered_by_how_surely_they_fall_and_only_the_team_reads_it(modi, stranger) -> None:
    code("ads", "rare", "quiet")
    li = member("李雷")
    appealed(judge(li, modi, 100, clause="rare"), "overturned")
    for number in range(9):
        appealed(judge(li, modi, number), "overturned" if number < 8 else "upheld")

    found = clause_records(modi, NOW + timedelta(days=3))

    assert [one.key for one in found] == ["ads", "rare", "quiet"]
    assert [one.hint for one in found] == ["", "Too few appeals to say anything.", ""]
    with pytest.raises(Forbidden):
        clause_records(stranger)


def test_a_report_needs_a_constant_number_of_queries(may, modi, queries_of) -> None:
    judge(None, modi, 20, clause="gone")  # not in the code: its titles are asked for

    def read() -> tuple[int, int]:
        return queries_of(lambda: figures(*MAY)), queries_of(lambda: clause_records(modi, NOW))

    before = read()
    for number in range(21, 25):
        judge(None, modi, number, clause=f"c{number}")
    assert read() == before


def _span(viewer, at, seconds, *, disturbing=False, number=1) -> None:
    case = Case.objects.filter(subject_id=number).first() or Case.objects.create(
        kind="lab", subject_id=number, opened_at=NOW, due_at=NOW
    )
    Span.objects.create(account=viewer.account, case=case, started_at=at, seconds=seconds, disturbing=disturbing)


def test_the_person_sees_today_and_leads_see_it_from_the_day_after(modi, lead) -> None:
    _span(modi, NOW - timedelta(days=1), 100)
    _span(modi, NOW, 50, disturbing=True)
    _span(lead, NOW, 999)

    own, theirs = own_load(modi, NOW), load_of(lead, modi.account_id, NOW)
    tomorrow = load_of(lead, modi.account_id, NOW + timedelta(days=1))

    assert (own.seconds, own.disturbing, theirs.seconds, tomorrow.seconds) == (150, 50, 100, 150)
    assert (disturbing_today(modi, NOW), len(own.days), own.until - theirs.until) == (50, 28, timedelta(days=1))


def test_only_leads_read_the_load_of_others_and_only_of_the_team(modi, lead, stranger) -> None:
    with pytest.raises(Forbidden):
        load_of(modi, lead.account_id)
    with pytest.raises(NotFound):
        load_of(lead, stranger.account_id)
    with pytest.raises(Forbidden):
        team(modi)
    with pytest.raises(Forbidden):
        own_load(stranger)
    assert [one.name for one in team(lead)] == ["Lead", "莫迪"]


def test_overturns_and_agreement_belong_to_who_decided(modi, lead) -> None:
    li = member("李雷")
    appealed(judge(li, modi, 1), "overturned")
    appealed(judge(li, lead, 2), "upheld")
    looked = judge(li, modi, 3)
    SecondLook.objects.create(judgement=looked, reviewer=lead.account, level="mute", clause="ads", at=NOW)

    found = own_load(modi, NOW + timedelta(days=5))

    assert (found.decisions, found.overturns.hits, found.overturns.size, found.agreement.level.n) == (2, 1, 1, 1)


def test_a_note_stands_beside_the_numbers_and_can_be_taken_back(modi, lead) -> None:
    note_load(actor=modi, month="2026-05", words="Ill", now=NOW)
    note_load(actor=modi, month="2026-05", words=" Ill for a week ", now=NOW)

    assert [one.words for one in load_of(lead, modi.account_id, NOW).notes] == ["Ill for a week"]
    drop_note(actor=modi, month="2026-05")
    assert LoadNote.objects.count() == 0
    for month in ("2026-13", "x", "2026-5"):
        with pytest.raises(NotFound):
            note_load(actor=modi, month=month, words="No")


def test_days_are_the_communitys(modi) -> None:
    zone = timezone.get_default_timezone()
    midnight = datetime(2026, 5, 20, 0, 30, tzinfo=zone)
    _span(modi, midnight, 60)
    _span(modi, midnight - timedelta(hours=1), 30)

    days = {one.day.isoformat(): one.seconds for one in own_load(modi, midnight).days if one.seconds}

    assert days == {"2026-05-19": 30, "2026-05-20": 60}
