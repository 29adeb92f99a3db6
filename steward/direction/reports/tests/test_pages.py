"""The pages of reports."""

from datetime import date

import pytest
from django.urls import reverse

from steward.direction.reports.actions.plan_reports import Wanted, make_plan
from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.contributions import dated, drafts, find, told
from steward.direction.reports.models import Report, ReportPlan
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.typesetting.plain import passage_markdown
from steward.foundation.jobs.public import Job, run
from steward.people.access.public import SYSTEM

pytestmark = pytest.mark.django_db
WEEK = {"period": "week", "since": date(2024, 3, 4), "until": date(2024, 3, 11)}


def test_every_page_opens_for_an_owner(club, owner, client_of):
    client = client_of(owner)
    plan = make_plan(actor=owner, wanted=Wanted("week", "plain", accounts=[owner.account_id]), enabled=True)
    report = write_report(actor=SYSTEM, **WEEK)
    pages = [
        *(reverse(name) for name in ("reports", "reports-write", "reports-plans", "reports-plan-new")),
        *(
            reverse(name, args=[report.pk])
            for name in ("report", "report-edit", "report-text", "report-markdown", "report-compare")
        ),
        reverse("reports-plan", args=[plan.pk]),
        "/console/reports/?format=csv",
        f"/console/reports/{report.pk}/?format=csv",
    ]

    found = {page: client.get(page).status_code for page in pages}

    assert found == dict.fromkeys(pages, 200)


def test_the_archive_makes_the_same_queries_for_one_and_three_reports(club, owner, client_of, queries_of):
    client = client_of(owner)
    counts = []
    for number in (1, 3):
        while Report.objects.count() < number:
            write_report(actor=SYSTEM, **WEEK)
        counts.append(queries_of(lambda: client.get("/console/reports/")))
        counts.append(queries_of(lambda: client.get(f"/console/reports/{Report.objects.first().pk}/")))

    assert counts[0] == counts[2]
    assert counts[1] == counts[3]


def test_a_draft_is_edited_on_its_page_and_a_late_comer_is_told(club, analyst, moderator, client_of):
    report = write_report(actor=SYSTEM, **WEEK)
    passage = report.passages.get()
    page = reverse("report-edit", args=[report.pk]) + "?language=en"
    typed = {"version": "1", "note": "Mine.", f"shown-{passage.pk}": "on", f"place-{passage.pk}": "1"}
    typed |= {"language": "en", f"text-{passage.pk}": "Calm."}

    first = client_of(analyst).post(page, typed)
    second = client_of(analyst).post(page, typed | {"note": "Yours."})

    assert (first.status_code, second.status_code) == (302, 409)
    assert client_of(moderator).get(page).status_code == 403
    assert "Yours." in second.content.decode()
    kept = Report.objects.get()
    assert (kept.note["en"], kept.passages.get().edited["en"]["text"]) == ("Mine.", "Calm.")


def test_opening_the_edit_page_and_saving_changes_no_words(club, analyst, client_of):
    report = write_report(actor=SYSTEM, **WEEK)
    passage = report.passages.get()
    words = passage_markdown(reading(report, "en").chapters[0].passages[0]).replace("\n", "\r\n")

    client_of(analyst).post(
        reverse("report-edit", args=[report.pk]) + "?language=en",
        {"version": "1", "language": "en", "note": "", f"shown-{passage.pk}": "on", f"text-{passage.pk}": words},
    )

    assert report.passages.get().edited == {}


def test_a_default_plan_is_turned_on_with_one_click_to_oneself(club, owner, analyst, client_of):
    refused = client_of(analyst).post(reverse("reports-plan-start", args=["day"]))
    done = client_of(owner).post(reverse("reports-plan-start", args=["day"]))

    plan = ReportPlan.objects.get()
    assert (refused.status_code, done.status_code) == (403, 302)
    assert (plan.period, plan.hour, plan.same_day, bool(plan.enabled_at)) == ("day", 18, True, True)
    assert list(plan.accounts.values_list("pk", flat=True)) == [owner.account_id]


def test_a_report_asked_for_by_hand_is_a_job_that_ends_at_its_page(club, owner, client_of):
    client = client_of(owner)
    asked = client.post(
        reverse("reports-write"),
        {"period": "week", "style": "plain", "since": "2024-03-04", "until": "2024-03-10"},
    )
    job = Job.objects.get(kind="reports.write")
    waiting = client.get(asked["Location"])

    run(job.pk)

    assert waiting.status_code == 200
    report = Report.objects.get()
    assert client.get(asked["Location"])["Location"] == reverse("report", args=[report.pk])
    assert (report.since, report.until, report.by_id) == (date(2024, 3, 4), date(2024, 3, 11), owner.account_id)


def test_the_numbers_come_as_a_file_a_spreadsheet_opens(club, analyst, client_of):
    report = write_report(actor=SYSTEM, **WEEK)

    lines = client_of(analyst).get(f"/console/reports/{report.pk}/?format=csv&language=en").getvalue().decode()

    assert lines.startswith("\ufeffFigure,key,Unit,First day,Last day,This time,")
    assert "Interaction rate,interaction_rate,share,2024-03-04,2024-03-10,0.75,3,4,0.5,,0" in lines


def test_strangers_see_no_report(club, stranger, client_of):
    report = write_report(actor=SYSTEM, **WEEK)
    for name in ("report", "report-text", "report-markdown", "report-compare"):
        assert client_of(stranger).get(reverse(name, args=[report.pk])).status_code == 403


def test_what_waits_what_comes_and_what_the_palette_finds(club, owner, at):
    plan = make_plan(actor=owner, wanted=Wanted("week", "plain", accounts=[owner.account_id]), enabled=True)
    report = write_report(actor=SYSTEM, plan=plan, **WEEK)

    assert [item.url for item in drafts(owner)] == [f"/console/reports/{report.pk}/"]
    assert [one.on.isoformat()[:10] for one in dated(owner, date(2024, 3, 18), date(2024, 3, 19))] == ["2024-03-18"]
    assert [hit.url for hit in find(owner, "interaction rate")] == [f"/console/reports/{report.pk}/"]
    assert told({"report_id": report.pk})["report"]["numbers"]["joined"] == 2
