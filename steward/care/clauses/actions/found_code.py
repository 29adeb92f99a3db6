"""Begin with a starting set."""

from django.db import transaction

from steward.care.clauses.actions.write_clause import add, hold
from steward.care.clauses.enums import MANAGE
from steward.care.clauses.errors import code_exists, no_such_set
from steward.care.clauses.events import CodeFounded
from steward.care.clauses.models import Clause
from steward.care.clauses.rules import clean_words
from steward.care.clauses.starting import SETS
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def found_code(*, actor: Viewer, starting_set: str) -> int:
    """Write the clauses of a starting set as the first draft; returns how many. `discard_draft` takes it back.

    Raises Forbidden, and Invalid where there are clauses or no such set.
    """
    require(allowed(actor, MANAGE))
    if starting_set not in SETS:
        raise no_such_set()
    hold()
    if Clause.objects.exists():
        raise code_exists()
    for one in SETS[starting_set].clauses:
        add(actor, one.key, one.reason, clean_words(one.words))
    count = len(SETS[starting_set].clauses)
    decide(kind="clauses.found", subject="code", account_id=actor.account_id, evidence={"set": starting_set})
    publish(CodeFounded(starting_set, count), actor=actor.name)
    return count
