"""A member's page: what everybody may know, no more."""

import pytest
from django.test import Client

from steward.people.access.public import SYSTEM
from steward.people.joining.public import account_faces
from steward.people.members.actions.merge_members import merge_members
from steward.people.members.models import Identity
from steward.people.members.public import upsert_identities
from steward.people.members.records import AccountSeen
from steward.square.forum.actions.accept_answer import accept
from steward.square.forum.actions.react import react
from steward.square.forum.queries import profile
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db

TEAM_ONLY = {verb: ["role:moderator"] for verb in ("see", "post", "reply", "moderate")}


def page_of(viewer) -> int:
    return account_faces([viewer.account_id])[viewer.account_id].member_id


def told(reader, viewer) -> tuple[int, int, int, int]:
    found = profile.numbers(standpoint(reader), places(), profile.person(page_of(viewer)))
    return found.topics, found.posts, found.accepted, found.reactions


def test_numbers_count_what_the_reader_may_see(stranger, owner, moderator) -> None:
    asker, helper = make_viewer("李雷"), make_viewer("韩梅梅")
    hall, room = make_category(), make_category(rights=TEAM_ONLY)
    question = make_topic(asker, hall, kind="question")
    answer = make_post(helper, question)
    make_post(owner, make_topic(moderator, room))
    accept(actor=asker, post_id=answer.pk)
    react(actor=asker, post_id=answer.pk, emoji="👍")

    assert told(stranger, helper) == (0, 1, 1, 1)
    assert told(stranger, asker) == (1, 1, 0, 0)
    assert told(stranger, moderator) == (0, 0, 0, 0)
    assert told(owner, moderator) == (1, 1, 0, 0)


def test_topics_of_hidden_categories_are_not_on_the_page(moderator, owner, client_of) -> None:
    make_topic(moderator, make_category(rights=TEAM_ONLY), title="Only for the team")
    make_topic(moderator, make_category(), title="For everybody here")
    there = f"/people/{page_of(moderator)}/topics/"

    seen, all_of_it = Client().get(there).content.decode(), client_of(owner).get(there).content.decode()

    assert ("For everybody here" in seen, "Only for the team" in seen) == (True, False)
    assert ("For everybody here" in all_of_it, "Only for the team" in all_of_it) == (True, True)


def test_the_address_of_a_merged_member_leads_to_the_one_it_counts_as(owner) -> None:
    member = make_viewer("张伟")
    upsert_identities(actor=SYSTEM, accounts=[AccountSeen("discourse", "old", "77", name="zhangwei")])
    other = Identity.objects.get(realm="old").member_id
    make_topic(member)
    merge_members(actor=owner, winner_id=page_of(member), loser_id=other)

    answer = Client().get(f"/people/{other}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/people/{page_of(member)}/")


def test_who_only_wrote_elsewhere_has_a_page_that_offers_to_claim_it(stranger, client_of) -> None:
    upsert_identities(
        actor=SYSTEM, accounts=[AccountSeen("discourse", "old", "5", name="ann", email="ann@example.org")]
    )
    other = Identity.objects.get(realm="old").member_id

    page = client_of(stranger).get(f"/people/{other}/").content.decode()

    assert "Claim them" in page
    assert "ann@example.org" not in page


def test_nobody_has_a_page_without_a_member(owner, client_of) -> None:
    assert Client().get("/people/999/").status_code == 404
    assert client_of(owner).get("/me/").status_code == 302
    assert Client().get("/me/").status_code == 302


@pytest.mark.parametrize(("posts", "step"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (500, 4)])
def test_days_are_darker_the_more_was_written(posts, step) -> None:
    assert profile.step(posts) == step


@pytest.mark.parametrize("tab", ["about", "topics", "answers"])
def test_the_number_of_queries_does_not_grow(tab, queries_of) -> None:
    member, client = make_viewer("小林"), Client()
    topic = make_topic(member)
    make_post(member, make_topic())
    there = f"/people/{page_of(member)}/{tab}/"
    before = queries_of(lambda: client.get(there))
    for _number in range(3):
        make_topic(member)
        make_post(member, topic)
        make_post(member, make_topic())

    assert queries_of(lambda: client.get(there)) == before
