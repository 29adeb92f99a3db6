"""The pages of oversight."""

from datetime import timedelta

import pytest
from django.test import Client

from steward.care.conduct.models import Practice
from steward.care.oversight.actions.look_again import look_again
from steward.care.oversight.actions.publish_report import publish_report
from steward.care.oversight.models import KeptReport, LoadNote, Openness, Redaction, SecondLook
from steward.care.oversight.tests.people import appealed, code, judge, member
from steward.foundation.kernel import clock

pytestmark = pytest.mark.django_db
TEAM = "/console/conduct/oversight/"


@pytest.fixture
def modi(db):
    return member("莫迪", "moderator")


@pytest.fixture
def lead(db):
    return member("Lead", "lead")


@pytest.fixture
def scene(modi, lead):
    """Decisions of last year and of today, an overturn, everything sampled."""
    Practice.objects.create(pk=1, values={"second_look": 100})
    code("ads", "spam")
    li = member("李雷")
    now = clock.now()
    old = judge(li, modi, 1, at=now - timedelta(days=370))
    appealed(judge(li, modi, 2, at=now - timedelta(days=3)), "overturned", at=now - timedelta(days=2))
    return old, judge(li, modi, 3, at=now, facts="first facts")


def test_a_visitor_reads_the_clause_with_its_overturn(scene) -> None:
    page = Client().get("/conduct/ads/")

    assert (page.status_code, "1 in 1" in page.content.decode()) == (200, True)


def test_every_page_of_the_team_opens(scene, lead, client_of) -> None:
    client = client_of(lead)
    year = clock.now().year
    for path in ("", "looks/", "looks/differ/", "me/", "team/", f"team/{lead.account_id}/", "reports/",
                 f"reports/{year}/", f"reports/{year - 1}-Q1/", "openness/", f"log/{scene[1].pk}/redact/"):  # fmt: skip
        assert client.get(TEAM + path).status_code == 200, path


def test_who_has_no_right_stays_out(scene, modi, analyst, stranger, client_of) -> None:
    for viewer, paths in (
        (stranger, ("", "looks/", "me/")), (analyst, ("looks/", "team/", "openness/")),
        (modi, ("team/", f"team/{modi.account_id}/", "openness/", f"log/{scene[1].pk}/redact/")),
    ):  # fmt: skip
        for path in paths:
            assert client_of(viewer).get(TEAM + path).status_code == 403, path


def test_a_look_is_blind_and_shows_both_afterwards(scene, lead, client_of) -> None:
    client, address = client_of(lead), f"{TEAM}looks/{scene[1].pk}/"
    before = client.get(address).content.decode()
    answer = client.post(address, {"level": "mute", "clause": "spam", "note": "Worse"})
    after = client.get(answer["Location"]).content.decode()

    assert ("first facts" in before, "莫迪" in before) == (False, False)
    assert ("first facts" in after, "莫迪" in after, "Worse" in after) == (True, True, True)
    client.post(answer["Location"], {"conclusion": "Vague clause"})
    assert SecondLook.objects.get().conclusion == "Vague clause"


def test_what_was_chosen_stays_when_it_is_refused(scene, lead, client_of) -> None:
    page = client_of(lead).post(f"{TEAM}looks/{scene[1].pk}/", {"level": "mute", "clause": "", "note": "typed"})

    assert (page.status_code, "typed" in page.content.decode(), SecondLook.objects.count()) == (422, True, 0)


def test_a_report_is_published_and_read_by_everybody(scene, lead, modi, client_of) -> None:
    year = str(clock.now().year - 1)
    assert client_of(modi).post(f"{TEAM}reports/{year}/publish/").status_code == 403

    sent = client_of(lead).post(f"{TEAM}reports/{year}/publish/", {"words": "A quiet year."})
    page = Client().get(sent["Location"])
    file = Client().get(f"/conduct/transparency/{year}/1/report.csv")

    assert (page.status_code, "A quiet year." in page.content.decode()) == (200, True)
    assert b"".join(file.streaming_content).decode().startswith("\ufeffwhat,which,value,of,low,high")
    assert Client().get("/conduct/transparency/").status_code == 200
    assert Client().get(f"/conduct/transparency/{year}/").status_code == 200
    assert Client().get("/conduct/transparency/1999/").status_code == 404


def test_a_period_that_is_not_over_is_not_published(scene, lead, client_of) -> None:
    client_of(lead).post(f"{TEAM}reports/{clock.now().year}/publish/")

    assert KeptReport.objects.count() == 0


def test_the_published_page_makes_the_same_queries_whatever_it_counts(scene, lead, modi, queries_of) -> None:
    year = str(clock.now().year - 1)
    publish_report(actor=lead, period=year)

    def read() -> list[int]:
        paths = ("/conduct/log/", f"/conduct/transparency/{year}/", "/conduct/transparency/", "/conduct/log/feed.atom")
        return [queries_of(lambda: Client().get(path)) for path in paths]  # noqa: B023

    before = read()
    for number in range(10, 14):
        appealed(judge(member(f"M{number}"), modi, number), "upheld")
    publish_report(actor=lead, period=year)
    assert read() == before


def test_the_team_pages_make_a_constant_number_of_queries(scene, lead, modi, client_of, queries_of) -> None:
    client = client_of(lead)

    def read() -> list[int]:
        paths = ("", "looks/", "looks/differ/", "me/", "team/", f"team/{modi.account_id}/")
        return [queries_of(lambda: client.get(TEAM + path)) for path in paths]  # noqa: B023

    look_again(actor=lead, judgement_id=scene[1].pk, level="mute", clause="spam")
    extra = judge(None, modi, 30, at=clock.now())
    before = read()
    for number in range(31, 34):
        row = judge(member(f"M{number}"), modi, number, at=clock.now())
        look_again(actor=lead, judgement_id=row.pk, level="mute", clause="spam")
        judge(member(f"N{number}"), modi, 100 + number, at=clock.now())
    assert (read(), extra.pk > 0) == (before, True)


def test_redacting_notes_and_openness_by_hand(scene, lead, modi, client_of) -> None:
    client, number = client_of(lead), scene[1].pk
    client.post(f"{TEAM}log/{number}/redact/", {"reason": "A court"})
    assert (Redaction.objects.count(), "A court" in Client().get("/conduct/log/").content.decode()) == (1, True)
    client.post(f"{TEAM}log/{number}/show/")
    client.post(f"{TEAM}openness/", {"members_named": "on", "disturbing_minutes": "45"})
    client_of(modi).post(f"{TEAM}me/{clock.now():%Y-%m}/", {"words": "Ill"})

    assert (Redaction.objects.count(), Openness.objects.get().disturbing_minutes) == (0, 45)
    assert LoadNote.objects.get().words == "Ill"
    assert "Ill" in client.get(f"{TEAM}team/{modi.account_id}/").content.decode()
