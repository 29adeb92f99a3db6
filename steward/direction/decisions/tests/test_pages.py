"""The pages, the door, the API, and what other rooms are given."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from steward.direction.decisions.forms import parse_expectation
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.public import due_between, measure_effect, memory, outcomes
from steward.direction.decisions.queries.due import dated, due_work
from steward.direction.decisions.queries.metrics import metric_named
from steward.direction.decisions.tests.village import DUE, FIRST, STARTS, decided, room, village
from steward.direction.decisions.views import offered
from steward.direction.decisions.views.listing import summary
from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.chance import Share
from steward.people.access.public import SYSTEM
from steward.team.work.public import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_day(monkeypatch):
    """A function that moves the clock to noon of a day."""

    def move(day: date) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 4, tzinfo=UTC))

    move(STARTS)
    return move


@pytest.fixture
def measured(home, owner, at_day) -> Resolution:
    """A decision that worked, measured on its day."""
    village(lift=12)
    made = decided(owner, exposure="channels", exposed=[room("tea")])
    at_day(DUE)
    measure_effect(actor=SYSTEM, resolution_id=made.pk)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("text", "metric", "found"),
    [
        ("100", "posts", (100, None)), ("1,200", "posts", (1200, None)), ("+10 %", "posts", (None, 0.1)),
        ("\u22125%", "posts", (None, -0.05)), ("２０％", "answered_in_a_day", (0.2, None)),
        ("0.2", "answered_in_a_day", (0.2, None)),
        ("-10%", "answered_in_a_day", (None, -0.1)), ("3 h", "first_response", (10800, None)),
    ],
)  # fmt: skip
def test_an_expectation_is_read_in_the_unit_of_its_number(text, metric, found) -> None:
    assert parse_expectation(text, metric_named(metric)) == pytest.approx(found, nan_ok=True)


@pytest.mark.parametrize("text", ["", "more", "10 %", "1e5", "5 h 3"])
def test_what_is_no_expectation_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_expectation(text, metric_named("posts"))


def test_the_form_is_filled_by_the_number_and_makes_the_decision(home, owner, at_day, client_of) -> None:
    village()
    client, last = client_of(owner), STARTS - timedelta(days=1)
    query = f"?metric=posts&since={FIRST}&until={last}&channel={room('tea')}"
    page = client.get(f"/console/decisions/new/{query}").content.decode()
    assert f'value="{FIRST}"' in page

    values = {
        "kind": "act", "statement": "A topic a week", "metric": "posts", "channel": room("tea"), "touched": "part",
        "since": FIRST, "last": STARTS - timedelta(days=1), "expected": "+50 %", "starts": STARTS, "due": DUE,
        "tasks": "Find topics\nAsk 韩梅梅", "owner": owner.account_id,
    }  # fmt: skip
    answer = client.post("/console/decisions/new/", values)

    made = Resolution.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/console/decisions/{made.pk}/")
    assert (made.exposure, made.exposed, made.until, made.expected_change) == ("channels", [room("tea")], STARTS, 0.5)
    shown = client.get(f"/console/decisions/{made.pk}/").content.decode()
    assert "Ask 韩梅梅" in shown
    assert client.post("/console/decisions/new/", values | {"expected": "lots"}).status_code == 422


def test_the_page_says_what_came_of_it_in_both_languages(measured, owner, client_of) -> None:
    client, address = client_of(owner), f"/console/decisions/{measured.pk}/"

    english = client.get(address).content.decode()
    client.cookies["language"] = "zh-hans"
    chinese = client.get(address).content.decode()

    assert "It worked" in english
    assert "3 places like it" in english
    assert "Before and after only" not in english
    assert 'lang="zh' in chinese


def test_before_and_after_has_its_honest_label(home, owner, at_day, client_of) -> None:
    village(lift=30)
    made = decided(owner)
    at_day(DUE)
    measure_effect(actor=SYSTEM, resolution_id=made.pk)

    page = client_of(owner).get(f"/console/decisions/{made.pk}/").content.decode()

    assert "Before and after only: other things changed too." in page


def test_the_list_teaches_when_it_is_empty_and_tells_when_it_is_not(measured, owner, analyst, client_of) -> None:
    page = client_of(owner).get("/console/decisions/").content.decode()
    file = b"".join(client_of(analyst).get("/console/decisions/?format=csv").streaming_content).decode()

    assert "1 decision measured: 1 worked." in page
    assert ("茶馆每周一个话题" in file, "worked" in file) == (True, True)
    Resolution.objects.all().delete()
    assert "No decision yet" in client_of(owner).get("/console/decisions/").content.decode()


def test_strangers_see_nothing_and_change_nothing(measured, stranger, moderator, client_of) -> None:
    for address in ("/console/decisions/", f"/console/decisions/{measured.pk}/", "/console/decisions/new/"):
        assert client_of(stranger).get(address).status_code == 403
    for verb in ("withdraw", "measure", "close"):
        assert client_of(moderator).post(f"/console/decisions/{measured.pk}/{verb}/").status_code == 403
    assert client_of(moderator).get("/console/decisions/9999/").status_code == 404
    assert Resolution.objects.get().state == "measured"


def test_withdraw_undo_and_close_from_the_page(measured, owner, client_of) -> None:
    client, address, states = client_of(owner), f"/console/decisions/{measured.pk}/", []
    for verb in ("withdraw", "resume", "close", "resume"):
        client.post(f"{address}{verb}/", {"lesson": "少即是多"})
        states.append(Resolution.objects.get().state)

    assert states == ["withdrawn", "measured", "closed", "measured"]
    assert Resolution.objects.get().lesson == "少即是多"


def test_a_change_is_made_with_its_reason(measured, owner, client_of) -> None:
    client, address = client_of(owner), f"/console/decisions/{measured.pk}/change/"
    values = {"statement": "Two topics a week", "due": DUE, "owner": owner.account_id, "why": "", "version": 1}

    assert client.post(address, values).status_code == 422
    assert client.post(address, values | {"why": "One was too few"}).status_code == 302
    page = client.get(f"/console/decisions/{measured.pk}/").content.decode()

    assert ("Two topics a week" in page, "One was too few" in page) == (True, True)


def test_the_number_of_queries_does_not_grow(measured, owner, client_of, queries_of, at_day) -> None:
    client = client_of(owner)

    def read() -> list[int]:
        calls = (
            lambda: client.get("/console/decisions/"), lambda: outcomes(owner, DUE, DUE + timedelta(days=1)),
            lambda: offered.current(owner), lambda: due_work(owner), lambda: offered.passage(owner, STARTS, DUE),
        )  # fmt: skip
        return [queries_of(call) for call in calls]

    before = read()
    for name in ("bread", "wood"):
        at_day(STARTS)
        made = decided(owner, exposure="channels", exposed=[room(name)])
        at_day(DUE)
        measure_effect(actor=SYSTEM, resolution_id=made.pk)
    assert read() == before


def test_a_decision_takes_as_many_queries_with_three_tasks_as_with_one(measured, owner, client_of, queries_of) -> None:
    client, page = client_of(owner), f"/console/decisions/{measured.pk}/"
    task = {"actor": owner, "source": f"decision:{measured.pk}", "owner_id": owner.account_id}
    make_task(title="One", **task)
    before = queries_of(lambda: client.get(page))
    make_task(title="Two", **task)
    make_task(title="Three", **task)

    assert queries_of(lambda: client.get(page)) == before
    assert f"/console/work/new/?source=decision:{measured.pk}" in client.get(page).content.decode()


def test_the_door_gives_outcomes_what_is_due_and_the_balance(measured, owner, analyst) -> None:
    told = outcomes(analyst, DUE, DUE + timedelta(days=1))[0]
    balance = memory(analyst)

    assert (told.verdict, told.method, told.place, told.caveat) == ("worked", "places", "tea", "")
    assert told.sentence.startswith("Posts went from 19.4 to 32.8; in 3 places like it from 21.9 to 22.2.")
    assert outcomes(analyst, STARTS, DUE) == []
    assert due_between(analyst, STARTS, DUE + timedelta(days=9)) == []
    assert (balance.measured, balance.worked, balance.met.hits, balance.met.size) == (1, 1, 1, 1)
    assert summary(balance) == ("1 decision measured: 1 worked.",)  # one says nothing about how often
    assert "100" in summary(replace(balance, met=Share(5, 5)))[1]


def test_the_report_opens_with_what_decisions_did_and_which_come_next(measured, owner, at_day) -> None:
    at_day(DUE)
    decided(owner, kind="watch", expected_change=None, starts=DUE, due=DUE + timedelta(days=12), statement="看看")

    passage = offered.passage(owner, DUE, DUE + timedelta(days=7))

    assert passage is not None
    assert passage.sentences[0].startswith("“茶馆每周一个话题”: worked.")
    assert passage.sentences[1].startswith("Due on")
    assert offered.passage(owner, FIRST, FIRST + timedelta(days=7)) is None
    with translation.override("zh-hans"):
        assert offered.passage(owner, DUE, DUE + timedelta(days=7)).sentences != passage.sentences


def test_what_is_measured_in_the_night_after_a_week_opens_the_report_of_that_week_and_of_no_other(
    measured, owner, at_day
) -> None:
    week = timedelta(days=7)

    passage = offered.passage(owner, DUE - week, DUE)

    assert passage is not None
    assert passage.sentences[0].startswith("“茶馆每周一个话题”: worked.")
    at_day(DUE + week)
    assert offered.passage(owner, DUE, DUE + week) is None


def test_work_calendar_deeds_and_webhooks_know_it(measured, owner, at_day) -> None:
    more = {"kind": "watch", "expected_change": None, "statement": "看看"}
    watched = decided(owner, **more, starts=DUE - timedelta(days=20), due=DUE)

    assert {item.title for item in due_work(owner)} == {"茶馆每周一个话题", "看看"}
    assert [one.uid for one in dated(owner, DUE, DUE)] == [f"decision-{watched.pk}"]
    facts = list(Fact.objects.filter(type="decisions.resolved"))
    assert [done.text for done in offered.deeds(owner, facts)] == ["Decided: 茶馆每周一个话题", "Decided: 看看"]
    told = offered.payload({"resolution_id": measured.pk})
    assert told is not None
    assert (told["decision"]["verdict"], told["decision"]["method"]) == ("worked", "places")
    assert offered.load(owner, [measured.pk])[measured.pk].open is True
    assert [hit.title for hit in offered.find(owner, "茶馆")] == ["茶馆每周一个话题"]


def test_programs_decide_read_measure_and_withdraw(home, owner, stranger, at_day, client_of) -> None:
    village(lift=12)
    client, given = client_of(owner), {
        "kind": "act", "metric": "posts", "statement": "A topic a week", "since": str(FIRST), "until": str(STARTS),
        "expected_change": 0.5, "starts": str(STARTS), "due": str(DUE), "exposure": "channels",
        "exposed": [room("tea")],
    }  # fmt: skip

    def post(path: str, body: dict[str, object]) -> dict[str, object]:
        return client.post(f"/api/decisions{path}", body, content_type="application/json").json()

    refused = client_of(stranger).post("/api/decisions", given, content_type="application/json")
    made = post("", given)
    at_day(DUE)
    measured = post(f"/{made['id']}/measure", {})

    assert (refused.status_code, Resolution.objects.count()) == (403, 1)
    assert (measured["verdict"], measured["method"]) == ("worked", "places")
    assert [one["early"] for one in measured["measurements"]] == [False]
    assert [one["id"] for one in client.get("/api/decisions?verdict=worked").json()["items"]] == [made["id"]]
    assert client.get("/api/decisions?state=open").json() == {"items": [], "next": None}
    assert post(f"/{made['id']}/withdraw", {})["state"] == "withdrawn"
    assert client.get("/api/decisions/999").status_code == 404
