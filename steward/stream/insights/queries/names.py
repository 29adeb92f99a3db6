"""Names for the ids that answers are made of."""

from collections.abc import Iterable

from steward.people.access.public import Viewer
from steward.people.members.public import Member
from steward.stream.activity.public import Channel

#: SQLite binds fewer values than PostgreSQL.
PART = 900


def member_names(viewer: Viewer, ids: Iterable[int]) -> dict[int, str]:
    """Members by id; nobody who asked not to be profiled. Without the right to see members, nobody."""
    if not viewer.can("members.view"):
        return {}
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for at in range(0, len(wanted), PART):
        rows = Member.objects.filter(pk__in=wanted[at : at + PART], do_not_profile=False)
        found.update(rows.values_list("pk", "name"))
    return found


def channel_names(ids: Iterable[int]) -> dict[int, str]:
    """Channels by id, each with its source where two have one name."""
    rows = list(Channel.objects.filter(pk__in=set(ids)).values_list("pk", "name", "source__name"))
    names = [name for _pk, name, _source in rows]
    return {pk: f"{name} · {source}" if names.count(name) > 1 else name for pk, name, source in rows}
