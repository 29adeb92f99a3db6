"""Imported identities come to who they are of."""

import re

import pytest
from django.urls import reverse

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.joining.actions.claim_identity import (
    ask_by_letter,
    ask_team,
    claim_by_letter,
    claim_offered,
    decide_claim,
    letter_of,
    undo_claim,
)
from steward.people.joining.models import Claim
from steward.people.joining.public import ensure_identity, faces, identities_of
from steward.people.joining.queries.claims import found_by_name, offered
from steward.people.joining.tests.people import proven
from steward.people.members.models import Identity
from steward.people.members.public import AccountSeen, upsert_identities
from steward.people.notify.actions.deliver import deliver
from steward.people.notify.models import Mail
from steward.people.notify.tests.conftest import mail_server

pytestmark = pytest.mark.django_db
__all__ = ["mail_server"]


def bring(*accounts: AccountSeen) -> list[int]:
    ids = upsert_identities(actor=SYSTEM, accounts=accounts)
    return [ids[each.realm, each.account_id] for each in accounts]


@pytest.fixture
def archive() -> list[int]:
    """Wei as the mailing list, Slack and Discourse knew them; Bob of the same Slack."""
    return bring(
        AccountSeen("mbox", "email", "stranger@example.org", name="Wei", email="stranger@example.org"),
        AccountSeen("slack", "acme", "U1", handle="wei", email="stranger@example.org", email_verified=True),
        AccountSeen("github", "github.com", "9", handle="wei9", email="stranger@example.org"),
        AccountSeen("discourse", "urho", "7", handle="weiwei", name="Wei Zhang"),
        AccountSeen("slack", "acme", "U2", handle="bob", email="bob@example.org", email_verified=True),
    )


def test_what_has_ones_own_proven_address_is_offered_and_taken(stranger, archive):
    before = offered(stranger)
    proven(stranger.account)

    claim = claim_offered(actor=stranger, identity_ids=[*archive[:2], archive[4]])

    own = ensure_identity(stranger.account).pk
    assert before == []
    assert claim.identity_ids == archive[:2]
    assert identities_of(stranger.own_id) == sorted([own, *archive[:2]])
    assert {face.name for face in faces(archive[:2]).values()} == {"Stranger"}
    assert Fact.objects.get(type="joining.identity_claimed").data["identity_ids"] == archive[:2]
    assert Decision.objects.filter(kind="members.merge", account=stranger.account).count() == 2
    with pytest.raises(NotFound):
        claim_offered(actor=stranger, identity_ids=[archive[4]])


def test_a_claim_is_taken_back_exactly(stranger, moderator, archive):
    proven(stranger.account)
    own = ensure_identity(stranger.account).pk
    homes = dict(Identity.objects.values_list("pk", "member_id"))
    claim = claim_offered(actor=stranger, identity_ids=archive[:2])

    with pytest.raises(Forbidden):
        undo_claim(actor=stranger, claim_id=claim.pk)
    undo_claim(actor=moderator, claim_id=claim.pk)

    assert dict(Identity.objects.values_list("pk", "member_id")) == homes
    assert identities_of(stranger.own_id) == [own]
    assert Fact.objects.get(type="joining.identity_unclaimed").data["identity_ids"] == archive[:2]
    with pytest.raises(Invalid):
        undo_claim(actor=moderator, claim_id=claim.pk)


@pytest.mark.django_db(transaction=True)
def test_a_letter_to_the_old_address_proves_it(moderator, stranger, client_of, mail_server):
    bring(AccountSeen("discourse", "urho", "7", handle="bobby", name="Bobby", email="bob@old.example"))
    mine, other = client_of(stranger), client_of(moderator)
    known = mine.post(reverse("claim"), {"email": "Bob@Old.example"})
    unknown = mine.post(reverse("claim"), {"email": "nobody@old.example"})
    deliver(now=clock.now())
    [letter] = mail_server.got
    link = re.search(r"https://house\.example(/me/claim/letter/\S+/)", letter.get_body(("plain",)).get_content())[1]

    stolen = other.get(link)
    page = mine.get(link).content.decode()
    taken = mine.post(link)
    again = mine.post(link)

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail_server.to == ["bob@old.example"]
    assert (stolen.status_code, taken.status_code, again.status_code) == (410, 302, 410)
    assert "Bobby" in page
    assert "old.example" not in page
    assert len(identities_of(stranger.own_id)) == 2
    assert Claim.objects.filter(state="done").count() == 1


def test_both_answers_to_an_old_address_are_the_same(stranger, client_of, archive):
    mine = client_of(stranger)

    pages = [
        mine.post(reverse("claim"), {"email": email}, follow=True).content.decode()
        for email in ("bob@example.org", "bot@example.org")
    ]

    plain = [re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[A-Za-z0-9]+', r"\1", page) for page in pages]
    assert plain[0] == plain[1]
    assert Claim.objects.count() == 2


def test_letters_are_few(stranger, archive):
    for _ in range(5):
        ask_by_letter(actor=stranger, email="bob@example.org")

    with pytest.raises(Invalid):
        ask_by_letter(actor=stranger, email="bob@example.org")

    assert Mail.objects.count() == 0 or Mail.objects.count() == 5


def test_a_link_works_for_its_own_account_only(stranger, moderator, archive):
    ask_by_letter(actor=stranger, email="bob@example.org")
    _email, token = letter_of(Claim.objects.get().pk)

    with pytest.raises(Invalid):
        claim_by_letter(actor=moderator, token=token)

    assert Identity.objects.get(pk=archive[4]).member.account_id is None
    assert token not in Claim.objects.get().email_sealed


def test_without_an_address_the_team_decides(stranger, moderator, analyst, archive):
    [found] = found_by_name("weiw")
    claim = ask_team(actor=stranger, identity_id=found.pk, reason="See my profile there.")
    with pytest.raises(Forbidden):
        decide_claim(actor=analyst, claim_id=claim.pk, accept=True)
    with pytest.raises(Invalid):
        ask_team(actor=stranger, identity_id=found.pk, reason="Again.")

    decide_claim(actor=moderator, claim_id=claim.pk, accept=True)

    assert identities_of(stranger.own_id)[-1] != archive[3]
    assert archive[3] in identities_of(stranger.own_id)
    with pytest.raises(Invalid):
        decide_claim(actor=moderator, claim_id=claim.pk, accept=False)


def test_a_refused_claim_changes_nobody(stranger, moderator, archive):
    claim = ask_team(actor=stranger, identity_id=archive[3], reason="Me.")

    decide_claim(actor=moderator, claim_id=claim.pk, accept=False, answer="No.")

    assert archive[3] not in identities_of(stranger.own_id)
    assert Fact.objects.get(type="joining.claim_decided").data["accepted"] is False


def test_what_belongs_to_somebody_who_signs_in_cannot_be_claimed(stranger, moderator, archive):
    decide_claim(
        actor=moderator, accept=True,
        claim_id=ask_team(actor=moderator, identity_id=archive[3], reason="Mine.").pk,
    )  # fmt: skip

    with pytest.raises(NotFound):
        ask_team(actor=stranger, identity_id=archive[3], reason="No, mine.")

    assert found_by_name("weiwei") == []


def test_the_queue_of_claims_is_one_page_for_few_and_many(moderator, stranger, client_of, queries_of, archive):
    team = client_of(moderator)
    ask_team(actor=stranger, identity_id=archive[3], reason="Me.")
    one = queries_of(lambda: team.get(reverse("claims")))
    for pk in (archive[2], archive[4]):
        ask_team(actor=stranger, identity_id=pk, reason="Me too.")

    assert queries_of(lambda: team.get(reverse("claims"))) == one
