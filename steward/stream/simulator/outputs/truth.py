"""Which accounts are one person: the ground truth for identity resolution."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.enums import Source
from steward.stream.simulator.spec import Spec
from steward.stream.simulator.words.names import REALMS, Names


class Truth(NamedTuple):
    """An account and the number of the person it belongs to."""

    source: str
    realm: str
    account_id: str
    person: int


def truth(spec: Spec, population: Population) -> Iterator[Truth]:
    """One row per account, in the order of joining."""
    names = Names(spec, population)
    accounts = population.accounts
    for account, (person, code) in enumerate(zip(accounts.person.tolist(), accounts.source.tolist(), strict=True)):
        yield Truth(Source(code).name.lower(), REALMS[code], names.account_id(account), person)


def write_truth(spec: Spec, population: Population, path: Path) -> int:
    """Write the truth as CSV with a heading and return the number of accounts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(Truth._fields)
        count = 0
        for row in truth(spec, population):
            writer.writerow(row)
            count += 1
    return count
