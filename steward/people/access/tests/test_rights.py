import pytest
from django.test import Client
from django.urls import reverse

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.models import Grant
from steward.people.access.public import NOBODY, SYSTEM, Role, Viewer, grant_role, revoke_role, viewer_of
from steward.people.accounts.public import create_account

pytestmark = pytest.mark.django_db


def test_an_owner_gives_a_role_and_the_journal_knows(owner, stranger) -> None:
    assert grant_role(actor=owner, account=stranger.account, role=Role.EDITOR) is True
    assert grant_role(actor=owner, account=stranger.account, role=Role.EDITOR) is False

    assert viewer_of(stranger.account).roles == {"member", "editor"}
    assert list(Fact.objects.values_list("type", "actor", "subject")) == [
        ("access.role_granted", owner.name, f"account:{stranger.account.pk}")
    ]
    assert Decision.objects.get().evidence == {"role": "editor"}


def test_who_is_not_an_owner_gives_no_roles(moderator, stranger) -> None:
    before = list(Grant.objects.values_list("account_id", "role"))

    with pytest.raises(Forbidden):
        grant_role(actor=moderator, account=moderator.account, role=Role.OWNER)

    assert list(Grant.objects.values_list("account_id", "role")) == before
    assert Fact.objects.count() == 0


def test_the_last_owner_stays(owner, moderator) -> None:
    with pytest.raises(Invalid):
        revoke_role(actor=owner, account=owner.account, role=Role.OWNER)

    grant_role(actor=owner, account=moderator.account, role=Role.OWNER)

    assert revoke_role(actor=owner, account=owner.account, role=Role.OWNER) is True


@pytest.mark.parametrize(
    ("who", "permission", "may"),
    [
        ("owner", "access.manage", True),
        ("moderator", "access.manage", False),
        ("analyst", "console.open", True),
        ("stranger", "console.open", False),
    ],
)
def test_roles_hold_what_the_catalogue_says(who, permission, may, request) -> None:
    assert request.getfixturevalue(who).can(permission) is may


def test_nobody_may_nothing_and_steward_itself_everything() -> None:
    assert (NOBODY.can("console.open"), SYSTEM.can("access.manage")) == (False, True)


def test_a_token_narrows_its_owner(owner) -> None:
    narrow = Viewer(account=owner.account, roles=owner.roles, scopes=frozenset({"console.open"}))

    assert (narrow.can("console.open"), narrow.can("access.manage")) == (True, False)


@pytest.mark.parametrize("name", ["team-mates", "api-tokens", "members-list"])
def test_the_console_sends_strangers_to_sign_in_and_refuses_members(name, stranger, client_of, client: Client) -> None:
    nobody = client.get(reverse(name))
    member = client_of(stranger).get(reverse(name))

    assert (nobody.status_code, nobody["Location"].startswith(reverse("account_login"))) == (302, True)
    assert member.status_code == 403


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("moderator", 403), ("analyst", 403)])
def test_only_owners_see_the_team_page(who, status, request, client_of) -> None:
    viewer = request.getfixturevalue(who)

    assert client_of(viewer).get(reverse("team-mates")).status_code == status


def test_an_owner_adds_a_team_mate_who_gets_in_by_link(owner, client_of, client: Client) -> None:
    mine = client_of(owner)

    added = mine.post(reverse("team-mates"), {"email": "new@example.org", "name": "新人", "role": "moderator"})
    page = mine.post(added["Location"]).content.decode()

    link = page.split("/sign-in/")[1].split("/")[0]
    assert client.get(reverse("sign-in-by-link", args=[link])).status_code == 302
    assert client.get(reverse("own-account")).status_code == 200


def test_the_team_page_asks_as_often_for_one_as_for_three(owner, client_of, queries_of) -> None:
    mine = client_of(owner)
    one = queries_of(lambda: mine.get(reverse("team-mates")))

    for name in ("a", "b"):
        grant_role(actor=SYSTEM, account=create_account(email=f"{name}@example.org"), role=Role.EDITOR)

    assert queries_of(lambda: mine.get(reverse("team-mates"))) == one
