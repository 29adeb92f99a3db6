"""The room's settings, and what a rule has been through."""

from steward.care.screening.models import Rehearsal, Rule, Switches

ROW = 1


def switches(*, lock: bool = False) -> Switches:
    """The settings; as they are by default where nobody touched them. `lock` holds them until the transaction ends."""
    if not lock:
        return Switches.objects.filter(pk=ROW).first() or Switches(pk=ROW)
    Switches.objects.get_or_create(pk=ROW)
    return Switches.objects.select_for_update().get(pk=ROW)


def was_rehearsed(rule: Rule) -> bool:
    """Whether a rehearsal of this very version is over."""
    return Rehearsal.objects.filter(rule=rule, version=rule.version, done_at__isnull=False).exists()
