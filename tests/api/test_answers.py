"""What the API gives, by example."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, token):
    """`ask("/threads?waiting=true")` → (status, JSON)."""

    def get(path: str, **headers: str):
        answer = client.get(f"/api{path}", headers={"authorization": f"Bearer {token}"} | headers)
        return answer.status_code, answer.json()

    return get


def test_sources_and_channels_are_listed(ask, community) -> None:
    assert [row["key"] for row in ask("/sources")[1]["items"]] == ["club"]
    assert {row["key"] for row in ask(f"/channels?source={community.pk}")[1]["items"]} == {"hall", "yard"}
    assert ask("/channels?source=999")[1] == {"items": [], "next": None}


def test_threads_waiting_for_an_answer_are_told_from_answered_ones(ask, community) -> None:
    assert [row["title"] for row in ask("/threads?waiting=true")[1]["items"]] == ["Nobody answers"]
    assert [row["title"] for row in ask("/threads?waiting=false")[1]["items"]] == ["社群运营"]

    answered = ask("/threads?waiting=false")[1]["items"][0]
    assert (answered["posts"], answered["participants"], answered["accepted"]) == (2, 2, True)
    assert ask(f"/threads/{answered['id']}") == (200, answered)


def test_activities_come_in_pages_that_meet_without_gap(ask, community) -> None:
    whole = ask("/activities")[1]["items"]
    found, after = [], 0
    while after is not None:
        page = ask(f"/activities?limit=2&after={after}")[1]
        found, after = found + page["items"], page["next"]

    assert found == whole
    assert [row["key"] for row in whole] == ["a", "b", "c", "d", "e"]


def test_activities_are_narrowed_by_kind_member_thread_and_time(ask, community) -> None:
    ann = ask("/activities?kind=post")[1]["items"][0]

    assert [row["key"] for row in ask("/activities?kind=comment")[1]["items"]] == ["b"]
    assert [row["key"] for row in ask(f"/activities?member={ann['member_id']}")[1]["items"]] == ["a", "c"]
    assert [row["key"] for row in ask(f"/activities?thread={ann['thread_id']}")[1]["items"]] == ["a", "b", "e"]
    assert [
        row["key"] for row in ask("/activities?since=2024-03-05T09:00:00Z&until=2024-03-06T09:00:00Z")[1]["items"]
    ] == ["c"]


def test_a_removed_activity_is_there_without_its_words(ask, community) -> None:
    removed = ask("/activities")[1]["items"][3]

    assert (removed["body"], removed["deleted_at"] is None) == ("", False)
    assert ask(f"/activities/{removed['id']}") == (200, removed)


def test_metrics_are_described_and_measured(ask, community) -> None:
    keys = {row["key"] for row in ask("/metrics")[1]["items"]}
    status, posts = ask("/metrics/posts?since=2024-03-01&until=2024-04-01")

    assert {"posts", "retention"} <= keys
    assert (status, posts["key"], posts["value"]) == (200, "posts", 2.0)
    assert ask("/metrics/posts?since=2024-03-02&until=2024-03-01")[0] == 400
    assert ask("/metrics/nothing")[0] == 404


def test_a_token_without_the_scope_is_refused_with_a_sentence(client, owner, community) -> None:
    from steward.people.access.public import issue_token

    _row, secret = issue_token(actor=owner, name="narrow", scopes=["members.view"])
    answer = client.get("/api/activities", headers={"authorization": f"Bearer {secret}"})

    assert answer.status_code == 403
    assert "activity.view" in answer.json()["detail"]


def test_whoever_sends_no_token_learns_how(client, community) -> None:
    answer = client.get("/api/sources")

    assert answer.status_code == 401
    assert "Bearer" in answer.json()["detail"]


def test_no_answer_holds_an_address(ask, community) -> None:
    from steward.people.members.models import Identity

    Identity.objects.update(email="secret@example.org")

    for path in ("/members", "/activities", "/threads"):
        assert "secret@example.org" not in str(ask(path)[1])


def test_unknown_operations_answer_in_json(client) -> None:
    answer = client.get("/api/no/such/thing")

    assert (answer.status_code, answer["content-type"]) == (404, "application/json; charset=utf-8")


def test_ids_beyond_sixty_four_bits_are_refused(ask, community) -> None:
    assert ask(f"/activities/{2**70}")[0] == 422
    assert ask(f"/activities?after={2**70}")[0] == 422


@pytest.mark.parametrize("path", ["/activities", "/threads", "/channels", "/members"])
def test_the_number_of_queries_does_not_grow_with_the_rows(client, token, community, queries_of, path) -> None:
    def of(rows: int) -> int:
        return queries_of(lambda: client.get(f"/api{path}?limit={rows}", headers={"authorization": f"Bearer {token}"}))

    assert of(1) == of(3)
