"""Learning from a decision, and no longer learning from it."""

from zlib import crc32

from django.db import transaction

from steward.care.classifier.engine.folding import fold, language_of
from steward.care.classifier.enums import MANAGE
from steward.care.classifier.errors import unknown_label
from steward.care.classifier.events import ExampleLearned, ExampleUnlearned
from steward.care.classifier.models import Example
from steward.care.clauses.public import REASONS
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import SYSTEM, Viewer, allowed

#: One decision in so many is kept back to measure with.
HELD = 5


def learn(*, text: str, label: str, by: str, author: int | None = None, actor: Viewer = SYSTEM) -> int | None:
    """Keep a decided text: `label` is a reason code, "" for fine; `by` says who decided ("judgement:12").

    The same `by` again replaces what it said, so an overturned judgement is learned as fine. `author` is the
    identity that wrote the text: when that member is erased the text goes too. Gives the example's id, None for a
    text without words. It takes effect with the next version. Raises Invalid for a label that is no reason.
    """
    require(allowed(actor, MANAGE))
    if label and label not in REASONS:
        raise unknown_label()
    text = text.replace("\x00", "").strip()
    if not text:
        return None
    now = clock.now()
    values = {
        "text": text, "label": label, "language": language_of(text), "author_id": author, "held_out": is_held_out(text),
        "changed_at": now,
    }  # fmt: skip
    with transaction.atomic():
        example, made = Example.objects.select_for_update().get_or_create(by=by, defaults={**values, "at": now})
        if not made and all(getattr(example, name) == value for name, value in values.items() if name != "changed_at"):
            return example.pk
        if not made:
            Example.objects.filter(pk=example.pk).update(**values)
        publish(ExampleLearned(example.pk, label), actor=actor.name)
    return example.pk


def unlearn(*, by: str, actor: Viewer = SYSTEM) -> bool:
    """Forget what a decision taught; False when it taught nothing. It takes effect with the next version."""
    require(allowed(actor, MANAGE))
    with transaction.atomic():
        example = Example.objects.select_for_update().filter(by=by).first()
        if example is None:
            return False
        publish(ExampleUnlearned(example.pk), actor=actor.name)
        example.delete()
    return True


def is_held_out(text: str) -> bool:
    """Whether the text is kept back to measure with: decided by the text alone, so that copies fall on one side."""
    return crc32(b"held" + fold(text).encode("utf-8", "replace")) % HELD == 0
