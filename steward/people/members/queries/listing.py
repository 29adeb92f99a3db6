"""The list of members: who is in it, its columns, its filters."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.ui.tables import Bulk, Column, Filter, Table, TableState
from steward.people.access.public import Viewer, allowed
from steward.people.members.bulk import distinct
from steward.people.members.models import Edit, Identity, Member, Segment

Rows = QuerySet[Member]


def members_for(viewer: Viewer) -> Rows:
    """Every member the viewer may see, identities loaded with them. Raises Forbidden."""
    require(allowed(viewer, "members.view"))
    return Member.objects.filter(merged_into=None).prefetch_related("identities")


def segment_members(viewer: Viewer, segment_id: int) -> Rows:
    """The members of a saved segment, as it is now. Raises Forbidden, NotFound."""
    rows = members_for(viewer)
    segment = Segment.objects.filter(pk=segment_id).first()
    if segment is None:
        raise NotFound
    state = TableState.parse(MEMBERS, QueryDict(segment.query.get("address", "")))
    found: Rows = MEMBERS.narrowed(rows, state)
    return found


def each_segment(viewer: Viewer) -> list[tuple[Segment, Rows]]:
    """Every saved segment with its members, not asked for yet, in one query. Raises Forbidden."""
    rows = members_for(viewer)
    states = [(segment, QueryDict(segment.query.get("address", ""))) for segment in segments()]
    return [(segment, MEMBERS.narrowed(rows, TableState.parse(MEMBERS, address))) for segment, address in states]


def search_members(rows: Rows, words: str) -> Rows:
    """Members whose name, or a name, handle or address of one of whose identities, contains the words."""
    own = Identity.objects.filter(member=OuterRef("pk"))
    hit = Q(handle__icontains=words) | Q(name__icontains=words) | Q(email__icontains=words)
    return rows.filter(Q(name__icontains=words) | Exists(own.filter(hit)))


def services() -> Sequence[tuple[str, Any]]:
    """The services members have accounts at."""
    return [(name, name) for name in distinct(Identity, "service")]


def realms() -> Sequence[tuple[str, Any]]:
    """The sources, by the realm of their accounts."""
    return [(name, name) for name in distinct(Identity, "realm")]


def tags() -> Sequence[tuple[str, Any]]:
    """Every tag that was ever put on somebody."""
    return [
        (tag, tag) for tag in Edit.objects.filter(field="tag").order_by("key").values_list("key", flat=True).distinct()
    ]


KINDS = (
    ("bot", _("bots")),
    ("people", _("no bots")),
    ("team", _("team mates")),
    ("unclaimed", _("without a sign-in")),
    ("hidden", _("not profiled")),
    ("several", _("several accounts")),
    ("merged", _("merged")),
)


def _by_kind(rows: Rows, values: tuple[str, ...]) -> Rows:
    for value in values:
        if value == "several":
            rows = rows.annotate(accounts=Count("identities")).filter(accounts__gt=1)
        elif value == "merged":
            rows = rows.filter(Exists(Member.objects.filter(merged_into=OuterRef("pk"))))
        else:
            rows = rows.filter({
                "bot": Q(is_bot=True), "people": Q(is_bot=False), "team": Q(is_team=True),
                "unclaimed": Q(account=None), "hidden": Q(do_not_profile=True),
            }[value])  # fmt: skip
    return rows


def _having(field: str, values: tuple[str, ...]) -> Q:
    return Q(Exists(Identity.objects.filter(member=OuterRef("pk"), **{f"{field}__in": values})))


def _tagged(rows: Rows, values: tuple[str, ...]) -> Rows:
    for tag in values:
        rows = rows.filter(tags__icontains=json.dumps(tag, ensure_ascii=False))
    return rows


def _since(field: str, values: tuple[str, ...], rows: Rows) -> Rows:
    """Compared as moments: a day taken from every row would cost a call for each and use no index."""
    try:
        start = make_aware(datetime.combine(date.fromisoformat(values[0]), time()))
    except (ValueError, OverflowError):
        return rows.none()
    return rows.filter(**{f"{field}__gte": start})


def flag_words(member: Member) -> str:
    """The flags of a member for the CSV file."""
    flags = ((_("bot"), member.is_bot), (_("team mate"), member.is_team), (_("not profiled"), member.do_not_profile))
    return ", ".join(str(name) for name, on in flags if on)


MEMBERS = Table(
    key="members",
    caption=_("Members"),
    sort="-last_seen",
    searcher=search_members,
    search_label=_("Name, handle or e-mail"),
    row_name=lambda member: member.name,
    columns=(
        Column(
            "name", pgettext_lazy("of a person", "Name"), order=("name",), kind="person", lead=True,
            ident=lambda member: member.pk,
            href=lambda member: reverse("members-member", args=[member.pk]),
        ),
        Column(
            "accounts", _("Accounts"), cell="members/cells.jinja#accounts",
            export=lambda member: ", ".join(str(identity) for identity in member.identities.all()),
        ),
        Column(
            "emails", _("E-mail"), shown=False,
            value=lambda member: ", ".join(sorted({i.email for i in member.identities.all() if i.email})),
        ),
        Column("tags", _("Tags"), cell="members/cells.jinja#tags", export=lambda member: ", ".join(member.tags)),
        Column("flags", _("Kind"), cell="members/cells.jinja#flags", export=flag_words),
        Column("first_seen", _("First seen"), order=("first_seen",), kind="day"),
        Column("last_seen", _("Last seen"), order=("last_seen",), kind="ago"),
        Column("note", _("Note"), shown=False),
    ),
    filters=(
        Filter("source", _("Source"), realms, apply=lambda rows, values: rows.filter(_having("realm", values))),
        Filter("service", _("Service"), services, apply=lambda rows, values: rows.filter(_having("service", values))),
        Filter("tag", _("Tag"), tags, kind="many", apply=_tagged),
        Filter("kind", _("Kind"), KINDS, kind="many", apply=_by_kind),
        Filter("active", _("Active since"), kind="day", apply=lambda rows, values: _since("last_seen", values, rows)),
        Filter("new", _("First seen since"), kind="day", apply=lambda rows, values: _since("first_seen", values, rows)),
    ),
    bulk=(
        Bulk(_("Tag"), "/console/members/tag/", icon="tag"),
        Bulk(_("Merge"), "/console/members/merge-chosen/", icon="git-merge"),
    ),
)  # fmt: skip


def chosen(viewer: Viewer, ids: Sequence[str], state: TableState, *, everything: bool) -> list[int]:
    """The members ticked in the list, or all its rows; at most 10,000."""
    rows = members_for(viewer)
    rows = MEMBERS.narrowed(rows, state) if everything else rows.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct()[:10_000])


def segments() -> QuerySet[Segment]:
    """The saved segments by name."""
    return Segment.objects.order_by("name")


def candidates(viewer: Viewer, words: str, *, besides: int) -> list[Member]:
    """Up to twelve members to merge with, found by what was typed; the most recently seen first."""
    rows = members_for(viewer).exclude(pk=besides)
    return list(search_members(rows, words).order_by(F("last_seen").desc(nulls_last=True), "pk")[:12]) if words else []
