"""What a person must do by hand on a channel, as the room of tasks shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from steward.care.conduct.models import ChannelTask
from steward.care.conduct.queries.console import TASKS
from steward.care.conduct.queries.task_words import RULE


@dataclass(frozen=True, slots=True)
class ByHand:
    """One thing to do, titled in the language that is active; `texts` are ready to copy."""

    task_id: int
    title: str
    texts: tuple[str, ...]
    url: str  # where it stands, or ""
    judgement: str  # the judgement's page
    number: int  # of the judgement
    place: str  # "category:3", "channel:7"
    at: datetime
    done_at: datetime | None
    done_by_id: int | None


def by_hand(ids: Collection[int] | None = None) -> list[ByHand]:
    """These tasks, or every open one, the oldest first; one query. For rooms that show them to who may judge."""
    rows = ChannelTask.objects.select_related("channel", "judgement__case").order_by("at", "pk")
    rows = rows.filter(done_at=None) if ids is None else rows.filter(pk__in=ids)
    return [_told(row) for row in rows]


def _told(row: ChannelTask) -> ByHand:
    where = row.channel.name if row.channel else row.judgement.case.place_name
    what = {"where": where, "what": TASKS.get(row.ability, row.ability)}
    title = _("%(where)s: %(what)s") % what if where else str(what["what"])
    return ByHand(
        row.pk, title, tuple(row.words.split(RULE)), row.url, reverse("conduct-judgement", args=[row.judgement_id]),
        row.judgement_id, row.judgement.case.place, row.at, row.done_at, row.done_by_id,
    )  # fmt: skip
