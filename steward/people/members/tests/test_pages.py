"""The pages of the members room."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import registry
from steward.foundation.proposals.public import Proposal
from steward.people.access.public import SYSTEM
from steward.people.members.actions.edit_member import edit_member
from steward.people.members.actions.merge_members import merge_members
from steward.people.members.actions.resolve import resolve_members
from steward.people.members.models import Member, Segment
from steward.people.members.queries.listing import segment_members
from steward.people.members.tests.people import account, bring

pytestmark = pytest.mark.django_db
RAVEN = "Henrietta Ravenscroft"


def names(answer) -> set[str]:
    return {row.name for row in answer_rows(answer)}


def answer_rows(answer):
    text = answer.content.decode()
    return [member for member in Member.objects.filter(merged_into=None) if f"/console/members/{member.pk}/" in text]


def pair() -> Proposal:
    bring(account(1, name=RAVEN), account(1, realm="forum", name=RAVEN))
    resolve_members(actor=SYSTEM)
    return Proposal.objects.get()


def test_the_list_finds_by_name_handle_and_address_and_filters(moderator, client_of):
    ann, _bob, _cam = bring(
        account(1, name="Ann", email="ann@x.org"), account(2, name="Bob", handle="kestrel", is_bot=True),
        account(3, realm="forum", service="discourse", name="张伟"),
    )  # fmt: skip
    edit_member(actor=SYSTEM, member_id=ann, tags=["核心"])
    client = client_of(moderator)

    def ask(query: str) -> set[str]:
        return names(client.get(f"/console/members/?{query}"))

    assert ask("") == {"Ann", "Bob", "张伟"}
    assert ask("q=KESTR") == {"Bob"}
    assert ask("q=ann@x") == {"Ann"}
    assert ask("q=张") == {"张伟"}
    assert ask("source=forum") == {"张伟"}
    assert ask("service=slack") == {"Ann", "Bob"}
    assert ask("tag=核心") == {"Ann"}
    assert ask("kind=bot") == {"Bob"}
    assert ask("kind=people&kind=unclaimed") == {"Ann", "张伟"}
    assert ask("kind=several") == set()
    assert ask("active=2026-01-01") == set()


def test_the_list_asks_the_same_number_of_questions_for_one_member_and_for_three(moderator, client_of):
    client = client_of(moderator)
    bring(account(1))
    client.get("/console/members/")
    with CaptureQueriesContext(connection) as one:
        client.get("/console/members/")
    merge_members(actor=SYSTEM, winner_id=bring(account(2))[0], loser_id=bring(account(3))[0])
    bring(account(4))
    with CaptureQueriesContext(connection) as three:
        client.get("/console/members/")

    assert len(one) == len(three)


def test_a_segment_keeps_the_filters_and_follows_them(moderator, client_of):
    ann, bob = bring(account(1, name="Ann"), account(2, name="Bob"))
    edit_member(actor=SYSTEM, member_id=ann, tags=["core"])

    client_of(moderator).post("/console/members/segments/", {"name": "Core", "query": "?tag=core"})
    edit_member(actor=SYSTEM, member_id=bob, tags=["core"])

    segment = Segment.objects.get()
    assert {member.name for member in segment_members(moderator, segment.pk)} == {"Ann", "Bob"}


def test_ticked_members_are_tagged_after_asking_for_the_tag(moderator, client_of):
    ann, bob, cam = bring(account(1), account(2), account(3))
    client = client_of(moderator)

    asked = client.post("/console/members/tag/", {"rows": [ann, bob], "query": "?"})
    client.post("/console/members/tag/", {"rows": [ann, bob], "query": "?", "tag": "core", "add": "1"})

    assert asked.status_code == 200
    assert dict(Member.objects.values_list("pk", "tags")) == {ann: ["core"], bob: ["core"], cam: []}


def test_the_list_is_handed_out_as_csv_to_those_who_may(owner, moderator, client_of):
    bring(account(1, name="Ann", handle="ann"))

    file = b"".join(client_of(owner).get("/console/members/?format=csv").streaming_content).decode("utf-8-sig")

    assert "Ann" in file
    assert client_of(moderator).get("/console/members/?format=csv").status_code == 403


def test_a_members_page_shows_accounts_merges_and_panels_and_saves(owner, client_of):
    from steward.foundation.kernel.contracts import MemberPanel

    ann, anna = bring(account(1, name="Ann", email="ann@x.org"), account(2, name="Anna", handle="anna7"))
    merge_members(actor=SYSTEM, winner_id=ann, loser_id=anna)
    panel = MemberPanel("probe", "Rhythm of Ann", "members/cells.jinja", lambda viewer, member: {"text": member.name})
    registry.contribute("member-panels", panel)
    client = client_of(owner)

    page = client.get(f"/console/members/{ann}/").content.decode()
    registry._items["member-panels"].remove(panel)
    moved = client.get(f"/console/members/{anna}/")
    client.post(
        f"/console/members/{ann}/edit/", {"name": "Ann Lee", "tags": "core，中文", "note": "hi", "is_team": "on"}
    )
    client.post(f"/console/members/{ann}/consent/", {"purpose": "newsletter", "given": "1", "source": "form"})

    member = Member.objects.get(pk=ann)
    assert "anna7" in page
    assert "ann@x.org" in page
    assert moved.headers["Location"] == f"/console/members/{ann}/"
    assert (member.name, member.tags, member.note, member.is_team) == ("Ann Lee", ["core", "中文"], "hi", True)
    assert member.consents["newsletter"]["given"] is True
    assert "Rhythm of Ann" in page


def test_two_members_are_compared_merged_and_taken_apart(moderator, client_of):
    ann, anna, _bob = bring(account(1, name="Ann"), account(2, name="Anna"), account(3, name="Bob"))
    client = client_of(moderator)

    found = client.get(f"/console/members/{ann}/merge/?q=ann").content.decode()
    compare = client.get(f"/console/members/{ann}/merge/?with={anna}").content.decode()
    client.post(f"/console/members/{ann}/merge/do/", {"loser": anna})
    merged = Member.objects.get(pk=anna).merged_into_id
    client.post(reverse("members-undo", args=[Decision.objects.get().pk]), {"next": f"/console/members/{ann}/"})

    assert f"?with={anna}" in found
    assert client.get(f"/console/members/{ann}/merge/?with={ann}").status_code == 200
    assert "Bob" not in found
    assert "Keep this name and merge" in compare
    assert (merged, Member.objects.get(pk=anna).merged_into_id) == (ann, None)


def test_a_pair_is_accepted_from_its_card_and_taken_back(moderator, client_of):
    proposal = pair()
    client = client_of(moderator)
    htmx = {"HX-Request": "true"}

    page = client.get("/console/members/proposals/").content.decode()
    card = client.post(reverse("members-proposal", args=[proposal.pk, "accept"]), headers=htmx).content.decode()
    merged = Member.objects.filter(merged_into=None).count()
    client.post(reverse("members-proposal", args=[proposal.pk, "reopen"]), headers=htmx)

    assert f"Both are called “{RAVEN.lower()}”, a name few people share." in page
    assert "<html" not in card
    assert "reopen" in card
    assert (merged, Member.objects.filter(merged_into=None).count()) == (1, 2)


def test_the_inbox_filters_by_score_and_accepts_in_bulk(moderator, client_of):
    pair()
    client = client_of(moderator)

    above = client.get("/console/members/proposals/?score=99").content.decode()
    client.post("/console/members/proposals/decide/", {"verdict": "accept", "score": "90"})

    assert "data-accept" not in above
    assert Member.objects.filter(merged_into=None).count() == 1


def test_export_is_a_zip_and_erasure_wants_the_name(owner, client_of):
    [ann] = bring(account(1, name="Ann"))
    client = client_of(owner)

    archive = zipfile.ZipFile(io.BytesIO(client.post(f"/console/members/{ann}/export/").content))
    client.post(f"/console/members/{ann}/erase/", {"confirm": "Bob"})
    kept = Member.objects.count()
    client.post(f"/console/members/{ann}/erase/", {"confirm": "Ann"})

    assert {"about.json", "members.json"} <= set(archive.namelist())
    assert (kept, Member.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("address", "analyst_sees"),
    [("/console/members/", True), ("/console/members/{}/", True), ("/console/members/proposals/", False)],
)
def test_pages_open_for_those_who_may(address, analyst_sees, analyst, stranger, client_of):
    [ann] = bring(account(1))
    address = address.format(ann)

    assert client_of(analyst).get(address).status_code == (200 if analyst_sees else 403)
    assert client_of(stranger).get(address).status_code == 403


def test_the_palette_finds_a_member(moderator, client_of):
    bring(account(1, name="张伟"), account(2, name="Bob"))

    page = client_of(moderator).get("/console/palette/?q=张").content.decode()

    assert "张伟" in page
    assert "Bob" not in page


def test_an_unknown_member_is_not_found(moderator, client_of):
    assert client_of(moderator).get("/console/members/99/").status_code == 404
