"""What conduct has to say in a report of the team: numbers only, never about whom."""

from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from steward.care.conduct.enums import CaseState, Level
from steward.care.conduct.models import Case, Judgement
from steward.foundation.kernel.contracts import Passage
from steward.people.access.public import Viewer
from steward.people.community.public import community


def order_passage(_viewer: Viewer, since: date, until: date) -> Passage | None:
    """Cases opened, decided and still open, decisions by what they did, overturned ones; four queries.

    None when nothing came and nothing was decided.
    """
    zone = community().zone
    begins, ends = datetime.combine(since, time(), zone), datetime.combine(until, time(), zone)
    opened = Case.objects.filter(opened_at__gte=begins, opened_at__lt=ends).count()
    rows = Judgement.objects.filter(at__gte=begins, at__lt=ends).order_by().values("level").annotate(n=Count("pk"))
    levels = {row["level"]: row["n"] for row in rows}
    overturned = Judgement.objects.filter(overturned_at__gte=begins, overturned_at__lt=ends).count()
    if not opened and not levels and not overturned:
        return None
    waiting = Case.objects.filter(Q(state=CaseState.OPEN) | Q(state=CaseState.PAUSED)).count()
    told = {"opened": opened, "decided": sum(levels.values()), "waiting": waiting}
    sentences = [_("%(opened)s cases opened, %(decided)s decisions taken, %(waiting)s cases still open.") % told]
    if overturned:
        sentences.append(_("Decisions overturned: %(n)s.") % {"n": overturned})
    counted = tuple((str(level.label), str(levels[level])) for level in Level if levels.get(level))
    return Passage(_("Cases and decisions"), tuple(sentences), (_("Decision"), _("Times")) if counted else (), counted)
