"""Make an API token, revoke it."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.events import TokenCreated, TokenRevoked
from steward.people.access.models import ApiToken
from steward.people.access.rules import Viewer, allowed, catalogue


def hash_of(token: str) -> str:
    """What is stored of a token. It is long and random, so a plain SHA-256 cannot be guessed backwards."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(
    *, actor: Viewer, name: str, scopes: list[str], expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Make a token for the actor's own account. Returns the row and the token itself, which is never shown again."""
    require(allowed(actor, "access.tokens"))
    if not name.strip():
        raise Invalid({"name": _("Give the token a name, so that you know later what it was for.")})
    if not scopes:
        raise Invalid({"scopes": _("Choose at least one scope.")})
    if unknown := sorted(set(scopes) - set(catalogue())):
        raise Invalid({"scopes": _("There is no scope “%(scope)s”.") % {"scope": unknown[0]}})
    for scope in scopes:
        require(allowed(actor, scope))
    secret = f"stw_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        account_id=actor.own_id,
        name=name.strip(),
        prefix=secret[:10],
        token_hash=hash_of(secret),
        scopes=sorted(scopes),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    publish(TokenCreated(token_id=token.pk, account_id=token.account_id, scopes=tuple(token.scopes)), actor=actor.name)
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Viewer, token_id: int) -> bool:
    """Revoke one's own token, or as an owner anybody's; False when it was revoked already."""
    tokens = ApiToken.objects.filter(pk=token_id)
    if not actor.can("access.manage"):
        tokens = tokens.filter(account_id=actor.own_id)
    if not tokens.exists():
        raise NotFound(_("There is no such token."))
    changed = tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    if changed:
        publish(TokenRevoked(token_id=token_id), actor=actor.name)
    return bool(changed)
