"""What the team got done today."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import ngettext

from steward.direction.today.records import DoneToday
from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock

#: Types of facts and the icon they stand under.
_KINDS = {
    "work.task_finished": "square-check",
    "forum.answer_accepted": "message-circle-question-mark",
    "conduct.judged": "gavel",
    "appeals.decided": "scale",
    "decisions.resolved": "compass",
    "reports.sent": "newspaper",
    "goals.checked_in": "target",
}


def done_today() -> DoneToday:
    """Counts of today's facts in words, one query."""
    start = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Fact.objects.filter(type__in=_KINDS, at__gte=start, at__lt=start + timedelta(days=1))
    counts = dict(rows.values_list("type").annotate(number=Count("pk")))
    lines = tuple((icon, _said(kind, counts[kind])) for kind, icon in _KINDS.items() if counts.get(kind))
    return DoneToday(lines, sum(counts.values()))


def _said(kind: str, num: int) -> str:
    said = {
        "work.task_finished": ngettext("%(num)s task finished", "%(num)s tasks finished", num),
        "forum.answer_accepted": ngettext("%(num)s question answered", "%(num)s questions answered", num),
        "conduct.judged": ngettext("%(num)s case decided", "%(num)s cases decided", num),
        "appeals.decided": ngettext("%(num)s appeal decided", "%(num)s appeals decided", num),
        "decisions.resolved": ngettext("%(num)s decision made", "%(num)s decisions made", num),
        "reports.sent": ngettext("%(num)s report sent", "%(num)s reports sent", num),
        "goals.checked_in": ngettext("%(num)s check-in", "%(num)s check-ins", num),
    }[kind]
    return said % {"num": num}
