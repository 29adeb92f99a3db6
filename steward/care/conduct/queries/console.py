"""The console's lists of conduct: judgements, who is held back, what is to be done by hand."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.care.clauses.public import REASONS, code_now
from steward.care.conduct.enums import RESTRAINTS, Level, Source
from steward.care.conduct.models import Judgement, Sanction
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.tables import Bulk, Column, Filter, Table
from steward.people.access.public import Viewer, accounts_with, allowed
from steward.people.accounts.public import Account
from steward.square.forum.public import closed_places

#: How a task is called, by its ability.
TASKS = {
    "hide": _("delete the message"), "reject": _("keep the message back"), "approve": _("let the message through"),
    "restore": _("bring back what was taken"), "mute": _("mute the author"), "remove_author": _("remove the author"),
}  # fmt: skip


def judgements_for(viewer: Viewer) -> QuerySet[Judgement]:
    """Every judgement of places the viewer moderates, with case, author and sanction. Raises Forbidden."""
    require(allowed(viewer, JUDGE))
    rows = Judgement.objects.exclude(case__place__in=closed_places(viewer))
    return rows.select_related("case", "author__member", "by", "sanction")


def sanctions_for(viewer: Viewer) -> QuerySet[Sanction]:
    """Every sanction that holds, or held, somebody back. Raises Forbidden."""
    require(allowed(viewer, JUDGE))
    rows = Sanction.objects.filter(level__in=RESTRAINTS)
    return rows.select_related("judgement__case", "author__member")


def held_back(viewer: Viewer) -> QuerySet[Sanction]:
    """Those that hold somebody back now. Raises Forbidden."""
    return sanctions_for(viewer).filter(Q(ends_at=None) | Q(ends_at__gt=clock.now()), ended_at=None)


def _author(row: Any) -> str | None:
    return row.author.member.name if row.author else None


def _member(row: Any) -> str:
    return reverse("members-member", args=[row.author.member_id]) if row.author else ""


def _clauses() -> Sequence[tuple[str, Any]]:
    return [(clause.key, clause.title()) for clause in code_now().clauses]


def _clause(row: Judgement) -> str | None:
    """The clause's title today; its key where the code has dropped it."""
    found = code_now().clause(row.clause) if row.clause else None
    return found.title() if found else row.clause or None


def _mates() -> Sequence[tuple[str, Any]]:
    rows = Account.objects.filter(pk__in=accounts_with(JUDGE)).order_by("name")
    return [(str(row.pk), row.display_name) for row in rows]


def _standing(rows: QuerySet[Judgement], values: tuple[str, ...]) -> QuerySet[Judgement]:
    wanted = values[0] if values else ""
    tests = {"stands": Q(overturned_at=None), "overturned": Q(overturned_at__isnull=False), "sample": Q(sample=True),
             "deviating": ~Q(deviation="")}  # fmt: skip
    return rows.filter(tests[wanted]) if wanted in tests else rows.none()


JUDGEMENTS = Table(
    key="conduct-judgements",
    caption=_("Judgements"),
    sort="-at",
    search=("case__title__icontains", "facts__icontains", "author__member__name__icontains"),
    search_label=_("Title, facts or author"),
    columns=(
        Column("case", pgettext_lazy("a judgement", "About"), cell="conduct/judging_cells.jinja#about", lead=True,
               export=lambda row: row.case.title or f"#{row.case_id}"),
        Column("level", _("What follows"), order=("level",), cell="conduct/judging_cells.jinja#level",
               export=lambda row: row.get_level_display()),
        Column("clause", _("Clause"), order=("clause",), value=_clause),
        Column("author", _("Author"), order=("author__member__name",), kind="person", value=_author, href=_member,
               ident=lambda row: row.author.member_id if row.author else 0),
        Column("by", _("Decided by"), value=lambda row: row.by.display_name if row.by else None),
        Column("source", _("Source"), value=lambda row: Source(row.source).label, shown=False),
        Column("earlier", _("Earlier sanctions"), order=("earlier",), kind="number", shown=False),
        Column("at", pgettext_lazy("of a judgement", "When"), order=("at",), kind="ago"),
    ),
    filters=(
        Filter("level", _("What follows"), Level.choices, lookup="level", kind="many"),
        Filter("clause", _("Clause"), _clauses, lookup="clause"),
        Filter("code", pgettext_lazy("of a clause", "Reason"), tuple(REASONS.items()), lookup="code"),
        Filter("by", _("Decided by"), _mates, lookup="by"),
        Filter("state", _("State"), (("stands", _("stands")), ("overturned", _("overturned")),
               ("deviating", _("otherwise than usual")), ("sample", _("in the library"))), apply=_standing),
    ),
    bulk=(Bulk(_("Overturn"), "/console/conduct/judgements/overturn/", icon="undo-2", danger=True,
               confirm=_("Everything that followed from these judgements is taken back.")),),
    row_name=lambda row: row.case.title or f"#{row.pk}",
)  # fmt: skip
SANCTIONS = Table(
    key="conduct-sanctions",
    caption=_("Sanctions"),
    sort="ends",
    search=("author__member__name__icontains", "author__handle__icontains"),
    search_label=_("Search authors"),
    columns=(
        Column("author", _("Author"), order=("author__member__name",), kind="person", value=_author, href=_member,
               ident=lambda row: row.author.member_id if row.author else 0, lead=True),
        Column("level", _("Sanction"), order=("level",), cell="conduct/judging_cells.jinja#sanction",
               export=lambda row: row.get_level_display()),
        Column("scope", pgettext_lazy("of a sanction", "Where"), cell="conduct/judging_cells.jinja#scope",
               export=lambda row: row.scope),
        Column("step", _("Step"), order=("step",), kind="number", shown=False),
        Column("imposed", pgettext_lazy("of a sanction", "Since"), order=("imposed_at",), kind="day",
               value=lambda row: row.imposed_at),
        Column("ends", pgettext_lazy("of a sanction", "Until"), order=("ends_at",),
               cell="conduct/judging_cells.jinja#ends", export=lambda row: row.ends_at),
        Column("effective", _("Took effect"), order=("effective_at",), kind="day", shown=False,
               value=lambda row: row.effective_at),
        Column("lift", _("End early"), cell="conduct/judging_cells.jinja#lift", export=lambda _row: ""),
    ),
    filters=(Filter("level", _("Sanction"), [(level.value, level.label) for level in RESTRAINTS], lookup="level"),),
)  # fmt: skip
