"""Reading groups, viewer first."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.people.groups.enums import Kind, Standing
from steward.people.groups.models import Group, GroupMember


def groups_of(account_id: int | None) -> frozenset[int]:
    """The ids of the groups an account belongs to; none for nobody."""
    if account_id is None:
        return frozenset()
    rows = GroupMember.objects.filter(account=account_id, standing=Standing.IN)
    return frozenset(rows.values_list("group_id", flat=True))


def group_names() -> dict[int, str]:
    """Every group's name by id, for the team's choices (who may see a category)."""
    return dict(Group.objects.order_by("name").values_list("pk", "name"))


def groups_for(viewer: Viewer) -> QuerySet[Group]:
    """The groups the viewer may know of, with `size`, `asked` (how many wait) and `mine` (standing or None)."""
    own = GroupMember.objects.filter(group=OuterRef("pk"), account=viewer.own_id)
    groups = Group.objects.annotate(
        size=Count("members", filter=Q(members__standing=Standing.IN)),
        asked=Count("members", filter=Q(members__standing=Standing.ASKED)),
        mine=own.values("standing")[:1],
        lead=Exists(own.filter(leads=True, standing=Standing.IN)),
    ).order_by("name")
    if viewer.can("groups.manage"):
        return groups
    return groups.filter(~Q(kind=Kind.INVISIBLE) | Exists(own.filter(standing=Standing.IN)))


def group_for(viewer: Viewer, group_id: int) -> Group:
    """One group the viewer may know of. Raises NotFound."""
    found = groups_for(viewer).filter(pk=group_id).first()
    if found is None:
        raise NotFound
    return found


def leads(viewer: Viewer, group_id: int) -> bool:
    """Whether the viewer decides who belongs to the group: its leaders and the team."""
    own = GroupMember.objects.filter(group=group_id, account=viewer.own_id, leads=True, standing=Standing.IN)
    return viewer.can("groups.manage") or own.exists()


def people_of(group: Group, standing: str = Standing.IN) -> list[GroupMember]:
    """Who belongs to the group (or asks to), who leads first."""
    rows = GroupMember.objects.filter(group=group, standing=standing).select_related("account")
    return list(rows.order_by("-leads", "since"))


def find_account(viewer: Viewer, who: str) -> int | None:
    """The account with exactly this nickname, for the team also with this address; None when nobody or several."""
    who = who.strip()
    by_address = Q(email=who.lower()) if viewer.can("groups.manage") else Q()
    wanted = Account.objects.filter(by_address | Q(name__iexact=who), is_active=True)
    found = list(wanted.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 and who else None
