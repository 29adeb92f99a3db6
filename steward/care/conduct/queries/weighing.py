"""Everything a judgement of one case is weighed by: ladder, comparable cases, who is behind the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from steward.care.clauses.public import ClauseNow, clause_now
from steward.care.conduct.enums import Level, Source
from steward.care.conduct.models import Case
from steward.care.conduct.queries.comparable import Comparable, comparable
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.queries.standing import (
    account_of,
    cap_for,
    linked_accounts,
    same_person,
    sanctions_of,
)
from steward.care.conduct.rules.ladder import Earlier, Suggestion, Violation, counted, suggest
from steward.care.conduct.rules.practice import Practice
from steward.people.accounts.public import Account

#: Sources that are people.
PEOPLE = frozenset({Source.REPORT, Source.TEAM})


@dataclass
class Weighing:
    """What is known of the author and the practice; what depends on a clause is worked out when asked."""

    case: Case
    now: datetime
    practice: Practice
    account: Account | None
    linked: list[int]  # other accounts of the same person
    history: Sequence[Earlier]
    sources: frozenset[str]

    @cached_property
    def cap(self) -> str:
        """The most an exemption lets the ladder propose."""
        return cap_for(self.account, self.practice)

    @property
    def done_at(self) -> datetime:
        """When it was done."""
        return self.case.written_at or self.case.opened_at

    @property
    def earlier(self) -> int:
        """How many earlier sanctions count."""
        return len(counted(self.history, self.done_at, self.practice))

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where a sanction may hold: everywhere, or in the category it happened in."""
        return ("", self.case.place) if self.case.place.startswith("category:") else ("",)

    @property
    def usual_scope(self) -> str:
        """Where it holds unless somebody says otherwise."""
        return self.scopes[-1] if self.practice.scope == "place" else ""

    def suggestion(self, clause: ClauseNow | None) -> Suggestion:
        """What the ladder proposes for a violation of this clause."""
        severity = clause.severity if clause else self.case.severity
        least, most = (clause.least, clause.most) if clause else (Level.REMIND, Level.BAN)
        machine_only = not self.sources & PEOPLE
        violation = Violation(self.done_at, severity, least, most, machine_only=machine_only)
        return suggest(self.history, violation, self.practice, self.cap)

    def comparable(self, key: str) -> Comparable:
        """How cases like this one were decided under the clause."""
        return comparable(clause=key, earlier=self.earlier, now=self.now, without=self.case.pk)


def weigh(case: Case, now: datetime) -> Weighing:
    """Load what a judgement of the case is weighed by: at most eight queries, whatever the history."""
    account = account_of(case.author_id)
    return Weighing(
        case=case,
        now=now,
        practice=practice_now(),
        account=account,
        linked=linked_accounts(account.pk) if account else [],
        history=sanctions_of(same_person(case.author_id)),
        sources=frozenset(case.signals.order_by().values_list("source", flat=True).distinct()),
    )


def clause_named(key: str) -> ClauseNow | None:
    """The clause of the code in force; None for "" and for a key it does not have."""
    return clause_now(key) if key else None
