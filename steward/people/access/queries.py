"""Turning an account or a token into a viewer."""

from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, empty

from steward.foundation.kernel import clock
from steward.foundation.kernel.statements import AboutAccount
from steward.people.access.enums import Role
from steward.people.access.models import ApiToken, Grant
from steward.people.access.rules import NOBODY, Viewer, catalogue
from steward.people.accounts.public import Account


def viewer_of(account: object) -> Viewer:
    """The viewer behind a request's user, roles loaded (one query)."""
    account = _itself(account)
    if not isinstance(account, Account) or not account.is_active:
        return NOBODY
    return Viewer(account=account, roles=frozenset(role for (role,) in _roles(account.pk)))


def _written(account: int) -> QuerySet[Grant, Any]:
    return Grant.objects.filter(account=account).order_by().values_list("role")


#: Asked by every page of who is signed in.
_roles = AboutAccount(_written)


def accounts_with(permission: str) -> list[int]:
    """The accounts that hold a permission through a role, owners too: who in the team is told of something."""
    roles = {Role.OWNER, *catalogue()[permission].roles}
    rows = Account.objects.filter(is_active=True, grants__role__in=roles).order_by("pk").distinct()
    return list(rows.values_list("pk", flat=True))


def viewer_in(request: HttpRequest) -> Viewer:
    """Who looks: what the middleware, or the API's token, put on the request.

    The middleware's is loaded when first asked for; from then on it is the viewer itself, because every look through
    a lazy object costs as much as ten at the object.
    """
    viewer = _itself(request.viewer)  # type: ignore[attr-defined]
    request.viewer = viewer  # type: ignore[attr-defined]
    return cast("Viewer", viewer)


def _itself(value: object) -> object:
    """What a lazy object stands for."""
    if not isinstance(value, SimpleLazyObject):
        return value
    if value._wrapped is empty:  # noqa: SLF001 — Django has no public way
        value._setup()  # noqa: SLF001
    return value._wrapped  # noqa: SLF001


def viewer_of_token(token_hash: str) -> Viewer:
    """The viewer behind an API token: its account, narrowed to the token's scopes; nobody when it is not valid."""
    now = clock.now()
    valid = ApiToken.objects.filter(
        token_hash=token_hash, revoked_at=None, account__is_active=True, account__away=False
    )
    token = valid.filter(Q(expires_at=None) | Q(expires_at__gt=now)).select_related("account").first()
    if token is None:
        return NOBODY
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    roles = frozenset(token.account.grants.values_list("role", flat=True))
    return Viewer(account=token.account, roles=roles, scopes=frozenset(token.scopes))


def is_last_owner(account_id: int | None) -> bool:
    """Whether nobody would own the team without this account. The owners' rows stay locked, so it remains true."""
    owners = Grant.objects.select_for_update().filter(role=Role.OWNER, account__is_active=True)
    return account_id is not None and set(owners.values_list("account_id", flat=True)) == {account_id}
