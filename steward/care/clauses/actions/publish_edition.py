"""Publish the draft as the next edition, or throw the draft away."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction

from steward.care.clauses.actions.write_clause import hold
from steward.care.clauses.enums import MANAGE, NOTICE_DAYS
from steward.care.clauses.errors import binds_too_early, no_clauses, nothing_to_publish
from steward.care.clauses.events import DraftDiscarded, EditionPublished
from steward.care.clauses.models import Clause, Edition, Entry, Wording
from steward.care.clauses.queries.draft import DraftClause, draft
from steward.care.clauses.rules import clean_notes, clean_notice
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.community.public import renew_community


@transaction.atomic
def publish_edition(
    *, actor: Viewer, notice_days: int = NOTICE_DAYS, material: bool = True, notes: Mapping[str, str] | None = None
) -> Edition:
    """Publish the draft. It binds after `notice_days`; of a `material` edition everybody is asked to accept it then.

    Members are told at once and may accept before it binds. There is no taking back: what was published was read.
    Raises Forbidden, Invalid.
    """
    require(allowed(actor, MANAGE))
    hold()
    wanted = draft()
    if not wanted.kept:
        raise no_clauses()
    if not wanted.differs:
        raise nothing_to_publish()
    now = clock.now()
    binds_at = now + timedelta(days=clean_notice(notice_days))
    if wanted.newest.binds_at and wanted.newest.binds_at > binds_at:
        raise binds_too_early(wanted.newest.binds_at)
    edition = Edition.objects.create(
        number=wanted.newest.number + 1, published_at=now, binds_at=binds_at, material=material,
        notes=clean_notes(notes or {}), by_id=actor.account_id,
    )  # fmt: skip
    _fill(edition, wanted.kept)
    decide(
        kind="clauses.publish", subject=f"edition:{edition.number}", account_id=actor.account_id,
        evidence={"notice_days": notice_days, "material": material,
                  "clauses": {one.key: one.version for one in wanted.clauses}},
    )  # fmt: skip
    renew_community()
    publish(EditionPublished(edition.number, binds_at.isoformat(), material), actor=actor.name)
    return edition


def _fill(edition: Edition, kept: Sequence[DraftClause]) -> None:
    """Put the wordings into the edition; the drafts among them are published with it."""
    Entry.objects.bulk_create(
        Entry(edition=edition, wording=one.wording, place=place) for place, one in enumerate(kept, start=1)
    )
    drafts = Wording.objects.filter(pk__in=[one.wording.pk for one in kept], published_at=None)
    drafts.update(published_at=edition.published_at)


@transaction.atomic
def discard_draft(*, actor: Viewer) -> tuple[str, ...]:
    """Make the draft again what the newest edition says; returns the keys of the clauses that were different.

    Clauses that were never published are gone. Raises Forbidden.
    """
    require(allowed(actor, MANAGE))
    hold()
    wanted = draft()
    drafted = [one for one in wanted.rows if one.is_drafted]
    changed = {one.row.key for one in drafted} | {one.row.key for one in wanted.rows if one.is_in != bool(one.before)}
    if not changed and not wanted.is_reordered:
        return ()
    Wording.objects.filter(pk__in=[one.wording.pk for one in drafted]).delete()
    Clause.objects.filter(wordings=None).delete()
    _restore_order([one.clause_id for one in wanted.newest.clauses])
    keys = tuple(sorted(changed))
    decide(kind="clauses.discard", subject="code", account_id=actor.account_id, evidence={"clauses": keys})
    publish(DraftDiscarded(keys), actor=actor.name)
    return keys


def _restore_order(published: list[int]) -> None:
    """Clauses of the newest edition in its order, the others retired behind them."""
    rows = list(Clause.objects.order_by("order", "pk"))
    rows.sort(key=lambda row: published.index(row.pk) if row.pk in published else len(published))
    for number, row in enumerate(rows, start=1):
        row.order = number
        row.retired_at = None if row.pk in published else row.retired_at or clock.now()
    Clause.objects.bulk_update(rows, ["order", "retired_at"])
