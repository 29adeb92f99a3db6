"""The pages and the API."""

import pytest
from django.urls import reverse

from steward.direction.positioning.actions.write_draft import write_draft
from steward.direction.positioning.models import Draft, Version
from steward.direction.positioning.public import positioning_now
from steward.direction.positioning.tests.canvas import published
from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community

pytestmark = pytest.mark.django_db
PAGE, CANVAS, CHECK = "/about/positioning/", "/console/positioning/", "/console/positioning/check/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _community():
    change_community(actor=SYSTEM, name="Tea", languages=["en", "zh-hans"])


def test_nothing_links_to_it_before_it_is_published_and_members_then_read_it_in_their_language(
    client, owner, client_of
):
    empty = client.get(PAGE).content.decode()
    about = client.get("/about/").content.decode()
    published()

    english = client.get(PAGE).content.decode()
    client.cookies["language"] = "zh-hans"
    chinese = client.get(PAGE).content.decode()

    assert "The team has not written it down yet" in empty
    assert 'href="/about/positioning/"' not in about
    assert 'href="/about/positioning/"' in client.get("/about/").content.decode()
    assert ("An answer within a day" in english, "一天内答复" in english) == (True, False)
    assert ("An answer within a day" in chinese, "一天内答复" in chinese) == (False, True)
    assert CANVAS in client_of(owner).get(PAGE).content.decode()


def test_older_versions_stay_readable_with_what_changed(client):
    published()
    published("Wider.", audience={"en": "Everybody who drinks tea."})

    old, new = client.get(f"{PAGE}?version=1").content.decode(), client.get(PAGE).content.decode()

    assert "Another one holds today" in old
    assert "<ins>" in new
    assert "Wider." in new
    assert client.get(f"{PAGE}?version=9").status_code == 404
    assert client.get(f"{PAGE}?version=x").status_code == 404


def test_a_lead_begins_writes_a_box_and_publishes(owner, client_of):
    client = client_of(owner)

    client.post("/console/positioning/begin/", {"set": "product"})
    opened = client.get("/console/positioning/box/need/?edit", **HTMX).content.decode()
    saved = client.post("/console/positioning/box/need/", {"need_en": "Calm.", "need_zh-hans": "安静", "stamp": "1"})
    previewed = client.get("/console/positioning/preview/").content.decode()
    refused = client.post("/console/positioning/publish/", {"reason": "", "based_on": "0"}).content.decode()
    client.post("/console/positioning/publish/", {"reason": "We begin.", "based_on": "0"})

    assert opened.lstrip().startswith("<section")
    assert 'name="need_zh-hans"' in opened
    assert saved["Location"] == f"{CANVAS}#need"
    assert "Calm." in previewed
    assert "This field is required" in refused
    assert positioning_now().text("need", "en") == "Calm."
    assert "Begin with an example" not in client.get(CANVAS).content.decode()


def test_a_box_somebody_else_changed_is_not_overwritten_and_can_be_saved_after_a_look(owner, client_of):
    client = client_of(owner)
    published()
    stamp = Draft.objects.get().stamp
    write_draft(actor=SYSTEM, words={"nots": {"en": "A bar"}})
    mine = {"nots_en": "A club", "nots_zh-hans": "", "stamp": str(stamp)}

    refused = client.post("/console/positioning/box/nots/", mine).content.decode()
    kept = Draft.objects.get().words["nots"]
    client.post("/console/positioning/box/nots/", mine | {"stamp": str(stamp + 1)})

    assert "Somebody else has changed" in refused
    assert "A club" in refused
    assert f'name="stamp" value="{stamp + 1}"' in refused
    assert kept == {"en": "A bar"}
    assert Draft.objects.get().words["nots"] == {"en": "A club"}


def test_the_checklist_is_a_page_and_a_fragment_for_the_team(moderator, stranger, client_of, client):
    published()

    page = client_of(moderator).get(CHECK).content.decode()
    fragment = client_of(moderator).get(CHECK, **HTMX).content.decode()

    assert "Is it none of this: “A shop”?" in page
    assert "<html" not in fragment
    assert "Is it none of this: “A shop”?" in fragment
    assert client_of(stranger).get(CHECK).status_code == 403
    assert client.get(CHECK).status_code in {302, 403}


def test_others_are_refused_and_change_nothing(moderator, client_of):
    published()
    client = client_of(moderator)

    answers = [client.get(CANVAS), client.get("/console/positioning/publish/"),
               client.post("/console/positioning/box/need/", {"need_en": "Mine", "stamp": "0"}),
               client.post(reverse("positioning-restore", args=[1])),
               client.post("/console/positioning/publish/", {"reason": "Mine", "based_on": "1"}),
               client.put("/api/positioning", {"words": {"need": {"en": "x"}}, "reason": "x"},
                          content_type="application/json")]  # fmt: skip

    assert [one.status_code for one in answers] == [403] * 6
    assert (Version.objects.count(), "need" in Draft.objects.get().words) == (1, False)


def test_the_canvas_takes_as_many_queries_with_three_versions_as_with_one(owner, client_of, queries_of):
    client = client_of(owner)
    published()
    one = queries_of(lambda: client.get(CANVAS)), queries_of(lambda: client.get(PAGE))
    published("Two.", need={"en": "Calm."})
    published("Three.", need={"en": "Rest."})

    assert (queries_of(lambda: client.get(CANVAS)), queries_of(lambda: client.get(PAGE))) == one


def test_other_systems_read_and_publish_it(owner, client_of, client):
    lead = client_of(owner)
    nothing = client.get("/api/positioning").json()
    wanted = {"words": {"need": {"en": "Calm."}}, "reason": "We begin.", "based_on": 0}

    done = lead.put("/api/positioning", wanted, content_type="application/json")
    again = lead.put("/api/positioning", wanted, content_type="application/json")

    assert (nothing["version"], nothing["words"]) == (0, {})
    assert (done.status_code, done.json()["version"], done.json()["words"]) == (200, 1, {"need": {"en": "Calm."}})
    assert again.status_code == 409
    assert client.get("/api/positioning").json() == done.json()
    assert [one["version"] for one in client.get("/api/positioning/versions").json()] == [1]
    assert client.get("/api/positioning/checklist?language=en").json() == [
        {"box": "need", "label": "What they need", "line": "Calm.", "question": "Does it serve this need: “Calm.”?"}
    ]
