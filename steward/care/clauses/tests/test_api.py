"""The code over JSON."""

import pytest

from steward.care.clauses.models import Clause, Edition
from steward.care.clauses.queries.draft import draft
from steward.care.clauses.tests.code import publish, write
from steward.people.joining.public import accept_texts

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
CLAUSE = {"reason": "abuse", "titles": {"en": "Kindness"}, "texts": {"en": "Be kind."}}


def test_everybody_reads_the_code_and_its_editions(client):
    empty = client.get("/api/code").json()
    write()
    publish(notice_days=0)

    now, editions = client.get("/api/code").json(), client.get("/api/code/editions").json()

    assert (empty["number"], empty["clauses"]) == (0, [])
    assert (now["number"], [one["key"] for one in now["clauses"]]) == (1, ["be-kind"])
    assert now["clauses"][0]["texts"] == {"en": "Be kind."}
    assert [one["number"] for one in editions] == [1]
    assert client.get("/api/code/editions/1").json() == now
    assert [client.get(f"/api/code/editions/{wrong}").status_code for wrong in ("2", "0", "x")] == [404, 422, 422]


def test_a_lead_writes_publishes_and_discards(owner, client_of):
    client = client_of(owner)

    written = client.put("/api/code/draft/clauses/be-kind", CLAUSE, **JSON).json()
    published = client.post("/api/code/editions", {"notice_days": 0, "notes": {"en": "Hello"}}, **JSON)
    changed = client.put(
        "/api/code/draft/clauses/be-kind", CLAUSE | {"texts": {"en": "Be kinder."}, "retired": True}, **JSON
    ).json()
    discarded = client.delete("/api/code/draft").json()

    assert (written["next_number"], written["differs"]) == (1, True)
    assert [one["change"] for one in written["clauses"]] == ["new"]
    assert (published.status_code, published.json()["number"], published.json()["notes"]) == (201, 1, {"en": "Hello"})
    assert [(one["change"], one["published"]) for one in changed["clauses"]] == [("gone", False)]
    assert (discarded["differs"], [one["change"] for one in discarded["clauses"]]) == (False, ["same"])


def test_what_cannot_be_used_is_said_by_field(owner, client_of):
    client = client_of(owner)

    answer = client.put("/api/code/draft/clauses/Bad!", CLAUSE | {"reason": "whim", "severity": 9}, **JSON)
    nothing = client.post("/api/code/editions", {}, **JSON)

    assert (answer.status_code, sorted(answer.json()["errors"])) == (400, ["key", "reason", "severity"])
    assert nothing.status_code == 400
    assert Clause.objects.count() == 0


def test_others_are_refused_and_change_nothing(moderator, client_of, client):
    write()
    publish()
    theirs = client_of(moderator)

    answers = [
        theirs.get("/api/code/draft").status_code,
        theirs.get("/api/code/acceptances").status_code,
        theirs.put("/api/code/draft/clauses/mine", CLAUSE, **JSON).status_code,
        theirs.put("/api/code/draft/clauses/be-kind", CLAUSE | {"retired": True}, **JSON).status_code,
        theirs.post("/api/code/editions", {}, **JSON).status_code,
        theirs.delete("/api/code/draft").status_code,
    ]

    assert answers == [403] * 6
    assert client.get("/api/code/draft").status_code == 401
    assert (Clause.objects.count(), Edition.objects.count(), draft().differs) == (1, 1, False)


def test_who_has_accepted_comes_in_pages(owner, moderator, stranger, client_of):
    write()
    publish()
    accept_texts(actor=stranger, versions={"conduct": 1})
    client = client_of(owner)

    first = client.get("/api/code/acceptances", {"limit": 2}).json()
    rest = client.get("/api/code/acceptances", {"limit": 2, "after": first["next"]}).json()
    missing = client.get("/api/code/acceptances", {"missing": "true"}).json()

    assert first["edition"] == 1
    assert [one["account_id"] for one in first["items"] + rest["items"]] == sorted(
        [owner.own_id, moderator.own_id, stranger.own_id]
    )
    assert rest["next"] is None
    assert [(one["name"], one["done"]) for one in missing["items"]] == [("Olivia", False), ("Modi", False)]
