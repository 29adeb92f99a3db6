"""What a line says, with the names of those it means."""

from dataclasses import dataclass
from datetime import datetime

from steward.team.work.queries.people import found_mate, mates
from steward.team.work.rules.due import zone
from steward.team.work.rules.quick_add import Understood, understand
from steward.team.work.rules.repeating import in_words

LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """What was understood, to be looked at before it is saved."""

    line: str
    said: Understood
    owner: str
    helpers: tuple[str, ...]
    repeats: str


def understood(line: str, now: datetime) -> Shown:
    """Read a line as of a moment; queries only where somebody is named."""
    line = line[:LONGEST_LINE]
    team = mates() if "@" in line or "＠" in line else []
    names = {mate.account_id: mate.name for mate in team}

    def find(word: str) -> int | None:
        mate = found_mate(word, team)
        return mate.account_id if mate else None

    said = understand(line, now.astimezone(zone()).date(), find)
    people = [names[account] for account in said.people]
    return Shown(line, said, people[0] if people else "", tuple(people[1:]), in_words(said.repeat, said.workdays))
