"""The pages and the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community
from steward.square.surveys.actions.open_survey import close_survey
from steward.square.surveys.models import Answer, Survey, Turn
from steward.square.surveys.tests.asked import answered, member, opened

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


@pytest.fixture(autouse=True)
def _community():
    change_community(actor=SYSTEM, name="Tea", languages=["en", "zh-hans"])


def test_the_home_page_asks_who_is_asked_until_they_answered_or_said_not_now(client_of, client, owner):
    mei, lin = member("mei"), member("lin")
    before = client_of(mei).get("/").content.decode()
    survey = opened()
    asked = client_of(mei).get("/").content.decode()

    client_of(mei).post(f"/surveys/{survey.slug}/", {"score": "9", "comment": "Good"})
    client_of(lin).post(f"/surveys/{survey.slug}/later/")

    assert "recommend Tea" not in before
    assert "How likely are you to recommend Tea" in asked
    assert f'href="/surveys/{survey.slug}/?score=9"' in asked
    for who in (client_of(mei), client_of(lin), client_of(owner), client):
        assert "recommend Tea" not in who.get("/").content.decode()
    assert list(Answer.objects.values_list("score", "comment")) == [(9, "Good")]
    assert Turn.objects.count() == 2


def test_the_page_of_a_survey_takes_the_answer_without_javascript(client_of, client, owner):
    survey, mei = opened(questions={"en": "Shall we go on?", "zh-hans": "继续吗？"}), member("mei")
    page = f"/surveys/{survey.slug}/"
    signed = client_of(mei)

    pressed = signed.get(f"{page}?score=7").content.decode()
    refused = signed.post(page, {"score": "", "comment": "x"}).content.decode()
    signed.post(page, {"score": "4", "comment": "Hm", "contact": "on"})
    again = signed.get(page).content.decode()
    signed.post(f"{page}withdraw/")
    signed.cookies["language"] = "zh-hans"

    assert 'value="7" checked' in pressed
    assert "This field is required" in refused
    assert 'value="4" checked' in again
    assert "继续吗" in signed.get(page).content.decode()
    assert Answer.objects.count() == 0
    assert "Sign in to answer" in client.get(page).content.decode()
    assert "Team mates are not asked" in client_of(owner).get(page).content.decode()
    close_survey(actor=owner, survey_id=survey.pk)
    assert "closed" in signed.get(page).content.decode() or "结束" in signed.get(page).content.decode()
    assert client.get("/surveys/none/").status_code == 404


def test_a_lead_asks_reads_and_closes(owner, client_of):
    client = client_of(owner)
    terms = {"kind": "nps", "rhythm": "90", "sample": "100", "min_days": "0", "closes_on": "", "question_en": ""}

    made = client.post("/console/surveys/new/", terms)
    page = made["Location"]
    survey = Survey.objects.get()
    client.post(f"{page}edit/", terms | {"min_days": "7"})
    client.post(f"{page}open/")
    answered(survey, 10, 9, 2, 8)
    few = client.get(page).content.decode()
    answered(survey, 9, start=10)
    enough = client.get(f"{page}?q=of+10").content.decode()
    file = client.get(f"{page}export/")
    client.post(f"{page}close/")

    assert "of members of at least 7 days" in few
    assert "Too few answers to show any" in few
    assert "Because of" not in few
    assert ("+40" in enough, "Because of 10." in enough, "Because of 2." in enough) == (True, True, False)
    assert b"".join(file.streaming_content).decode().startswith("\ufeffScore,Comment,Month\r\n2,Because of 2.,")
    assert (Survey.objects.get().state, Survey.objects.get().min_days) == ("closed", 7)


def test_a_survey_that_asks_at_once_does_not_speak_of_no_days(owner, client_of):
    page = client_of(owner).get(f"/console/surveys/{opened(min_days=0).pk}/").content.decode()

    assert "asks 100 % of members from their first day on, each at most every 90 days" in page
    assert "0 days" not in page.replace("90 days", "")


def test_a_file_is_imported_and_its_bad_rows_are_listed(owner, client_of):
    survey = opened()
    file = SimpleUploadedFile("answers.csv", "评分,原因\n9,好\n99,错\n".encode())

    page = client_of(owner).post(f"/console/surveys/{survey.pk}/import/", {"file": file}).content.decode()
    wrong = client_of(owner).post(
        f"/console/surveys/{survey.pk}/import/", {"file": SimpleUploadedFile("a.csv", b"colour\nred\n")}
    )

    assert ("Row 3" in page, "1 answer added." in page) == (True, True)
    assert "No column of scores was found" in wrong.content.decode()
    assert Answer.objects.count() == 1


def test_analysts_read_moderators_do_not_change_strangers_see_nothing(analyst, moderator, stranger, client_of):
    survey = opened()
    page = f"/console/surveys/{survey.pk}/"

    assert client_of(analyst).get(page).status_code == 200
    assert client_of(moderator).get("/console/surveys/").status_code == 200
    assert client_of(moderator).post(f"{page}close/").status_code == 403
    assert client_of(moderator).get(f"{page}import/").status_code == 403
    assert client_of(stranger).get(page).status_code == 403
    assert Survey.objects.get().state == "open"


def test_pages_take_as_many_queries_with_three_as_with_one(owner, client_of, queries_of):
    survey = opened()
    client = client_of(owner)
    answered(survey, 10, 9, 2, 8, 1)
    pages = ("/console/surveys/", f"/console/surveys/{survey.pk}/")
    one = [queries_of(lambda page=page: client.get(page)) for page in pages]
    close_survey(actor=owner, survey_id=survey.pk)
    opened()
    Survey.objects.create(slug="third", made_at=survey.made_at)

    assert [queries_of(lambda page=page: client.get(page)) for page in pages] == one


def test_other_systems_ask_and_read(owner, client_of, stranger):
    lead, mei = client_of(owner), client_of(member("mei"))

    made = lead.post("/api/surveys", {"kind": "pulse", "sample": 100, "min_days": 0}, **JSON).json()
    opened_now = lead.post(f"/api/surveys/{made['id']}/open").json()
    done = mei.put(f"/api/surveys/{made['slug']}/answer", {"score": 4}, **JSON)
    wrong = mei.put(f"/api/surveys/{made['slug']}/answer", {"score": 9}, **JSON)
    results = lead.get(f"/api/surveys/{made['id']}/results").json()
    closed = lead.post(f"/api/surveys/{made['id']}/close").json()

    assert (made["state"], opened_now["state"], closed["state"]) == ("draft", "open", "closed")
    assert (done.status_code, wrong.status_code) == (204, 400)
    assert (results["size"], results["shown"], results["value"], results["counts"]) == (1, False, None, {})
    assert [one["size"] for one in lead.get("/api/surveys").json()] == [1]
    assert client_of(stranger).get("/api/surveys").status_code == 403
    assert lead.post("/api/surveys", {"sample": 0}, **JSON).status_code == 400
