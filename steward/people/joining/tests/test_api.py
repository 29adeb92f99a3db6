"""Oneself, invitations, newcomers over JSON."""

import pytest
from django.test import Client

from steward.people.access.public import NOBODY
from steward.people.accounts.public import Account
from steward.people.joining.actions.arrive import ensure_profile
from steward.people.joining.models import Invitation, Profile
from steward.people.joining.tests.people import settings_are

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


def test_ones_own_profile_is_read_and_changed(stranger, client_of):
    mine = client_of(stranger)

    before = mine.get("/api/me").json()
    after = mine.patch("/api/me", {"nickname": "小林", "about": "Tea."}, **JSON).json()
    taken = mine.patch("/api/me", {"nickname": "admin"}, **JSON)

    assert (before["nickname"], before["denied"], before["state"]) == ("Stranger", "", "approved")
    assert (after["nickname"], after["about"]) == ("小林", "Tea.")
    assert (taken.status_code, list(taken.json()["errors"])) == (400, ["nickname"])
    assert Client().get("/api/me").status_code == 401


def test_invitations_are_made_listed_and_revoked(moderator, stranger, client_of):
    settings_are(signup_mode="invitation")
    team, member = client_of(moderator), client_of(stranger)

    made = team.post("/api/invitations", {"limit": 2, "days": 7, "note": "for Wei"}, **JSON).json()
    listed = team.get("/api/invitations").json()
    denied = member.post("/api/invitations", {}, **JSON)
    hidden = member.delete(f"/api/invitations/{made['id']}")
    gone = team.delete(f"/api/invitations/{made['id']}").json()

    assert "/join/" in made["address"]
    assert [(row["note"], row["address"]) for row in listed] == [("for Wei", "")]
    assert (denied.status_code, hidden.status_code, gone) == (403, 404, {"changed": 1})
    assert member.get("/api/invitations").json() == []
    assert Invitation.objects.count() == 1


def test_newcomers_are_listed_and_decided_by_who_may(moderator, stranger, client_of):
    account = Account.objects.create_user("wei@example.org", name="Wei")
    ensure_profile(actor=NOBODY, account=account)
    Profile.objects.filter(account=account).update(vouched=False, state="waiting", answer="Tea.")
    team, member = client_of(moderator), client_of(stranger)

    listed = team.get("/api/sign-ups").json()
    silent = team.post(f"/api/sign-ups/{account.pk}", {"approve": False}, **JSON)
    done = team.post(f"/api/sign-ups/{account.pk}", {"approve": True}, **JSON).json()

    assert [(row["nickname"], row["answer"], row["proven"]) for row in listed] == [("Wei", "Tea.", False)]
    assert (silent.status_code, done) == (400, {"changed": 1})
    assert member.get("/api/sign-ups").status_code == 403
    assert member.post(f"/api/sign-ups/{account.pk}", {"approve": True}, **JSON).status_code == 403
    assert Profile.objects.get(account=account).state == "approved"
