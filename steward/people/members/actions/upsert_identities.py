"""Taking in accounts: the door imports and connectors come through."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction

from steward.foundation.journal.public import allocate, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.members.actions.settle import settle
from steward.people.members.bulk import chunks, insert, moment, packed, reserve, update
from steward.people.members.events import IdentitiesAdded
from steward.people.members.models import ErasedAccount, Identity, Member, NameSeen
from steward.people.members.records import AccountSeen
from steward.people.members.rules import display_name, fingerprint, merged_account, stored_account

Key = tuple[str, str]

_IDENTITY = (
    "id", "member_id", "home_id", "service", "realm", "account_id", "handle", "name", "email", "email_verified", "url",
    "is_bot", "created_at", "seq",
)  # fmt: skip
_MEMBER = (
    "id", "name", "note", "tags", "is_bot", "is_team", "do_not_profile", "consents", "name_by_hand", "created_at",
)  # fmt: skip


class _Kept(NamedTuple):
    """An identity as the database has it."""

    id: int
    member_id: int
    account: AccountSeen


@transaction.atomic
def upsert_identities(*, actor: Viewer, accounts: Sequence[AccountSeen]) -> dict[Key, int]:
    """Make or update one identity for each account; the result maps (realm, account_id) as given to identity ids.

    A new identity gets a member of its own. Known values are never replaced by empty ones; a changed name is kept in
    `names_seen`. Erased accounts are skipped and have no key in the result. Runs in the caller's transaction.
    """
    require(allowed(actor, "members.edit"))
    wanted: dict[Key, AccountSeen] = {}
    given: dict[Key, Key] = {}
    for account in accounts:
        stored = stored_account(account)
        key = (stored.realm, stored.account_id)
        wanted[key] = merged_account(wanted[key], stored) if key in wanted else stored
        given[account.realm, account.account_id] = key
    ids: dict[Key, int] = {}
    added = 0
    for chunk in chunks(wanted.values()):
        found, new = _write(chunk)
        ids |= found
        added += new
    if added:
        # The fact takes a number of the journal and so locks it; ingestion still needs other locks, therefore later.
        transaction.on_commit(lambda: _announce(added, actor.name), robust=True)
    return {original: ids[key] for original, key in given.items() if key in ids}


def _announce(count: int, actor: str) -> None:
    with transaction.atomic():
        publish(IdentitiesAdded(count), actor=actor)


def _write(chunk: list[AccountSeen]) -> tuple[dict[Key, int], int]:
    kept = _load(chunk)
    fresh = _without_erased([account for account in chunk if (account.realm, account.account_id) not in kept])
    seq = 0
    if fresh:
        # Taking numbers waits for others doing the same, so what is still absent afterwards is ours to add.
        seq = allocate("identities", len(fresh))
        late = _load(fresh)
        kept |= late
        fresh = [account for account in fresh if (account.realm, account.account_id) not in late]
    _change(chunk, kept)
    made = _add(fresh, seq)
    return {key: row.id for key, row in kept.items()} | made, len(made)


def _load(accounts: Iterable[AccountSeen]) -> dict[Key, _Kept]:
    by_realm: dict[str, list[str]] = {}
    for account in accounts:
        by_realm.setdefault(account.realm, []).append(account.account_id)
    return {
        (row[3], row[4]): _Kept(row[0], row[1], AccountSeen(*row[2:]))
        for realm, account_ids in by_realm.items()
        for row in Identity.objects.filter(realm=realm, account_id__in=account_ids).values_list(
            "id", "member_id", *AccountSeen._fields
        )
    }


def _without_erased(accounts: list[AccountSeen]) -> list[AccountSeen]:
    if not accounts or not ErasedAccount.objects.exists():
        return accounts
    prints = {fingerprint(account.realm, account.account_id): account for account in accounts}
    gone = set(ErasedAccount.objects.filter(fingerprint__in=list(prints)).values_list("fingerprint", flat=True))
    return [account for mark, account in prints.items() if mark not in gone]


def _add(accounts: list[AccountSeen], seq: int) -> dict[Key, int]:
    if not accounts:
        return {}
    now = moment(clock.now())
    members, identities = reserve(Member, len(accounts)), reserve(Identity, len(accounts))
    empty_list, empty_map = packed([]), packed({})
    insert(Member, _MEMBER, [
        (member, display_name(account), "", empty_list, account.is_bot, False, False, empty_map, False, now)
        for member, account in zip(members, accounts, strict=True)
    ])  # fmt: skip
    insert(Identity, _IDENTITY, [
        (identity, member, member, *account[:-1], moment(account.created_at), seq + position)
        for position, (identity, member, account) in enumerate(zip(identities, members, accounts, strict=True))
    ])  # fmt: skip
    _keep_names((identity, account.name) for identity, account in zip(identities, accounts, strict=True))
    return {
        (account.realm, account.account_id): identity
        for identity, account in zip(identities, accounts, strict=True)
    }  # fmt: skip


def _change(accounts: list[AccountSeen], kept: dict[Key, _Kept]) -> None:
    changed: list[tuple[_Kept, AccountSeen]] = []
    for account in accounts:
        row = kept.get((account.realm, account.account_id))
        if row and (new := merged_account(row.account, account)) != row.account:
            changed.append((row, new))
    if not changed:
        return
    columns = ("service", "handle", "name", "email", "email_verified", "url", "is_bot", "created_at")
    update(Identity, columns, [_values(new, row.id, columns) for row, new in changed])
    _keep_names((row.id, new.name) for row, new in changed if new.name != row.account.name)
    # The member's own name and bot flag follow its identities.
    settle({row.member_id for row, _ in changed}, touched={row.id for row, _ in changed})


def _values(account: AccountSeen, identity: int, columns: Sequence[str]) -> list[Any]:
    values = account._asdict() | {"created_at": moment(account.created_at)}
    return [*(values[column] for column in columns), identity]


def _keep_names(names: Iterable[tuple[int, str]]) -> None:
    insert(NameSeen, ("identity_id", "name"), [pair for pair in names if pair[1]], ignore=True)
