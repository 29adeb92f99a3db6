"""What appeals have to say in a report of the team."""

from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from steward.care.appeals.enums import Outcome, State
from steward.care.appeals.models import Appeal
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Passage
from steward.people.access.public import Viewer
from steward.people.community.public import community


def appeals_passage(_viewer: Viewer, since: date, until: date) -> Passage | None:
    """New appeals, answers, how many overturned the decision, how many are late; one query. None when nothing moved."""
    zone = community().zone
    begins, ends = datetime.combine(since, time(), zone), datetime.combine(until, time(), zone)
    answered = Q(decided_at__gte=begins, decided_at__lt=ends)
    told = Appeal.objects.aggregate(
        new=Count("pk", Q(at__gte=begins, at__lt=ends)),
        answered=Count("pk", answered),
        overturned=Count("pk", answered & Q(outcome=Outcome.OVERTURNED)),
        late=Count("pk", Q(state=State.OPEN, due_at__lt=clock.now())),
    )
    if not told["new"] and not told["answered"] and not told["late"]:
        return None
    sentence = _("%(new)s new appeals, %(answered)s answered, %(overturned)s of them right.") % told
    late = [_("Appeals past their time: %(late)s.") % told] if told["late"] else []
    return Passage(_("Appeals"), (sentence, *late))
