"""What identity resolution reaches on accounts whose owners are known (a development half; pinned slightly below)."""

import csv
from collections import defaultdict
from itertools import combinations

import pytest

from steward.people.members.identity.normalise import Facts
from steward.people.members.identity.resolve import Match, resolve

pytestmark = pytest.mark.real_data


def load(folder):
    with (folder / "openstack_accounts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (folder / "openstack_truth_dev.csv").open(encoding="utf-8") as file:
        owner = {row["account_id"]: row["person_id"] for row in csv.DictReader(file)}
    facts = [
        Facts(
            n,
            row["source"],
            row["account_id"],
            row["username"],
            row["display_name"],
            row["email"],
            service=row["source"],
        )
        for n, row in enumerate(rows)
    ]
    people = defaultdict(list)
    for n, row in enumerate(rows):
        people[owner[row["account_id"]]].append(n)
    return facts, {pair for accounts in people.values() for pair in combinations(accounts, 2)}


def quality(matches: list[Match], true: set[tuple[int, int]]) -> tuple[float, float]:
    parent: dict[int, int] = {}

    def find(node: int) -> int:
        while (up := parent.get(node, node)) != node:
            node = up
        return node

    for match in matches:
        parent[find(match.low)] = find(match.high)
    groups = defaultdict(list)
    for node in sorted({end for match in matches for end in match[:2]}):
        groups[find(node)].append(node)
    found = {pair for group in groups.values() for pair in combinations(group, 2)}
    both = len(found & true)
    return both / len(found), both / len(true)


def test_automatic_merges_are_precise_and_proposals_find_nearly_all(shared_data):
    facts, true = load(shared_data("identity"))

    found = resolve(facts)

    assert len(true) == 4644
    precision, recall = quality(found.merges, true)
    assert precision >= 0.995
    assert recall >= 0.11
    precision, recall = quality([*found.merges, *found.proposals], true)
    assert precision >= 0.975
    assert recall >= 0.94
    assert 2 * precision * recall / (precision + recall) >= 0.955


def test_contributors_are_found_among_the_forums_people(shared_data):
    with (shared_data("identity") / "urho3d_git_log.csv").open(encoding="utf-8") as file:
        authors = {row["author_email"].lower(): row["author_name"] for row in csv.DictReader(file)}
    facts = [Facts(n, "email", mail, "", name, mail) for n, (mail, name) in enumerate(sorted(authors.items()))]
    forum = Facts(9000, "urho3d", "7", "weitjong", "Yao Wei Tjong", service="discourse")
    bystander = Facts(9001, "urho3d", "8", "tjongfan", "Somebody Else", service="discourse")

    found = resolve([*facts, forum, bystander])

    [match] = [match for match in found.merges if match.high == 9000]
    assert facts[match.low].email == "weitjong@gmail.com"
    assert all(9001 not in match[:2] for match in (*found.merges, *found.proposals))
