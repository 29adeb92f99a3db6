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
    """The stakes in each of these cases: four queries for any number."""
    ids = list(case_ids)
    authors = dict(Case.objects.filter(pk__in=ids).values_list("pk", "author__member__account_id"))
    linked = _linked({account for account in authors.values() if account})
    reports = Signal.objects.filter(case__in=ids, reporter__isnull=False)
    reporters = _pairs(reports.values_list("case_id", "reporter_id"))
    declared = _pairs(
        CaseStep.objects.filter(case__in=ids, step=Step.CONFLICT, account__isnull=False).values_list(
            "case_id", "account_id"
        )
    )
    return {pk: Stakes(_with(linked, authors.get(pk)), frozenset(reporters[pk]), frozenset(declared[pk])) for pk in ids}


def _with(linked: dict[int, set[int]], account: int | None) -> frozenset[int]:
    return frozenset({account} | linked[account]) if account else frozenset()


def _linked(accounts: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    if accounts:
        rows = Alternate.objects.filter(Q(account__in=accounts) | Q(other__in=accounts))
        for one, other in rows.values_list("account_id", "other_id"):
            found[one].add(other)
            found[other].add(one)
    return found


def _pairs(rows: Iterable[tuple[int, int | None]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for case, account in rows:
        if account is not None:
            found[case].add(account)
    return found
