"""Who had a part in what is appealed, for any number of judgements with a constant number of queries."""

from collections.abc import Iterable

from steward.care.appeals.enums import DECIDE
from steward.care.appeals.rules import Involved
from steward.care.conduct.public import Judgement, stakes_in
from steward.people.access.public import accounts_with


def involved_in(judgements: Iterable[Judgement]) -> dict[int, Involved]:
    """The accounts with a part in each of these judgements, by its id; four queries (those of conduct's stakes)."""
    rows = list(judgements)
    stakes = stakes_in({row.case_id for row in rows}) if rows else {}
    return {
        row.pk: Involved(
            judge=row.by_id,
            adviser=row.opinion_by_id,
            appellants=stakes[row.case_id].author,
            reporters=stakes[row.case_id].reporters,
            declared=stakes[row.case_id].declared,
        )
        for row in rows
    }


def involved(judgement_id: int) -> Involved:
    """The same for one judgement."""
    return involved_in(Judgement.objects.filter(pk=judgement_id))[judgement_id]


def holders() -> list[int]:
    """The accounts that hold the right to decide appeals, owners too."""
    return accounts_with(DECIDE)
