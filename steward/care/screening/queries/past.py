"""What people decided, as rehearsals read it; how much there is to rehearse on."""

from datetime import datetime

from steward.care.screening.models import PastDecision
from steward.care.screening.queries.reader import own_sources
from steward.stream.activity.enums import SPEAKING
from steward.stream.activity.public import Activity

_SOME = 500
#: So many messages are enough to see what a rule does; a rehearsal looks back a month at least.
_ENOUGH, _MONTH = 1_000, 30


def said_count(since: datetime) -> int:
    """How many rows a rehearsal since then reads."""
    return Activity.objects.filter(
        occurred_at__gte=since, kind__in=SPEAKING, deleted_at=None, exercise=""
    ).count()  # fmt: skip


def decided_activities(since: datetime) -> dict[int, bool]:
    """Activities people decided about since then, also those that are posts of the square: whether it was a breach."""
    rows = PastDecision.objects.filter(at__gte=since).values_list("kind", "subject_id", "upheld")
    found: dict[int, bool] = {}
    posts: dict[str, bool] = {}
    for kind, subject_id, upheld in rows:
        if kind == "activity":
            found[subject_id] = upheld
        elif kind == "post":
            posts[f"post-{subject_id}"] = upheld
    own, keys = own_sources(), list(posts)
    for at in range(0, len(keys), _SOME):
        known = Activity.objects.filter(source__in=own, key__in=keys[at : at + _SOME]).values_list("pk", "key")
        found |= {pk: posts[key] for pk, key in known}
    return found


def days_offered(now: datetime) -> int:
    """How far back a rehearsal looks unless somebody says otherwise: a month, or as far as there is enough to see."""
    rows = Activity.objects.filter(occurred_at__lte=now, kind__in=SPEAKING, deleted_at=None, exercise="")
    times = rows.order_by("-occurred_at").values_list("occurred_at", flat=True)
    first = next(iter(times[_ENOUGH : _ENOUGH + 1]), None) or times.last()
    return max((now - first).days + 1, _MONTH) if first else _MONTH
