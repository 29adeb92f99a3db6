from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.people.accounts.models import SignInLink
from steward.people.accounts.public import create_account, make_sign_in_link, use_sign_in_link

pytestmark = pytest.mark.django_db


def test_a_link_signs_in_once() -> None:
    account = create_account(email="olivia@example.org")
    token = make_sign_in_link(account=account, now=clock.now())

    used = use_sign_in_link(token=token, now=clock.now())

    assert used == account
    with pytest.raises(Invalid):
        use_sign_in_link(token=token, now=clock.now())


def test_a_link_expires_after_a_day() -> None:
    account = create_account(email="olivia@example.org")
    token = make_sign_in_link(account=account, now=clock.now() - timedelta(hours=25))

    with pytest.raises(Invalid):
        use_sign_in_link(token=token, now=clock.now())


def test_a_new_link_ends_the_earlier_one_of_the_same_account_only() -> None:
    olivia, anna = create_account(email="olivia@example.org"), create_account(email="anna@example.org")
    first, other = make_sign_in_link(account=olivia, now=clock.now()), make_sign_in_link(account=anna, now=clock.now())

    make_sign_in_link(account=olivia, now=clock.now())

    with pytest.raises(Invalid):
        use_sign_in_link(token=first, now=clock.now())
    assert use_sign_in_link(token=other, now=clock.now()) == anna


def test_the_token_itself_is_not_stored() -> None:
    token = make_sign_in_link(account=create_account(email="olivia@example.org"), now=clock.now())

    assert token not in SignInLink.objects.get().token_hash


def test_following_the_link_opens_a_session_and_asks_for_a_way_in() -> None:
    client, account = Client(), create_account(email="olivia@example.org")
    token = make_sign_in_link(account=account, now=clock.now())

    answer = client.get(reverse("sign-in-by-link", args=[token]))

    assert (answer.status_code, answer["Location"]) == (302, reverse("own-account"))
    assert client.session["_auth_user_id"] == str(account.pk)


def test_a_used_link_says_so_and_offers_another_way() -> None:
    client = Client()

    answer = client.get(reverse("sign-in-by-link", args=["never-was"]))

    assert answer.status_code == 410
    assert reverse("account_login") in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_address_is_taken_whatever_its_case() -> None:
    create_account(email="Olivia@Example.org")

    with pytest.raises(Invalid):
        create_account(email="olivia@example.ORG")

    assert list(Fact.objects.values_list("type", flat=True)) == ["accounts.created"]


def test_who_has_set_a_password_signs_in_with_it(client: Client, owner, client_of) -> None:
    mine = client_of(owner)
    mine.post(
        reverse("own-account"), {"name": "Olivia", "email": "olivia@example.org", "password": "calm paper, clear ink"}
    )

    answer = client.post(reverse("account_login"), {"login": "olivia@example.org", "password": "calm paper, clear ink"})

    assert (answer.status_code, answer["Location"]) == (302, "/console/")


def test_a_weak_password_is_refused_and_nothing_changes(owner, client_of) -> None:
    mine = client_of(owner)

    answer = mine.post(
        reverse("own-account"), {"name": "Other", "email": "other@example.org", "password": "password12"}
    )

    owner.account.refresh_from_db()
    assert answer.status_code == 200
    assert (owner.account.name, owner.account.email) == ("Olivia", "olivia@example.org")


def test_an_address_that_was_changed_no_longer_signs_in(client: Client, owner, client_of) -> None:
    mine, words = client_of(owner), "calm paper, clear ink"
    mine.post(reverse("own-account"), {"name": "Olivia", "email": "olivia@example.org", "password": words})
    client.post(reverse("account_login"), {"login": "olivia@example.org", "password": words})
    mine = client_of(type(owner)(account=type(owner.account).objects.get()))
    mine.post(reverse("own-account"), {"name": "Olivia", "email": "new@example.org", "password": ""})

    old, new = Client(), Client()
    old.post(reverse("account_login"), {"login": "olivia@example.org", "password": words})
    new.post(reverse("account_login"), {"login": "new@example.org", "password": words})

    assert ("_auth_user_id" in old.session, "_auth_user_id" in new.session) == (False, True)
