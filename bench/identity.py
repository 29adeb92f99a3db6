"""Identity resolution without the database: 100,000 made-up identities, as importing several channels gives them."""

import random
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from bench.__main__ import row
from steward.people.members.identity.normalise import Facts
from steward.people.members.identity.resolve import Match, resolve

COUNT = 100_000
SECONDS = 20.0
#: What SortingHat 0.7 unified in a second on the same kind of machine, identities with the same fields.
SORTINGHAT_PER_SECOND = 69.0


def _words(text: str) -> list[str]:
    return text.split()


_GIVEN = _words("""
    anna bruno carla dmitri elena farid gita hans ines jonas karin luis maria nils olga pavel rosa sven tara ulf
""")
_CHINESE = _words("""
    张 王 李 赵 陈 杨 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁
""")
_PINYIN = _words("""
    zhang wang li zhao chen yang huang zhou wu xu sun hu zhu gao lin he guo ma luo liang
""")
_HAN = list(zip("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平", _words("""
    wei fang na min jing li qiang lei jun yang yong yan jie juan tao ming chao xiu xia ping
"""), strict=True))  # fmt: skip
_PARTS = _words("""
    ba ko ren mil tor van der lin gas ver mon tel ari sun dar fel gor hol isk jar kel lum nor pes rid sol tum
""")
_PROVIDERS = ["gmail.com", "qq.com", "163.com", "outlook.com", "acme.example", "umbra.example"]


def people(seed: int = 7) -> Iterable[tuple[str, str, str]]:
    """Endless made-up people: (name in Latin script, name as written, handle)."""
    chance = random.Random(seed)
    while True:
        if chance.random() < 0.5:
            which = chance.randrange(20)
            given = chance.choices(_HAN, k=chance.choice((1, 2, 2)))
            latin = f"{''.join(sound for _, sound in given).title()} {_PINYIN[which].title()}"
            yield (
                latin,
                _CHINESE[which] + "".join(han for han, _ in given),
                _PINYIN[which] + str(chance.randrange(10**6)),
            )
        else:
            latin = (
                f"{chance.choice(_GIVEN).title()} {''.join(chance.choices(_PARTS, k=chance.choice((2, 3, 3)))).title()}"
            )
            yield latin, latin, latin.split()[0][0].lower() + latin.split()[1].lower() + str(chance.randrange(10**4))


def identities(count: int) -> tuple[list[Facts], dict[int, int]]:
    """`count` identities of people with one to four accounts, and the person of each."""
    chance = random.Random(11)
    facts: list[Facts] = []
    person: dict[int, int] = {}
    for who, (latin, written, handle) in enumerate(people()):
        address = f"{handle}@{chance.choice(_PROVIDERS)}"
        forms = [
            ("slack", handle, written, address, True), ("email", "", latin, address, False),
            ("discourse", handle, "", "", False), ("discord", f"{handle}_", written, "", False),
        ]  # fmt: skip
        for service, own, name, email, verified in chance.sample(forms, k=chance.choice((1, 1, 2, 2, 3, 4))):
            number = len(facts)
            if number == count:
                return facts, person
            account = email if service == "email" else f"{service}{number}"
            facts.append(Facts(number, service, account, own, name, email, verified, "", False, service))
            person[number] = who
    return facts, person


def quality(merges: Iterable[Match], person: dict[int, int]) -> tuple[float, float]:
    """Precision and recall of the pairs within the groups that these matches make."""
    parent = {number: number for number in person}

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for match in merges:
        parent[find(match.low)] = find(match.high)
    found, true = _pairs({number: find(number) for number in person}), _pairs(person)
    both = len(found & true)
    return both / max(1, len(found)), both / max(1, len(true))


def _pairs(group: dict[int, int]) -> set[tuple[int, int]]:
    members: dict[int, list[int]] = defaultdict(list)
    for number, key in group.items():
        members[key].append(number)
    return {pair for block in members.values() for pair in combinations(sorted(block), 2)}


def run() -> list[dict[str, Any]]:
    """Time the resolution once."""
    facts, person = identities(COUNT)
    start = time.perf_counter()
    result = resolve(facts)
    seconds = time.perf_counter() - start
    precision, recall = quality(result.merges, person)
    return [
        row("identity: 100,000 identities resolved", round(seconds, 2), "s",
            baseline=round(COUNT / SORTINGHAT_PER_SECOND), goal=f"under {SECONDS:.0f} s", met=seconds < SECONDS),
        row("identity: automatic precision on them", round(precision, 4), "", goal="0.995", met=precision >= 0.995),
        row("identity: automatic recall on them", round(recall, 4), ""),
    ]  # fmt: skip


if __name__ == "__main__":
    for line in run():
        print(line)
