"""Who has accepted the code, and who has not yet."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.care.clauses.enums import KEY, MANAGE
from steward.care.clauses.queries.code import editions
from steward.care.clauses.records import EditionHead
from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.tables import Bulk, Column, Filter, Table
from steward.people.access.public import TEAM, Viewer, allowed
from steward.people.accounts.public import Account
from steward.people.joining.public import Acceptance

#: Accounts with what `members_asked` adds.
Rows = QuerySet[Any]


def asked_of_members() -> EditionHead | None:
    """The newest edition everybody is to accept, though it may not bind yet; None while there is none."""
    return next((head for head in editions() if head.material), None)


def concerned() -> Rows:
    """The accounts of everybody the code concerns: not of who waits to be let in, or was refused."""
    return Account.objects.filter(is_active=True).filter(Q(profile=None) | Q(profile__state="approved"))


def members_asked(number: int) -> Rows:
    """Everybody concerned with `accepted` (their newest edition), `accepted_at`, `done` (1 or 0) and `in_team`."""
    top = Acceptance.objects.filter(account=OuterRef("pk"), key=KEY).order_by("-version")
    rows: Rows = (
        concerned()
        .annotate(
            accepted=Subquery(top.values("version")[:1]),
            accepted_at=Subquery(top.values("at")[:1]),
            in_team=Exists(Account.objects.filter(pk=OuterRef("pk"), grants__role__in=TEAM)),
        )
        .annotate(done=Case(When(accepted__gte=number, then=Value(1)), default=Value(0), output_field=IntegerField()))
    )
    return rows


def acceptances_for(viewer: Viewer) -> Rows:
    """The list, for who manages the code. Raises Forbidden."""
    require(allowed(viewer, MANAGE))
    head = asked_of_members()
    return members_asked(head.number if head else 0)


def accounts_without(number: int, among: Collection[int] | None = None) -> list[int]:
    """Accounts that have not accepted this edition or a later one: all, or some of these."""
    rows = members_asked(number).filter(done=0)
    if among is not None:
        rows = rows.filter(pk__in=among)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def counts(number: int) -> tuple[int, int]:
    """How many have accepted this edition or a later one, and how many are asked."""
    accepted = Acceptance.objects.filter(account=OuterRef("pk"), key=KEY, version__gte=number)
    return concerned().filter(Exists(accepted)).count(), concerned().count()


def shown(account: Any) -> str:
    """What to call the account: its nickname, else its number."""
    return account.name or f"#{account.pk}"


def _by_state(rows: Rows, values: tuple[str, ...]) -> Rows:
    for value in values:
        rows = rows.filter(done=1 if value == "accepted" else 0)
    return rows


def _by_kind(rows: Rows, values: tuple[str, ...]) -> Rows:
    for value in values:
        rows = rows.filter(in_team=value == "team")
    return rows


ACCEPTED = pgettext_lazy("a code of conduct", "accepted")
STATES = (("missing", _("not yet")), ("accepted", ACCEPTED))

ACCEPTANCES = Table(
    key="acceptances",
    caption=_("Acceptances"),
    sort="done",
    search=("name__icontains", "email__icontains"),
    search_label=_("Name or e-mail"),
    row_name=shown,
    columns=(
        Column(
            "name", pgettext_lazy("of a person", "Name"), order=("name",), kind="person", lead=True, value=shown,
            ident=lambda account: account.pk,
        ),
        Column(
            "done", pgettext_lazy("of an edition", "State"), order=("done", "accepted"),
            cell="clauses/cells.jinja#acceptance",
            export=lambda account: str(ACCEPTED if account.done else _("not yet")),
        ),
        Column("accepted", _("Edition accepted"), order=("accepted",), kind="number"),
        Column("accepted_at", _("Accepted on"), order=("accepted_at",), kind="moment"),
        Column("in_team", _("Team mate"), cell="clauses/cells.jinja#team", export=lambda account: account.in_team),
        Column("email", _("E-mail"), shown=False),
        Column("date_joined", _("Account since"), order=("date_joined",), kind="day", shown=False),
    ),
    filters=(
        Filter("state", _("Accepted or not"), STATES, apply=_by_state),
        Filter("kind", _("Who"), (("members", _("members")), ("team", _("team mates"))), apply=_by_kind),
    ),
    bulk=(Bulk(_("Remind"), "/console/conduct/code/acceptances/remind/", icon="bell-ring"),),
)  # fmt: skip


def last_reminder() -> Decision | None:
    """The decision that reminded last, None while there was none."""
    return Decision.objects.filter(kind="clauses.remind").select_related("account").order_by("-pk").first()
