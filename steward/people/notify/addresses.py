"""Ids and addresses of mails: made from stable words, so that the same thing has the same id for ever."""

import base64
import hashlib
import hmac
import re
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.urls import reverse

_ODD = re.compile(r"[^A-Za-z0-9-]+")
_TOKEN = re.compile(r"^([0-9a-z]{1,13})-([0-9a-z]{1,13})-([a-z2-7]{16})$")
_SALT = "notify.stop"


def mail_domain() -> str:
    """The domain mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def slug(words: str) -> str:
    """The words with only letters, digits and hyphens; a hash makes up for what was lost ("提问" → "list-3f2a…")."""
    plain = _ODD.sub("-", words).strip("-").lower()[:60]
    if plain == words.lower():
        return plain
    mark = hashlib.sha256(words.encode()).hexdigest()[:10]
    return f"{plain or 'list'}-{mark}"


def message_id(key: str) -> str:
    """The Message-ID of what the key names, the same at every time and for every recipient (RFC 5322 §3.6.4)."""
    return f"<{slug(key)}.steward@{mail_domain()}>"


def list_id(words: str) -> str:
    """The List-Id's identifier, "questions.example.org" (RFC 2919)."""
    return f"{slug(words)}.{mail_domain()}"


def reply_address(account_id: int, content_id: int) -> str:
    """Where this account answers this letter, "reply+…@example.org"; "" when answers by mail are not set up."""
    name, _at, domain = settings.MAIL_REPLY_ADDRESS.partition("@")
    if not domain:
        return ""
    words = f"{_base36(account_id)}-{_base36(content_id)}"
    return f"{name}+{words}-{_mac(words)}@{domain}"


def read_reply_address(address: str) -> tuple[int, int] | None:
    """(account, content) of one of our reply addresses, in whatever case; None when it is none or was not made here."""
    ours, _at, our_domain = settings.MAIL_REPLY_ADDRESS.lower().partition("@")
    local, _at, domain = address.strip().lower().rpartition("@")
    name, _plus, token = local.partition("+")
    match = _TOKEN.match(token)
    if not our_domain or (name, domain) != (ours, our_domain) or match is None:
        return None
    account, content, mac = match.groups()
    if not hmac.compare_digest(mac, _mac(f"{account}-{content}")):
        return None
    return int(account, 36), int(content, 36)


def stop_token(account_id: int, topic: str) -> str:
    """What a List-Unsubscribe link carries: the account, and the kind ("digest:daily" for a rhythm) it stops."""
    return signing.dumps([account_id, topic], salt=_SALT)


def read_stop_token(token: str) -> tuple[int, str] | None:
    """(account, kind) of the token; None when it was not made here."""
    try:
        account, topic = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(account), str(topic)


def stop_url(account_id: int, topic: str) -> str:
    """The whole address that stops these mails with one click (RFC 8058)."""
    return absolute(reverse("notify-stop", args=[stop_token(account_id, topic)]))


def absolute(path: str) -> str:
    """The address with scheme and host."""
    return path if path.startswith(("http://", "https://")) else settings.BASE_URL + path


def _mac(words: str) -> str:
    digest = hmac.digest(f"steward.reply:{settings.SECRET_KEY}".encode(), words.encode(), "sha256")
    return base64.b32encode(digest[:10]).decode().lower()


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text or "0"
