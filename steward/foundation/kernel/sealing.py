"""Secrets at rest: sealed with a key made from the installation's own secret."""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


@cache
def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"steward.sealing:{secret}".encode()).digest()))


def seal(text: str) -> str:
    """The text encrypted (Fernet: AES-128-CBC with HMAC-SHA256), as ASCII; "" stays ""."""
    return _fernet(settings.SECRET_KEY).encrypt(text.encode()).decode("ascii") if text else ""


def unseal(sealed: str) -> str:
    """The text that was sealed; "" when it was sealed with another secret or is not sealed text."""
    if not sealed:
        return ""
    try:
        return _fernet(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except (InvalidToken, ValueError):
        return ""
