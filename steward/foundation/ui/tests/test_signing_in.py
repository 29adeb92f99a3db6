"""The pages of signing in: each is ours, and the ways in work, passkeys in a real browser."""

import os
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PASSWORD = "three cups of oolong"
OURS = b'id="toasts"'


@pytest.fixture(autouse=True)
def no_tries_are_remembered():
    cache.clear()


@pytest.fixture
def account(owner):
    owner.account.set_password(PASSWORD)
    owner.account.save()
    EmailAddress.objects.create(user=owner.account, email=owner.account.email, verified=True, primary=True)
    return owner.account


@pytest.fixture
def signed_in(account) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
)
def test_pages_for_who_is_outside_are_drawn_in_our_look(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert OURS in response.content
    assert b"<script>" not in response.content


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
        "ui:account",
    ],
)
def test_pages_for_who_is_inside_are_drawn_in_our_look(signed_in, name):
    response = signed_in.get(reverse(name))
    assert response.status_code == 200
    assert OURS in response.content
    assert "style=" not in re.sub(r'"data:[^"]*"', "", response.content.decode())


def test_a_wrong_password_says_so_and_signs_nobody_in(client, account):
    response = client.post(reverse("account_login"), {"login": account.email, "password": "two cups"})
    assert b"note-bad" in response.content
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_replaced_through_the_mail(client, account):
    client.post(reverse("account_reset_password"), {"email": account.email})
    link = re.search(r"http://\S+(/accounts/\S+)", mail.outbox[0].body)
    assert link is not None
    form = client.get(link[1], follow=True)
    assert OURS in form.content
    new = "four cups of pu-erh"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    account.refresh_from_db()
    assert account.check_password(new)


def test_an_authenticator_app_is_asked_for_after_the_password(signed_in, account):
    page = signed_in.get(reverse("mfa_activate_totp"))
    secret = page.context_data["form"].secret
    signed_in.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert Authenticator.objects.filter(user=account, type="totp").exists()
    assert OURS in signed_in.get(reverse("mfa_view_recovery_codes")).content
    assert OURS in signed_in.get(reverse("mfa_generate_recovery_codes")).content
    assert OURS in signed_in.get(reverse("mfa_deactivate_totp")).content
    again = Client()
    asked = again.post(reverse("account_login"), {"login": account.email, "password": PASSWORD}, follow=True)
    assert asked.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert OURS in asked.content
    assert "_auth_user_id" not in again.session


def test_too_many_tries_are_told_to_wait(client, account):
    statuses = [
        client.post(reverse("account_reset_password"), {"email": account.email}).status_code for _try in range(30)
    ]
    last = client.post(reverse("account_reset_password"), {"email": account.email})
    assert statuses[0] == 302
    assert last.status_code == 429
    assert OURS in last.content


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_added_and_then_lets_its_owner_in(browser: Browser, live_server, account):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    complaints = []
    page.on("console", lambda note: complaints.append(note.text) if "Security Policy" in note.text else None)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": options | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(lambda url: "/add/" not in url)
    assert Authenticator.objects.filter(user=account, type="webauthn").count() == 1
    page.goto(live_server.url + reverse("mfa_list_webauthn"))
    expect(page.locator("main")).to_contain_text("My laptop")
    context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    assert complaints == []
    context.close()
