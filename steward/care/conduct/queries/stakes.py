"""Who has a part of their own in a case."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from steward.care.conduct.enums import Step
from steward.care.conduct.models import Alternate, Case, CaseStep, Signal
from steward.care.conduct.rules.conflict import Stakes


def stakes_of(case_id: int) -> Stakes:
    """The stakes in one case: four queries."""
    return stakes_in([case_id])[case_id]


def stakes_in(case_ids: Iterable[int]) -> dict[int, Stakes]:
    """The stakes in each of these cases: four queries for any number, and one more for each link of a chain."""
    ids = list(case_ids)
    authors = dict(Case.objects.filter(pk__in=ids).values_list("pk", "author__member__account_id"))
    reports = Signal.objects.filter(case__in=ids, reporter__isnull=False)
    reporters = _pairs(reports.values_list("case_id", "reporter_id"))
    linked = _linked({account for account in authors.values() if account}.union(*reporters.values()))
    declared = _declared(ids)
    return {
        pk: Stakes(_people(linked, {authors.get(pk)}), _people(linked, reporters[pk]), frozenset(declared[pk]))
        for pk in ids
    }


def _declared(case_ids: list[int]) -> dict[int, set[int]]:
    """Who has declared a conflict of interest in each case and not taken it back since."""
    rows = CaseStep.objects.filter(case__in=case_ids, step__in=[Step.CONFLICT, Step.FREED], account__isnull=False)
    last = {(case, account): step for case, account, step in rows.order_by("at", "pk").values_list(
        "case_id", "account_id", "step"
    )}  # fmt: skip
    return _pairs(pair for pair, step in last.items() if step == Step.CONFLICT)


def _people(linked: dict[int, frozenset[int]], accounts: Iterable[int | None]) -> frozenset[int]:
    """These accounts and every other one of the same people."""
    return frozenset().union(*(linked.get(account, {account}) for account in accounts if account))


def _linked(accounts: set[int]) -> dict[int, frozenset[int]]:
    """Account → every account of the same person, itself too; whoever has one account only is not in it."""
    found: dict[int, frozenset[int]] = {}
    known, fresh = set(accounts), set(accounts)
    while fresh:
        rows = Alternate.objects.filter(Q(account__in=fresh) | Q(other__in=fresh)).values_list("account_id", "other_id")
        pairs = list(rows)
        for pair in pairs:
            together = frozenset(pair).union(*(found.get(account, ()) for account in pair))
            found.update(dict.fromkeys(together, together))
        fresh = {account for pair in pairs for account in pair} - known
        known |= fresh
    return found


def _pairs(rows: Iterable[tuple[int, int | None]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for case, account in rows:
        if account is not None:
            found[case].add(account)
    return found
