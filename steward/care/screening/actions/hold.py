"""What every change of a rule or a list begins and ends with."""

from steward.care.screening.enums import SEQUENCE
from steward.care.screening.models import Rule
from steward.foundation.journal.public import allocate
from steward.foundation.kernel.ruling import NotFound


def hold(rule_id: int) -> Rule:
    """The rule, locked until the transaction ends. Raises NotFound."""
    rule = Rule.objects.select_for_update().filter(pk=rule_id, removed_at=None).first()
    if rule is None:
        raise NotFound
    return rule


def renew() -> None:
    """Let every process compile the rules anew."""
    allocate(SEQUENCE)
