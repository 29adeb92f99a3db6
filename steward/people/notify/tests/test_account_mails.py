"""Mails of sign-in look like the house, in both languages, and travel through the outbox."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from steward.people.notify.models import Mail

MESSAGES = [
    *(f"account/email/{name}" for name in (
        "account_already_exists", "email_changed", "email_confirm", "email_confirmation", "email_confirmation_signup",
        "email_deleted", "login_code", "password_changed", "password_reset", "password_reset_code",
        "password_reset_key", "password_set", "unknown_account",
    )),
    *(f"mfa/email/{name}" for name in (
        "recovery_codes_generated", "totp_activated", "totp_deactivated", "webauthn_added", "webauthn_removed",
    )),
]  # fmt: skip
WORDS = {
    "code": "4F7K-22QX", "email": "o'neil@example.org", "password_reset_url": "https://house.example/r/?a=1&b=2",
    "activate_url": "https://house.example/c/", "from_email": "old@example.org", "to_email": "o'neil@example.org",
    "deleted_email": "old@example.org", "signup_url": "https://house.example/join/",
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_mail_of_an_account_has_words_of_ours(db, name, language):
    with translation.override(language):
        subject = render_to_string(f"{name}_subject.txt", WORDS).strip()
        text = render_to_string(f"{name}_message.txt", WORDS).strip()

    assert subject
    assert "\n" not in subject
    assert "example.com" not in text
    assert "&amp;" not in text
    assert "&#39;" not in text


def test_a_sign_in_code_leaves_at_once_in_the_frame(
    mail_server, ada, client, django_capture_on_commit_callbacks
):  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/password/reset/", {"email": "ada@example.org"})

    mail = mail_server.got[0]
    assert mail_server.to == ["ada@example.org"]
    assert mail["Subject"] == "Choose a new password"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "/accounts/password/reset/key/" in mail.get_body(("plain",)).get_content()
    assert "Open the page" in mail.get_body(("html",)).get_content()
    assert Mail.objects.values_list("kind", "state", "sealed", "to").get() == (
        "account", "sent", "", "ada@example.org",
    )  # fmt: skip


def test_a_code_waits_in_the_outbox_while_the_server_is_away(
    mail_server, settings, ada, client, django_capture_on_commit_callbacks
):  # fmt: skip
    settings.EMAIL_PORT = 1

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/accounts/password/reset/", {"email": "ada@example.org"})

    assert answer.status_code == 302
    assert Mail.objects.values_list("state", "attempts").get() == ("waiting", 1)
