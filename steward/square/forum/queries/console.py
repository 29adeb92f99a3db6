"""The console's tables: topics, tags, what the team did."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from steward.foundation.journal.public import Decision
from steward.foundation.ui.tables import Bulk, Column, Filter, Table
from steward.people.access.public import TEAM
from steward.people.accounts.public import Account
from steward.square.forum.enums import TopicKind
from steward.square.forum.models import Topic
from steward.square.forum.queries.places import places
from steward.square.forum.rules.moderation import ACTS, PREFIX, act_of, reason_text

#: Where bulk acts of a list are posted to (views.moderation_many).
MANY = "/moderation/many/?act="

STATES: dict[str, tuple[Any, Q]] = {
    "open": (lazy("shown"), Q(hidden_at=None, removed_at=None, waiting=False, merged_into=None)),
    "pinned": (lazy("pinned"), ~Q(pin="")),
    "featured": (lazy("featured"), Q(featured_at__isnull=False)),
    "locked": (lazy("locked"), Q(locked_at__isnull=False)),
    "timed": (lazy("closes or opens by itself"), Q(closes_at__isnull=False) | Q(opens_at__isnull=False)),
    "waiting": (lazy("waiting for review"), Q(waiting=True)),
    "hidden": (lazy("hidden"), Q(hidden_at__isnull=False)),
    "removed": (lazy("removed"), Q(removed_at__isnull=False)),
    "merged": (lazy("merged into another"), Q(merged_into__isnull=False)),
    "unanswered": (lazy("unanswered questions"), Q(kind=TopicKind.QUESTION, accepted=None)),
}


def states_of(topic: Topic) -> list[str]:
    """What a moderator must know of a topic, in words."""
    facts = (
        (topic.waiting, _("waiting for review")), (topic.hidden_at, _("hidden")), (topic.removed_at, _("removed")),
        (topic.merged_into_id, _("merged")), (topic.pin, _("pinned")), (topic.featured_at, _("featured")),
        (topic.locked_at, _("locked")), (topic.closes_at or topic.opens_at, _("timed")),
    )  # fmt: skip
    return [word for holds, word in facts if holds]


def _in_state(rows: QuerySet[Topic], values: tuple[str, ...]) -> QuerySet[Topic]:
    return rows.filter(STATES[values[0]][1]) if values else rows.none()


def _category_choices() -> list[tuple[str, Any]]:
    return [(str(row.pk), row.name) for row in places().rows.values()]


def _address(topic: Topic) -> str:
    return reverse("forum-topic-short", args=[topic.pk])


def _bulk(*keys: str) -> tuple[Bulk, ...]:
    return tuple(Bulk(ACTS[key].label, MANY + key, icon=ACTS[key].icon, danger=key == "remove") for key in keys)


TOPICS = Table(
    key="square-topics",
    caption=lazy("Topics"),
    sort="-last",
    search=("title__icontains",),
    search_label=lazy("Search titles"),
    columns=(
        Column("title", lazy("Title"), order=("title",), cell="forum/console_cells.jinja#title", lead=True),
        Column("category", lazy("Category"), order=("category__name",), value=lambda topic: topic.category.name),
        Column("kind", lazy("Kind"), order=("kind",), value=lambda topic: topic.get_kind_display(), shown=False),
        Column(
            "states",
            lazy("State"),
            kind="badge",
            value=lambda topic: states_of(topic) or None,
            export=lambda topic: ", ".join(states_of(topic)),
        ),
        Column("posts_count", pgettext_lazy("on the square", "Posts"), order=("posts_count",), kind="number"),
        Column("participants", lazy("People"), order=("participants",), kind="number", shown=False),
        Column("views", lazy("Views"), order=("views",), kind="number", shown=False),
        Column("created_at", lazy("Opened"), order=("created_at",), kind="day"),
        Column("last", lazy("Last post"), order=("last_post_at",), kind="ago", value=lambda topic: topic.last_post_at),
    ),
    filters=(
        Filter("category", lazy("Category"), _category_choices, lookup="category"),
        Filter("kind", lazy("Kind"), TopicKind.choices, lookup="kind"),
        Filter("state", lazy("State"), [(key, label) for key, (label, _q) in STATES.items()], apply=_in_state),
    ),
    bulk=_bulk("pin", "feature", "lock", "unlock", "move_topic", "merge_topics", "hide", "show", "remove", "restore"),
    row_name=lambda topic: topic.title,
)

TAGS = Table(
    key="square-tags",
    caption=lazy("Tags"),
    sort="-topics",
    search=("name__icontains", "key__icontains"),
    search_label=lazy("Search tags"),
    columns=(
        Column("name", lazy("Name"), order=("name",), href=lambda tag: reverse("square-tag", args=[tag.pk]), lead=True),
        Column("topics", lazy("Topics"), order=("topics",), kind="number"),
        Column("description", lazy("Description")),
    ),
)


def _mates() -> list[tuple[str, Any]]:
    rows = Account.objects.filter(grants__role__in=TEAM).distinct().order_by("name")
    return [("0", "Steward"), *((str(pk), name) for pk, name in rows.values_list("pk", "name"))]


def _by_mate(rows: QuerySet[Decision], values: tuple[str, ...]) -> QuerySet[Decision]:
    return rows.filter(account=int(values[0]) or None) if values else rows.none()


def _since(rows: QuerySet[Decision], values: tuple[str, ...]) -> QuerySet[Decision]:
    return rows.filter(at__date__gte=values[0]) if _is_day(values) else rows


def _until(rows: QuerySet[Decision], values: tuple[str, ...]) -> QuerySet[Decision]:
    return rows.filter(at__date__lte=values[0]) if _is_day(values) else rows


def _is_day(values: Sequence[str]) -> bool:
    from django.utils.dateparse import parse_date

    try:
        return bool(values and parse_date(values[0]))
    except ValueError:
        return False


def _act_label(row: Decision) -> Any:
    act = act_of(row.kind)
    return act.label if act else row.kind


def _why(row: Decision) -> str:
    return reason_text(row.evidence.get("code", ""), row.reason)


ACTS_DONE = Table(
    key="square-acts",
    caption=lazy("What the team did"),
    columns=(
        Column("at", lazy("When"), order=("at",), kind="moment"),
        Column("act", pgettext_lazy("an act", "What"), value=_act_label, lead=True),
        Column("title", lazy("About what"), cell="forum/console_cells.jinja#about",
               value=lambda row: row.evidence.get("title", "")),
        Column("mate", lazy("By whom"), value=lambda row: row.account.name if row.account else "Steward"),
        Column("why", pgettext_lazy("of a decision", "Reason"), value=_why),
        Column("undo", lazy("Undo"), cell="forum/console_cells.jinja#undo", export=lambda row: row.undone_at),
    ),
    sort="-at",
    filters=(
        Filter("mate", lazy("Team mate"), _mates, apply=_by_mate),
        Filter("act", lazy("Act"), [(PREFIX + key, act.label) for key, act in ACTS.items()], lookup="kind"),
        Filter("since", pgettext_lazy("a period", "Since"), kind="day", apply=_since),
        Filter("until", lazy("Until"), kind="day", apply=_until),
        Filter("standing", lazy("Not taken back"), kind="flag",
               apply=lambda rows, _values: rows.filter(undone_at=None)),
    ),
)  # fmt: skip
