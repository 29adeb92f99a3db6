"""What a decision means for those who asked for it: signals get their outcome, reporters hear it."""

from datetime import datetime

from steward.care.conduct.enums import Outcome, Source
from steward.care.conduct.models import Case, Signal
from steward.care.screening.public import judged
from steward.people.notify.public import tell

#: The kind of notification.
OUTCOME = "conduct.outcome"


def settle(case: Case, *, upheld: bool, now: datetime, level: str = "") -> None:
    """Write down whether the case's signals were right, and tell its reporters, in the caller's transaction.

    Called again after an overturn it writes the new outcome and tells the reporters again. `level` is the judgement's,
    put into words for them; "" when there was none. Reporters' accuracy is counted from the outcomes.
    """
    outcome = Outcome.UPHELD if upheld else Outcome.DISMISSED
    changed = Signal.objects.filter(case=case).exclude(outcome=outcome)
    told = list(changed.filter(source=Source.REPORT, reporter__isnull=False).values_list("reporter_id", flat=True))
    hits = [hit for hit in changed.values_list("hit_id", flat=True) if hit]
    changed.update(outcome=outcome, told_at=now)
    if hits:
        judged(hits, upheld)
    tell(
        kind=OUTCOME,
        accounts=[account for account in told if account],
        subject=f"case:{case.pk}",
        params={"kind": case.kind, "title": case.title or case.text[:80], "upheld": upheld, "level": level},
        url="/conduct/mine/",
    )
