"""Rules over JSON."""

import pytest
from ninja.testing import TestClient

from steward.care.screening.actions.write_list import write_list
from steward.care.screening.api import router
from steward.care.screening.models import Rule
from steward.care.screening.tests.rules_here import CASINO, HOLD, make_rule
from steward.people.access.public import SYSTEM
from steward.square.forum.tests.square import make_post, make_topic

pytestmark = pytest.mark.django_db
API = TestClient(router)


def test_a_rule_is_written_switched_and_rehearsed(owner):
    body = {"name": "No casinos", "condition": CASINO, "acts": [HOLD]}
    made = API.post("/rules", json=body, viewer=owner).json()
    live = API.post(f"/rules/{made['id']}/mode", json={"mode": "live", "why": "now"}, viewer=owner).json()
    asked = API.post(f"/rules/{made['id']}/rehearsals", json={"days": 7}, viewer=owner).json()
    read = API.get(f"/rehearsals/{asked['id']}", viewer=owner).json()
    changed = API.put(f"/rules/{made['id']}", json=body | {"condition": {"terms": ["poker"]}}, viewer=owner).json()

    assert (made["mode"], live["mode"], changed["mode"]) == ("off", "live", "shadow")
    assert (read["days"], read["done_at"]) == (7, None)
    assert [one["version"] for one in API.get("/rules", viewer=owner).json()["items"]] == [2]


def test_hits_say_why_and_come_in_pages(owner):
    rule = make_rule()
    topic = make_topic()
    for number in range(3):
        make_post(topic=topic, source=f"casino {number}")

    first = API.get("/rule-hits?limit=2", viewer=owner).json()
    rest = API.get(f"/rule-hits?rule={rule.pk}&limit=2&after={first['next']}", viewer=owner).json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert any("casino" in line for line in rest["items"][0]["why"])


def test_what_a_rule_did_is_taken_back(owner):
    rule = make_rule()
    make_post(topic=make_topic(), source="casino")

    answer = API.post(f"/rules/{rule.pk}/undo", json={"since": "2020-01-01T00:00:00Z"}, viewer=owner).json()

    assert answer == {"undone": 1, "left": {}, "job": None}


def test_words_are_added_and_taken_out(owner):
    row = write_list(actor=SYSTEM, name="Ads", words=["a1"])

    answer = API.post(f"/word-lists/{row.pk}/words", json={"add": ["b1", "c1"], "remove": ["a1"]}, viewer=owner).json()

    assert (answer["size"], answer["version"]) == (2, 2)
    assert [one["key"] for one in API.get("/word-lists", viewer=owner).json()["items"]] == ["ads"]
    assert not Rule.objects.exists()
