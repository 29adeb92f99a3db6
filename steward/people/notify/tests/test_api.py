"""Notifications over JSON."""

import pytest

from steward.people.access.public import viewer_of
from steward.people.notify.models import Notification, Preference
from steward.people.notify.public import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(kinds, ada, lin, zhang, client_of):
    for account, number in ((ada, 1), (lin, 2), (ada, 3)):
        tell(kind="test.reply", accounts=[account.pk], subject=f"post:{number}", params={"title": f"Tea {number}"},
             url=f"/t/{number}/", by=zhang.pk)  # fmt: skip
    return client_of(viewer_of(ada))


def test_one_reads_ones_own_newest_first_page_by_page(reader, zhang):
    first = reader.get("/api/notifications?limit=1").json()
    second = reader.get(f"/api/notifications?limit=1&before={first['next']}").json()

    assert [one["text"] for one in first["items"] + second["items"]] == [
        "张三 replied: Tea 3", "张三 replied: Tea 1",
    ]  # fmt: skip
    assert (first["unread"], second["next"]) == (2, None)
    assert first["items"][0]["people"] == [{"account_id": zhang.pk, "name": "张三", "avatar": ""}]


def test_marking_reads_only_ones_own_and_is_taken_back(reader, lin):
    everything = list(Notification.objects.values_list("pk", flat=True))

    marked = reader.post("/api/notifications/read", {"ids": everything}, content_type="application/json").json()
    unread = list(Notification.objects.filter(read_at=None).values_list("account", flat=True))
    undone = reader.post("/api/notifications/unread", marked, content_type="application/json").json()

    assert unread == [lin.pk]
    assert undone == {"count": 2}


def test_preferences_are_read_and_set(reader, ada):
    wanted = [{"kind": "test.reply", "in_app": False, "mail": "hourly"}]
    before = reader.get("/api/notifications/preferences").json()
    after = reader.put("/api/notifications/preferences", wanted, content_type="application/json").json()

    assert [(one["kind"], one["in_app"], one["mail"]) for one in before] == [
        ("test.reply", True, "each"), ("test.news", True, "daily"),
    ]  # fmt: skip
    assert [(one["kind"], one["in_app"], one["mail"]) for one in after] == [
        ("test.reply", False, "hourly"), ("test.news", True, "daily"),
    ]  # fmt: skip
    assert Preference.objects.values_list("account", flat=True).get() == ada.pk


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ([{"kind": "test.unknown", "in_app": True, "mail": "off"}], 400),
        ([{"kind": "test.reply", "in_app": True, "mail": "weekly"}], 422),
    ],
)
def test_wrong_preferences_change_nothing(reader, wanted, status):
    answer = reader.put("/api/notifications/preferences", wanted, content_type="application/json")

    assert (answer.status_code, Preference.objects.count()) == (status, 0)


def test_who_is_nobody_gets_nothing(client, kinds):
    assert client.get("/api/notifications").status_code == 401
    assert client.post("/api/notifications/read", {}, content_type="application/json").status_code == 401
