"""Keep what somebody is writing; and let go of it. Nobody else hears of drafts, so no fact is announced."""

import re
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import Viewer
from steward.square.forum.errors import DraftConflict
from steward.square.forum.models import Draft

#: Drafts of one account, and bytes of one of them.
MOST, LARGEST = 200, 200_000
_PLACE = re.compile(r"[a-z]{2,12}(?::[A-Za-z0-9_-]{1,24})?")
_FIELDS = frozenset({"title", "source", "category", "tags", "kind", "reply_to", "version", "reason"})


def save_draft(*, actor: Viewer, place: str, data: dict[str, Any], seen: int) -> Draft:
    """Keep the words of a place ("new", "topic:3", "edit:12"); `seen` is the version the writer knew, 0 for none.

    An older tab never overwrites what a newer one saved. Raises Forbidden, NotFound, Invalid and DraftConflict.
    """
    account_id = _writer(actor, place)
    kept = {name: value for name, value in data.items() if name in _FIELDS and isinstance(value, str | int | list)}
    if len(orjson.dumps(kept)) > LARGEST:
        raise Invalid(_("This draft is too long to be kept."))
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(account=account_id, place=place).first()
        if draft is None:
            return _first(account_id, place, kept)
        if draft.data == kept:
            return draft
        if draft.version != seen:
            raise DraftConflict
        draft.data, draft.version, draft.updated_at = kept, seen + 1, clock.now()
        draft.save()
    return draft


def discard_draft(*, actor: Viewer, place: str) -> bool:
    """Let the draft go: posted, or not wanted any more. False when there was none."""
    account_id = _writer(actor, place)
    return bool(Draft.objects.filter(account=account_id, place=place).delete()[0])


def _writer(actor: Viewer, place: str) -> int:
    if actor.account_id is None:
        raise Forbidden(_("Sign in to keep drafts."))
    if not _PLACE.fullmatch(place):
        raise NotFound
    return actor.account_id


def _first(account_id: int, place: str, data: dict[str, Any]) -> Draft:
    if Draft.objects.filter(account=account_id).count() >= MOST:
        raise Invalid(_("You keep %(count)d drafts already. Delete some of them first.") % {"count": MOST})
    try:
        with transaction.atomic():
            return Draft.objects.create(account_id=account_id, place=place, data=data, updated_at=clock.now())
    except IntegrityError as two_at_once:
        raise DraftConflict from two_at_once
