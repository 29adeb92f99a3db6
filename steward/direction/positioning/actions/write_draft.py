"""Write in the draft, begin it with an example, put an earlier version into it, throw it away."""

from collections.abc import Mapping

from django.db import transaction

from steward.direction.positioning.enums import BOXES, EDIT
from steward.direction.positioning.errors import box_changed, no_such_set, not_empty
from steward.direction.positioning.events import PositioningDrafted
from steward.direction.positioning.models import Draft, Version
from steward.direction.positioning.queries.published import version_of
from steward.direction.positioning.records import Words
from steward.direction.positioning.rules import changed_boxes, clean_words
from steward.direction.positioning.starting import SETS
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def write_draft(*, actor: Viewer, words: Words, stamp: int | None = None) -> Draft:
    """Put words into some boxes; the others stay. `stamp` is the draft's when it was read (None: whatever it says).

    Two who write in different boxes do not disturb each other. Raises Forbidden, Invalid (by field, or because
    somebody wrote in the same box since).
    """
    require(allowed(actor, EDIT))
    clean = clean_words(words)
    draft = hold()
    for key in clean:
        if stamp is not None and draft.stamps.get(key, 0) > stamp and draft.words.get(key, {}) != clean[key]:
            raise box_changed(str(BOXES[key].label))
    return _store(actor, draft, {**draft.words, **clean}, "written")


@transaction.atomic
def begin_draft(*, actor: Viewer, starting_set: str) -> Draft:
    """Fill an empty canvas with an example; `discard_draft` takes it back. Raises Forbidden, Invalid."""
    require(allowed(actor, EDIT))
    if starting_set not in SETS:
        raise no_such_set()
    draft = hold()
    if any(draft.words.values()):
        raise not_empty()
    return _store(actor, draft, clean_words(SETS[starting_set].words), "begun")


@transaction.atomic
def restore_version(*, actor: Viewer, number: int) -> Draft:
    """Put an earlier version into the draft; it is published like any other. Raises Forbidden, NotFound."""
    require(allowed(actor, EDIT))
    words = version_of(number).words
    return _store(actor, hold(), {key: dict(words.get(key, {})) for key in BOXES}, "restored")


@transaction.atomic
def discard_draft(*, actor: Viewer) -> tuple[str, ...]:
    """Make the draft again what is published; returns the boxes that were different. Raises Forbidden."""
    require(allowed(actor, EDIT))
    draft = hold()
    newest = Version.objects.first()
    words = newest.words if newest else {}
    boxes = changed_boxes(draft.words, words)
    if boxes:
        decide(kind="positioning.discard", subject="positioning", account_id=actor.account_id,
               evidence={"boxes": boxes}, undo={"words": draft.words})  # fmt: skip
        _store(actor, draft, {key: dict(words.get(key, {})) for key in BOXES}, "discarded")
    return boxes


def hold() -> Draft:
    """The draft, locked until the end of the transaction; made from what is published where there is none."""
    newest = Version.objects.first()
    start = {"words": newest.words if newest else {}, "changed_at": clock.now()}
    Draft.objects.get_or_create(pk=1, defaults=start)
    return Draft.objects.select_for_update().get(pk=1)


def _store(actor: Viewer, draft: Draft, words: Mapping[str, Mapping[str, str]], how: str) -> Draft:
    boxes = changed_boxes(draft.words, words)
    if not boxes:
        return draft
    draft.stamp += 1
    draft.words = {key: dict(texts) for key, texts in words.items() if texts}
    draft.stamps |= dict.fromkeys(boxes, draft.stamp)
    draft.changed_at, draft.by_id = clock.now(), actor.account_id
    draft.save()
    publish(PositioningDrafted(how, boxes), actor=actor.name)
    return draft
