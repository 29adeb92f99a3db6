"""Our rules beside splink 5 (Fellegi and Sunter with EM, on DuckDB), on accounts whose owners are known.

Run by hand: `python -m bench.identity_splink FOLDER`, where FOLDER holds `openstack_accounts.csv` and
`openstack_truth_dev.csv`. Without a folder it makes up its identities as `bench.identity` does.
"""

import csv
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.__main__ import row
from bench.identity import identities, quality
from steward.people.members.identity.normalise import Facts, profile
from steward.people.members.identity.resolve import Match, resolve

COUNT = 4000


def accounts(folder: Path) -> tuple[list[Facts], dict[int, int]]:
    """The accounts of the folder and the person of each."""
    with (folder / "openstack_truth_dev.csv").open(encoding="utf-8") as file:
        owner = {line["account_id"]: line["person_id"] for line in csv.DictReader(file)}
    people = {who: number for number, who in enumerate(sorted(set(owner.values())))}
    facts, person = [], {}
    with (folder / "openstack_accounts.csv").open(encoding="utf-8") as file:
        for number, line in enumerate(csv.DictReader(file)):
            facts.append(Facts(number, line["source"], line["account_id"], line["username"], line["display_name"],
                               line["email"], service=line["source"]))  # fmt: skip
            person[number] = people[owner[line["account_id"]]]
    return facts, person


def splink(facts: Iterable[Facts], threshold: float) -> list[Match]:
    """The pairs splink finds likely from the same folded fields that our rules use."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as library

    rows = [_fields(each) for each in facts]
    database = DuckDBAPI()
    frame = database.register(pa.Table.from_pylist(rows))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.JaroWinklerAtThresholds("name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            library.JaroWinklerAtThresholds("text", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            library.ExactMatch("initials"),
            library.ExactMatch("domain").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("name"), block_on("text"), block_on("first", "substr(last, 1, 3)"), block_on("initials"),
            block_on("substr(text, 1, 6)"), block_on("joined"),
        ],
    )  # fmt: skip
    linker = Linker(frame, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("name"), block_on("text")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("text"))
    found = linker.inference.predict(threshold_match_probability=threshold)
    sql = f"SELECT unique_id_l, unique_id_r, match_probability FROM {found.physical_name}"
    return [Match(*line, ()) for line in database.duckdb_con.execute(sql).fetchall()]


def _fields(facts: Facts) -> dict[str, Any]:
    found = profile(facts)
    words = found.names[0] if found.names else ()
    text = found.handle or found.local
    return {
        "unique_id": facts.id,
        "name": " ".join(sorted(words)) or None,
        "first": words[0] if words else None,
        "last": words[-1] if words else None,
        "joined": "".join(words) or text or None,
        "initials": (words[0][0] + words[-1] if len(words) > 1 else text) or None,
        "text": text or None,
        "domain": found.domain if found.label else None,
    }


def run(folder: Path | None = None) -> list[dict[str, Any]]:
    """F1 over pairs after closure, ours against splink's best of five thresholds (which favours splink)."""
    facts, person = accounts(folder) if folder else identities(COUNT)
    start = time.perf_counter()
    found = resolve(facts)
    ours_seconds = time.perf_counter() - start
    ours = _f1(*quality([*found.merges, *found.proposals], person))
    start = time.perf_counter()
    candidates = splink(facts, 0.5)
    theirs_seconds = time.perf_counter() - start
    best = max(
        _f1(*quality([m for m in candidates if m.score >= least], person)) for least in (0.5, 0.8, 0.9, 0.99, 0.999)
    )
    return [
        row("identity: F1 with proposals, beside splink", round(ours, 4), "", baseline=round(best, 4),
            goal="at least splink's", met=ours >= best),
        row("identity: seconds for the same, beside splink", round(ours_seconds, 2), "s",
            baseline=round(theirs_seconds, 2)),
    ]  # fmt: skip


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    for line in run(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(line)
