"""What a transparency report counts, as plain JSON: grouped and counted by the database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q

from steward.care.appeals.public import Appeal
from steward.care.clauses.public import code_now, wordings_of
from steward.care.conduct.enums import RESTRAINTS, CaseState, Level
from steward.care.conduct.public import Case, Judgement, Sanction, Signal
from steward.care.oversight.enums import FINDER_OF, FINDERS
from steward.care.oversight.models import Redaction
from steward.care.oversight.queries.clock import Seconds
from steward.care.oversight.queries.looks import agreement_between
from steward.care.oversight.rules.spread import times

#: The form of the figures; a kept report of another form is read by its own rules.
FORM = 1


def figures(since: datetime, until: datetime) -> dict[str, Any]:
    """Everything that was decided from `since` up to, not including, `until`; some twenty queries.

    Counts only: shares and their intervals are made of them where they are shown (`kernel.chance.Share`), so that a
    kept report can be checked by hand. Times are in seconds.
    """
    return {
        "form": FORM,
        "cases": _cases(since, until),
        "judgements": _judgements(since, until),
        "appeals": _appeals(since, until),
        "times": _times(since, until),
        "signals": _signals(since, until),
        "restraints": _restraints(until),
        "looks": agreement_between(since, until),
        "redacted": Redaction.objects.filter(judgement__at__gte=since, judgement__at__lt=until).count(),
    }


def _cases(since: datetime, until: datetime) -> dict[str, int]:
    late = Q(opened_at__lt=until) & (Q(decided_at=None) | Q(decided_at__gte=until))
    return {
        "opened": Case.objects.filter(opened_at__gte=since, opened_at__lt=until).count(),
        "decided": Case.objects.filter(decided_at__gte=since, decided_at__lt=until).count(),
        "open": Case.objects.filter(late).count(),
    }


def _judgements(since: datetime, until: datetime) -> dict[str, Any]:
    rows = Judgement.objects.filter(at__gte=since, at__lt=until).order_by()
    groups = rows.values_list("clause", "level", "source").annotate(n=Count("pk"), gone=Count("overturned_at"))
    levels: dict[str, int] = defaultdict(int)
    finders: dict[str, int] = defaultdict(int)
    clauses: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(FINDERS, 0) | {"overturned": 0})
    effect = overturned = 0
    for clause, level, source, n, gone in groups:
        levels[level] += n
        if level == Level.NONE:
            continue
        finder = FINDER_OF.get(source, "human")
        finders[finder] += n
        clauses[clause][finder] += n
        clauses[clause]["overturned"] += gone
        effect, overturned = effect + n, overturned + gone
    titles = titles_of(clauses)
    return {
        "total": sum(levels.values()), "effect": effect, "overturned": overturned,
        "levels": {level: levels[level] for level in Level.values if levels[level]},
        "finders": {finder: finders[finder] for finder in FINDERS},
        "clauses": [{"key": key, "titles": titles.get(key, {}), **clauses[key]} for key in sorted(clauses)],
    }  # fmt: skip


def titles_of(keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """The titles of clauses by key, as they read last; of one that is not in the code now, from its last judgement."""
    found = {one.key: dict(one.titles) for one in code_now().clauses}
    gone = sorted(set(keys) - found.keys())
    if not gone:
        return found
    rows = Judgement.objects.filter(clause__in=gone).values_list("clause", "clause_version").distinct().order_by()
    old = wordings_of(rows)
    return found | {key: dict(wording.titles) for (key, _version), wording in sorted(old.items())}


def _appeals(since: datetime, until: datetime) -> dict[str, Any]:
    decided = Appeal.objects.filter(decided_at__gte=since, decided_at__lt=until).order_by()
    clauses: dict[str, dict[str, int]] = defaultdict(lambda: {"decided": 0, "overturned": 0})
    alone = 0
    groups = decided.values_list("judgement__clause", "outcome", "alone").annotate(n=Count("pk"))
    for clause, outcome, was_alone, n in groups:
        clauses[clause]["decided"] += n
        clauses[clause]["overturned"] += n if outcome == "overturned" else 0
        alone += n if was_alone else 0
    waits = Q(decided_at=None) | Q(decided_at__gte=until)
    return {
        "filed": Appeal.objects.filter(at__gte=since, at__lt=until).count(),
        "decided": sum(one["decided"] for one in clauses.values()),
        "overturned": sum(one["overturned"] for one in clauses.values()),
        "withdrawn": Appeal.objects.filter(withdrawn_at__gte=since, withdrawn_at__lt=until).count(),
        "open": Appeal.objects.filter(waits, at__lt=until, withdrawn_at=None).count(),
        "late": decided.filter(decided_at__gt=F("due_at")).count(),
        "alone": alone,
        "clauses": {key: clauses[key] for key in sorted(clauses)},
    }


def _times(since: datetime, until: datetime) -> dict[str, dict[str, float | None]]:
    """From opening to claim, from opening to decision (pauses left out), from appeal to answer.

    Of cases claimed and decided in the period, and of appeals decided in it; those the team opened itself, too.
    """
    claimed = Case.objects.filter(first_claimed_at__gte=since, first_claimed_at__lt=until)
    decided = Case.objects.filter(state=CaseState.DECIDED, decided_at__gte=since, decided_at__lt=until)
    answered = Appeal.objects.filter(decided_at__gte=since, decided_at__lt=until)
    values = {
        "claim": claimed.values_list(Seconds("first_claimed_at", "opened_at"), flat=True),
        "decide": decided.values_list(Seconds("decided_at", "opened_at") - F("paused_seconds"), flat=True),
        "appeal": answered.values_list(Seconds("decided_at", "at"), flat=True),
    }
    return {name: _rounded([max(one, 0.0) for one in rows.order_by()]) for name, rows in values.items()}


def _rounded(seconds: list[float]) -> dict[str, float | None]:
    found = times(seconds)
    whole = [round(one) if one is not None else None for one in (found.median, found.p90)]
    return {"n": found.n, "median": whole[0], "p90": whole[1]}


def _signals(since: datetime, until: datetime) -> dict[str, dict[str, int]]:
    """By source: how many came in, how many of them were upheld and dismissed so far."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: {"n": 0, "upheld": 0, "dismissed": 0})
    rows = Signal.objects.filter(at__gte=since, at__lt=until).order_by()
    for source, outcome, n in rows.values_list("source", "outcome").annotate(n=Count("pk")):
        found[source]["n"] += n
        if outcome:
            found[source][outcome] += n
    return {source: found[source] for source in sorted(found)}


def _restraints(until: datetime) -> dict[str, int]:
    """Sanctions that held somebody back at the last moment of the period, by level."""
    begun = Sanction.objects.filter(level__in=RESTRAINTS, imposed_at__lt=until)
    lasting = begun.filter(Q(ends_at=None) | Q(ends_at__gte=until)).filter(Q(ended_at=None) | Q(ended_at__gte=until))
    counts = dict(lasting.order_by().values_list("level").annotate(n=Count("pk")))
    return {level: counts[level] for level in Level.values if counts.get(level)}
