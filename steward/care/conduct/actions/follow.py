"""What happens to cases when something happens to their subjects elsewhere."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.actions.claim import note_step
from steward.care.conduct.actions.close_case import close_case
from steward.care.conduct.actions.open_case import Reason, open_case, reckon
from steward.care.conduct.enums import Source, Step
from steward.care.conduct.models import Case, Signal
from steward.care.screening.public import Doing, Hit, Mode, hits_by_id
from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import SYSTEM
from steward.square.forum.public import Post

#: Posts and hits looked at in one turn of the sweep, and how far back for hits.
BATCH, LATELY = 500, timedelta(days=2)
#: What a rule does when it wants the team to look.
ASKING = frozenset({Doing.FLAG, Doing.HOLD, Doing.SANCTION})


def hold(post_id: int, *, now: datetime | None = None) -> None:
    """A post waits for review: it is a case. Nothing happens when it is one already, or the post is gone."""
    try:
        open_case(actor=SYSTEM, kind="post", subject_id=post_id, reason=Reason(Source.HELD), now=now)
    except NotFound:
        return


def add_hit(hit_id: int, kind: str, subject_id: int, code: str, *, now: datetime | None = None) -> None:
    """A rule wants the team to look: its hit becomes a signal, with rule and version; a second time nothing happens."""
    hit = hits_by_id([hit_id]).get(hit_id)
    if hit is None or not ASKING & {one["kind"] for one in hit.acts}:
        return
    evidence = {"rule": hit.rule_id, "name": hit.rule.name, "version": hit.version}
    reason = Reason(Source.RULE, code, hit_id=hit_id, evidence=evidence)
    try:
        open_case(actor=SYSTEM, kind=kind, subject_id=subject_id, reason=reason, now=now)
    except NotFound:
        return


@transaction.atomic
def drop_hit(hit_id: int, *, now: datetime | None = None) -> None:
    """What a rule did was taken back: it speaks no longer for its open case, which closes when nothing else does."""
    signal = Signal.objects.filter(hit_id=hit_id, outcome="").first()
    case = Case.objects.select_for_update().filter(pk=signal.case_id, decided_at=None).first() if signal else None
    if signal is None or case is None:
        return
    signal.delete()
    reckon(case)
    note_step(case, Step.NOTED, SYSTEM, now or clock.now(), words=_("What the rule did was taken back."))
    if case.signals_count == 0:
        close_case(actor=SYSTEM, case=case, upheld=None, words=_("Nothing speaks for it any more."), now=now)


def by_of(fact: Any) -> int | None:
    """The account that caused a fact, as the journal has it; None for Steward itself."""
    rows = Fact.objects.filter(type=fact.type).order_by("-seq").values_list("actor", "data")[:200]
    wanted = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(fact).items()}
    actor = next((actor for actor, data in rows if data == wanted), "")
    kind, _colon, number = str(actor).partition(":")
    return int(number) if kind == "account" and number.isdigit() else None


@transaction.atomic
def decided_elsewhere(post_id: int, *, upheld: bool, by: int | None, now: datetime | None = None) -> Case | None:
    """Somebody decided about a post where it stands: close its open case and say so there; None when it has none.

    When the author took their own post away, that decides nothing: the case stays, with a note.
    """
    now = now or clock.now()
    case = Case.objects.select_for_update().filter(kind="post", subject_id=post_id, decided_at=None).first()
    if case is None:
        return None
    if upheld and by is not None and by == _author_of(case):
        note_step(case, Step.NOTED, SYSTEM, now, words=_("The author took it away. What it said is kept here."))
        return case
    words = _("Taken away in the square itself.") if upheld else _("Approved in the square itself.")
    close_case(actor=SYSTEM, case=case, upheld=upheld, words=words, by=by, now=now)
    return case


@transaction.atomic
def words_changed(post_id: int, *, now: datetime | None = None) -> None:
    """The author changed what a case is about: whoever decides must have seen it, so its version moves on."""
    case = Case.objects.select_for_update().filter(kind="post", subject_id=post_id, decided_at=None).first()
    if case is None:
        return
    case.version += 1
    case.save(update_fields=("version",))
    note_step(
        case, Step.NOTED, SYSTEM, now or clock.now(),
        words=_("The words were changed after the case was opened. Both are shown."),
    )  # fmt: skip


def sweep(*, now: datetime | None = None) -> int:
    """Make a case of every waiting post and every recent hit that has none: what came in a crash, or before the queue.

    Returns how many were looked at.
    """
    now = now or clock.now()
    open_ones = Case.objects.filter(kind="post", decided_at=None).values("subject_id")
    waiting = Post.objects.filter(state="waiting").exclude(pk__in=open_ones).order_by("pk")
    found = list(waiting.values_list("pk", flat=True)[:BATCH])
    for post_id in found:
        hold(post_id, now=now)
    missed = Hit.objects.filter(mode=Mode.LIVE, undone_at=None, outcome="", subject_id__gt=0, at__gte=now - LATELY)
    known = Signal.objects.filter(hit_id__isnull=False).values("hit_id")
    for hit in missed.exclude(pk__in=known).order_by("pk")[:BATCH]:
        add_hit(hit.pk, hit.kind, hit.subject_id, hit.code, now=now)
        found.append(hit.pk)
    return len(found)


def _author_of(case: Case) -> int | None:
    rows = Case.objects.filter(pk=case.pk).values_list("author__member__account_id", flat=True)
    return rows.first()
