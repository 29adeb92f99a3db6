"""How much a reporter's word weighs. After Discourse's ReviewableScore (app/models/reviewable_score.rb)."""

from math import log

#: A reporter is judged by their record only when this many of their reports have been decided.
RECORD = 5
#: The share of upheld reports from which a record speaks for the reporter.
PIVOT = 0.7
#: What the best record adds for each power of four of its length.
STRENGTH = 5.0
#: The trust level a team mate counts as.
TEAM_LEVEL = 5


def accuracy_bonus(upheld: int, dismissed: int) -> float:
    """What a reporter's record adds to their weight: nothing up to five decided reports, then −5·log₄n to 5·log₄n.

    Linear from 0 at 70 % upheld to ±1 at 100 % and 0 %, times log₄ of the number decided, times 5.
    """
    total = upheld + dismissed
    if total <= RECORD:
        return 0.0
    share = upheld / total
    distance = (share - PIVOT) / (1 - PIVOT) if share >= PIVOT else (share - PIVOT) / PIVOT
    return distance * log(total, 4) * STRENGTH


def reporter_weight(level: int, *, team: bool, upheld: int, dismissed: int) -> float:
    """The weight of a report: 1 + trust level (a team mate's counts as 5) + what the record adds; may be negative."""
    return 1.0 + (TEAM_LEVEL if team else level) + accuracy_bonus(upheld, dismissed)


#: Reports within an hour by trust level (0 to 4); the team reports without a limit.
AN_HOUR = (3, 6, 10, 15, 20)


def reports_an_hour(level: int) -> int:
    """How many reports somebody of that trust level may send within an hour."""
    return AN_HOUR[max(0, min(level, len(AN_HOUR) - 1))]
