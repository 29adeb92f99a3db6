"""The reasons members can choose from, as the code puts them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from steward.care.clauses.public import REASONS, code_now
from steward.foundation.kernel.text import cut

#: Characters of a clause shown beside its title.
LENGTH = 140
_MARKUP = re.compile(r"[*_`#>\[\]]+|\(https?://[^)]*\)")


@dataclass(frozen=True, slots=True)
class ReportReason:
    """One reason: the clause that speaks of it where the code has one."""

    code: str
    title: str
    sentence: str = ""
    clause: str = ""  # key


def report_reasons() -> Sequence[ReportReason]:
    """Every reason, those with a clause first and in the code's order; "other" last."""
    named: dict[str, ReportReason] = {}
    for clause in code_now().clauses:
        words = cut(" ".join(_MARKUP.sub("", clause.text()).split()), LENGTH)
        named.setdefault(clause.reason, ReportReason(clause.reason, clause.title(), words, clause.key))
    rest = [ReportReason(code, str(label)) for code, label in REASONS.items() if code not in named]
    return sorted([*named.values(), *rest], key=lambda one: one.code == "other")
