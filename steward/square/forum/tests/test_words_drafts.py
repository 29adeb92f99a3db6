"""Drafts: kept, found again, told of when two tabs write, gone when said."""

import json
import threading

import pytest
from django.db import connection
from django.urls import reverse

from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import NOBODY
from steward.square.forum.actions.save_draft import MOST, discard_draft, save_draft
from steward.square.forum.errors import DraftConflict
from steward.square.forum.models import Draft
from steward.square.forum.queries.drafts import drafts_of, last_words
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


def put(client, place, data, seen):
    body = json.dumps({"data": data, "seen": seen})
    return client.put(reverse("forum-draft", args=[place]), body, content_type="application/json")


def test_a_draft_is_kept_and_found_on_another_device(client_of):
    ann, topic = make_viewer(), make_topic()
    place = f"topic:{topic.pk}"

    kept = put(client_of(ann), place, {"source": "half a th", "password": "no field of ours"}, 0)
    found = client_of(ann).get(reverse("forum-draft", args=[place])).json()

    assert kept.json()["draft"]["version"] == 1
    assert (found["draft"]["data"], found["said"]) == ({"source": "half a th"}, "")
    assert client_of(make_viewer()).get(reverse("forum-draft", args=[place])).json()["draft"] is None


def test_an_older_tab_is_told_and_overwrites_nothing(client_of):
    ann = make_viewer()
    put(client_of(ann), "new", {"source": "one"}, 0)
    put(client_of(ann), "new", {"source": "two"}, 1)

    late = put(client_of(ann), "new", {"source": "late"}, 1)

    assert late.status_code == 409
    assert late.json()["draft"]["data"] == {"source": "two"}
    assert Draft.objects.get().data == {"source": "two"}
    assert put(client_of(ann), "new", {"source": "two"}, 0).status_code == 200


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"data": 3, "seen": 0}', '{"data": {}, "seen": "x"}'])
def test_what_is_no_draft_is_refused(client_of, body):
    answer = client_of(make_viewer()).put(reverse("forum-draft", args=["new"]), body, content_type="application/json")

    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_drafts_have_limits():
    ann = make_viewer()
    Draft.objects.bulk_create(
        [
            Draft(account=ann.account, place=f"topic:{number}", updated_at=ann.account.date_joined)
            for number in range(MOST)
        ]
    )

    with pytest.raises(Invalid):
        save_draft(actor=ann, place="new", data={"source": "x"}, seen=0)
    with pytest.raises(Invalid):
        save_draft(actor=make_viewer(), place="new", data={"source": "x" * 200_001}, seen=0)
    with pytest.raises(NotFound):
        save_draft(actor=ann, place="../etc", data={}, seen=0)
    with pytest.raises(Forbidden):
        save_draft(actor=NOBODY, place="new", data={}, seen=0)

    assert Draft.objects.count() == MOST


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seen", [0, 1])
def test_of_many_tabs_at_once_one_wins_and_every_other_is_told(seen):
    ann = make_viewer()
    if seen:
        save_draft(actor=ann, place="new", data={"source": "before"}, seen=0)
    said: list[str] = []
    together = threading.Barrier(5)

    def go(number: int) -> None:
        try:
            together.wait()
            save_draft(actor=ann, place="new", data={"source": f"tab {number}"}, seen=seen)
            said.append("kept")
        except DraftConflict:
            said.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(said) == ["kept", "told", "told", "told", "told"]
    assert Draft.objects.get().version == seen + 1


def test_discarding_is_done_once():
    ann = make_viewer()
    save_draft(actor=ann, place="new", data={"source": "x"}, seen=0)
    save_draft(actor=make_viewer(), place="new", data={"source": "not ann's"}, seen=0)

    assert discard_draft(actor=ann, place="new") is True
    assert discard_draft(actor=ann, place="new") is False
    assert Draft.objects.count() == 1


def test_what_was_said_is_no_draft_any_more(django_capture_on_commit_callbacks):
    ann, category = make_viewer(), make_category()
    for place in ("new", f"new:{category.pk}", "letter:1"):
        save_draft(actor=ann, place=place, data={"source": "x"}, seen=0)

    with django_capture_on_commit_callbacks(execute=True):
        topic = make_topic(author=ann, category=category)
    save_draft(actor=ann, place=f"topic:{topic.pk}", data={"source": "x"}, seen=0)
    with django_capture_on_commit_callbacks(execute=True):
        make_post(author=ann, topic=topic)

    assert list(Draft.objects.values_list("place", flat=True)) == ["letter:1"]


def test_a_browser_can_ask_what_was_said_last(client_of):
    ann, topic = make_viewer(), make_topic()
    make_post(author=ann, topic=topic, source="my words")
    make_post(topic=topic, source="somebody else's")

    answer = client_of(ann).get(reverse("forum-draft", args=[f"topic:{topic.pk}"]) + "?sent=1")

    assert answer.json() == {"said": "my words", "draft": None}
    assert last_words(standpoint(make_viewer()), f"topic:{topic.pk}") == ""


def test_the_list_leads_back_to_where_one_wrote(client_of, queries_of):
    ann, topic, category = make_viewer(), make_topic(title="On tea"), make_category()
    post, secret = make_post(author=ann), make_category(rights={"see": []})
    hidden = make_topic(author=make_viewer(role="moderator"), category=secret)
    data = {"source": "some words"}
    for place in (f"topic:{topic.pk}", f"edit:{post.pk}"):
        save_draft(actor=ann, place=place, data=data, seen=0)
    few = queries_of(lambda: drafts_of(standpoint(ann)))
    for place in (f"new:{category.pk}", "new", f"topic:{hidden.pk}", "topic:9999", "letter:7", "letter:new"):
        save_draft(actor=ann, place=place, data=data, seen=0)

    rows = {row.place: row for row in drafts_of(standpoint(ann))}
    page = client_of(ann).get(reverse("forum-drafts")).content.decode()

    assert queries_of(lambda: drafts_of(standpoint(ann))) == few
    assert rows[f"topic:{topic.pk}"].title == "Reply to “On tea”"
    assert rows[f"topic:{topic.pk}"].address == reverse("forum-reply", args=[topic.pk])
    assert rows[f"edit:{post.pk}"].address == reverse("forum-edit", args=[post.pk])
    assert rows[f"new:{category.pk}"].address == reverse("forum-new") + f"?category={category.key}"
    assert (rows[f"topic:{hidden.pk}"].address, rows["topic:9999"].address) == ("", "")
    assert page.count("some words") == 8
    client_of(ann).post(reverse("forum-draft", args=["new"]))
    assert not Draft.objects.filter(place="new").exists()
