"""Writing down what a team mate says about a member."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.kernel.text import fold
from steward.people.access.public import Viewer, allowed
from steward.people.members import ledger
from steward.people.members.actions.merge_members import root_of
from steward.people.members.actions.settle import edits_of, settle
from steward.people.members.bulk import chunks, insert, moment, packed
from steward.people.members.events import ConsentSet, MemberEdited, MembersTagged
from steward.people.members.ledger import BOT, CONSENT, FLAG, NAME, NO_PROFILE, NOTE, TAG, TEAM, Birth, EditRow
from steward.people.members.models import Edit, Identity, Member

FLAGS = (BOT, TEAM, NO_PROFILE)
_COLUMNS = ("member_id", "field", "key", "value", "replaces", "at", "by")


@dataclass(frozen=True, slots=True)
class Change:
    """One value to set: the field, its key (the tag, the flag, the purpose) and the value."""

    field: str
    key: str
    value: Any


@transaction.atomic
def edit_member(
    *,
    actor: Viewer,
    member_id: int,
    name: str | None = None,
    note: str | None = None,
    tags: Collection[str] | None = None,
    flags: Mapping[str, bool] | None = None,
) -> None:
    """Set what is given, leave the rest. `tags` replaces the whole set; `flags` are is_bot, is_team, do_not_profile.

    Raises Forbidden, NotFound, Invalid (field errors).
    """
    require(allowed(actor, "members.edit"))
    root = root_of(member_id)
    member = Member.objects.select_for_update().get(pk=root)
    changes = [*_texts(member, name, note), *_tags(member, tags), *_flags(member, flags or {})]
    if not changes:
        return
    write_edits({root: changes}, actor)
    fields = tuple(sorted({change.key if change.field == FLAG else change.field for change in changes}))
    decide(
        kind="members.edit", subject=f"member:{root}", account_id=actor.account_id, evidence={"fields": list(fields)}
    )
    publish(MemberEdited(root, fields), actor=actor.name)


@transaction.atomic
def set_consent(*, actor: Viewer, member_id: int, purpose: str, given: bool, source: str) -> None:
    """Record that the member agreed to, or refused, a purpose, and how we know."""
    require(allowed(actor, "members.edit"))
    purpose = purpose.strip()[:80]
    if not purpose or not source.strip():
        raise Invalid({"purpose": _("Say what it is for and how we know.")})
    root = root_of(member_id)
    value = {"given": given, "at": clock.now().isoformat(), "source": source.strip()[:200]}
    write_edits({root: [Change(CONSENT, purpose, value)]}, actor)
    decide(kind="members.consent", subject=f"member:{root}", account_id=actor.account_id, evidence={"given": given})
    publish(ConsentSet(root, purpose, given), actor=actor.name)


def set_do_not_profile(*, actor: Viewer, member_id: int, hidden: bool) -> None:
    """Leave the member out of every per-person analysis, or in again."""
    edit_member(actor=actor, member_id=member_id, flags={NO_PROFILE: hidden})


@transaction.atomic
def tag_members(*, actor: Viewer, member_ids: Collection[int], tag: str, add: bool = True) -> int:
    """Put a tag on many members, or take it off; returns how many changed."""
    require(allowed(actor, "members.edit"))
    word = clean_tag(tag)
    rows = Member.objects.filter(pk__in=list(member_ids)[:10_000], merged_into=None)
    changed = [row.pk for row in rows.only("pk", "tags") if (word in row.tags) != add]
    if changed:
        write_edits({pk: [Change(TAG, word, add)] for pk in changed}, actor)
        decide(kind="members.tag", subject="members", account_id=actor.account_id,
               evidence={"tag": word, "added": add, "members": changed})  # fmt: skip
        publish(MembersTagged(tuple(changed), word, add), actor=actor.name)
    return len(changed)


def write_edits(changes: Mapping[int, Iterable[Change]], actor: Viewer) -> None:
    """Write edits of members (by the row that stands for each) and settle them. Needs a transaction."""
    rows: dict[int, list[int]] = {root: [root] for root in changes}
    for chunk in chunks(changes):
        for pk, into in Member.objects.filter(merged_into__in=chunk).values_list("pk", "merged_into_id"):
            rows[into].append(pk)
    everyone = [pk for members in rows.values() for pk in members]
    edits, births = edits_of(everyone), _births(everyone)
    now = moment(clock.now())
    new = []
    for root, wanted in changes.items():
        known: list[EditRow] = [edit for pk in rows[root] for edit in edits.get(pk, [])]
        for change in wanted:
            replaces = ledger.replacing(change.field, change.key, [births[pk] for pk in rows[root]], known)
            new.append((root, change.field, change.key, packed(change.value), packed(list(replaces)), now, actor.name))
    insert(Edit, _COLUMNS, new)
    settle(set(changes))


def clean_tag(tag: str) -> str:
    """A tag as it is kept: folded, at most 40 characters. Raises Invalid for an empty one."""
    word = fold(tag).lstrip("#")[:40].strip()
    if not word or "," in word:
        raise Invalid({"tag": _("Write a tag of one to forty characters, without commas.")})
    return word


def _births(members: list[int]) -> dict[int, Birth]:
    births = {pk: Birth(pk, "") for pk in members}
    for chunk in chunks(members):
        for home in Identity.objects.filter(home__in=chunk, is_bot=True).values_list("home_id", flat=True):
            births[home] = Birth(home, "", is_bot=True)
    return births


def _texts(member: Member, name: str | None, note: str | None) -> list[Change]:
    changes = []
    if name is not None and name.strip() != member.name:
        if not name.strip():
            raise Invalid({"name": _("A member needs a name.")})
        changes.append(Change(NAME, "", name.strip()[:200]))
    if note is not None and note.strip() != member.note:
        changes.append(Change(NOTE, "", note.strip()))
    return changes


def _tags(member: Member, tags: Collection[str] | None) -> list[Change]:
    if tags is None:
        return []
    wanted, now = {clean_tag(tag) for tag in tags if tag.strip()}, set(member.tags)
    return [Change(TAG, tag, tag in wanted) for tag in sorted(wanted ^ now)]


def _flags(member: Member, flags: Mapping[str, bool]) -> list[Change]:
    if unknown := set(flags) - set(FLAGS):
        raise LookupError(f"no such flag: {sorted(unknown)}")
    return [Change(FLAG, flag, value) for flag, value in flags.items() if value != getattr(member, flag)]
