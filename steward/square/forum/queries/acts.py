"""What the team did: for those concerned, between the posts, and in the console's log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.people.access.public import Role, Viewer
from steward.people.accounts.public import Account
from steward.people.joining.public import account_faces
from steward.square.forum.enums import TopicKind
from steward.square.forum.models import Practice
from steward.square.forum.rules.moderation import ACTS, PREFIX, Act, act_of, reason_text
from steward.square.forum.rules.rights import Standpoint

KINDS = tuple(PREFIX + key for key in ACTS)
#: Acts of the public kind, shown between the posts.
PUBLIC = tuple(PREFIX + key for key, act in ACTS.items() if act.public)
_BETWEEN = ("forum.merge_topics", "forum.split_topic", "forum.move_posts")


@dataclass(frozen=True, slots=True)
class Deed:
    """One act as it is read."""

    id: int
    act: Act
    at: datetime
    who: str  # a name, or "The team"
    text: str  # "The team locked this topic"
    detail: str  # where to, how many, which title
    reason: str
    undone_at: datetime | None
    undone_by: str
    batch: str = ""
    title: str = ""
    topic_id: int | None = None


def names_are_shown() -> bool:
    """Whether members read who of the team did something."""
    return Practice.objects.filter(pk=1, names_shown=True).exists()


def decisions_about(topic_id: int) -> QuerySet[Decision]:
    """Every act on a topic, also those that brought posts of others into it; the earliest first."""
    own = Q(subject=f"topic:{topic_id}", kind__in=KINDS)
    brought = Q(kind__in=_BETWEEN, evidence__into=topic_id)
    return Decision.objects.filter(own | brought).order_by("at", "pk")


def deeds_for(standpoint: Standpoint, topic_id: int, *, moderates: bool) -> list[Deed]:
    """The acts this reader may know of: all for moderators, else the public ones and those about their own words."""
    rows = decisions_about(topic_id)
    if not moderates:
        rows = [row for row in rows if row.kind in PUBLIC or _concerns(row, standpoint.identities)]  # type: ignore[assignment]
    return deeds(rows, named=moderates or names_are_shown())


def is_concerned(standpoint: Standpoint, topic_id: int) -> bool:
    """Whether an act on the topic was about words of the reader's: they may read of it even when it is gone."""
    return any(_concerns(row, standpoint.identities) for row in decisions_about(topic_id))


def hearers(topic_id: int) -> list[str]:
    """Nicknames of at most three who lead the team, before all such as had no part in the acts on this topic."""
    leads = Account.objects.filter(is_active=True, grants__role__in=[Role.OWNER, Role.LEAD]).distinct()
    acted = decisions_about(topic_id).order_by().exclude(account=None).values("account")
    return list((leads.exclude(pk__in=acted) or leads).order_by("pk").values_list("name", flat=True)[:3])


def notices(topic_id: int, since: datetime | None = None, until: datetime | None = None) -> list[Deed]:
    """What stands between the posts of a topic: public acts that were not taken back, within these moments.

    At most two queries (three where names are shown). The words depend on the reader's language only.
    """
    rows = decisions_about(topic_id).filter(kind__in=PUBLIC, undone_at=None)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    return deeds(rows, named=names_are_shown())


def between(topic_id: int, numbers: Sequence[tuple[int, datetime]], *, last: bool) -> dict[int, list[Deed]]:
    """The notices of one page of a topic by the number of the post they stand before; 0 for those after the last.

    `numbers` are the page's posts as (number, created_at); `last` says that no page follows.
    """
    placed: dict[int, list[Deed]] = {}
    for deed in notices(topic_id):
        later = next((number for number, at in numbers if at > deed.at), 0)
        earlier = any(at <= deed.at for _number, at in numbers)
        if earlier and (later or last):
            placed.setdefault(later, []).append(deed)
    return placed


def log_for(viewer: Viewer) -> QuerySet[Decision]:
    """Every act on the square, for the console; nothing for who does not moderate."""
    rows = Decision.objects.filter(kind__in=KINDS).select_related("account", "undone_by").order_by("-at", "-pk")
    return rows if viewer.can("forum.moderate") else rows.none()


def deeds(rows: Iterable[Decision], *, named: bool) -> list[Deed]:
    """Decisions as they are read; with `named`, by the names of the team mates (one query)."""
    found = list(rows)
    ids = {pk for row in found for pk in (row.account_id, row.undone_by_id) if pk}
    faces = account_faces(ids) if named and ids else {}
    names = {pk: face.name for pk, face in faces.items()}
    return [_deed(row, act, names) for row in found if (act := act_of(row.kind))]


def _deed(row: Decision, act: Act, names: dict[int, str]) -> Deed:
    who = names.get(row.account_id or 0) or (_("The team") if row.account_id else "Steward")
    return Deed(
        id=row.pk,
        act=act,
        at=row.at,
        who=who,
        text=_("%(who)s %(did)s") % {"who": who, "did": act.said},
        detail=_detail(row),
        reason=reason_text(row.evidence.get("code", ""), row.reason),
        undone_at=row.undone_at,
        undone_by=names.get(row.undone_by_id or 0) or (_("The team") if row.undone_at else ""),
        batch=row.evidence.get("batch", ""),
        title=row.evidence.get("title", ""),
        topic_id=(row.evidence.get("topics") or [None])[0],
    )


def _detail(row: Decision) -> str:
    """Where to, how many, what it is called now."""
    seen: dict[str, Any] = row.evidence
    to = seen.get("to")
    parts: Sequence[str] = (
        f"→ {seen['category']}" if "category" in seen else "",
        f"“{seen['title']}” → “{seen['into_title']}”" if "into_title" in seen else "",
        f"→ {TopicKind(to).label}" if to and row.kind == "forum.change_kind" else "",
        f"→ “{to}”" if row.kind == "forum.change_title" else "",
        " ".join(f"#{name}" for name in to or ()) if row.kind == "forum.change_tags" else "",
        " ".join(f"#{number}" for number in seen.get("numbers", ())[:12]),
        _("one reply every %(seconds)d seconds") % {"seconds": seen["seconds"]} if seen.get("seconds") else "",
    )
    return " · ".join(part for part in parts if part)


def _concerns(row: Decision, identities: frozenset[int]) -> bool:
    return not identities.isdisjoint(row.evidence.get("concerned", ()))
