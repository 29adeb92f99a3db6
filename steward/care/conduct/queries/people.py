"""Members as something that can be reported: the person, not one post of theirs."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from steward.care.conduct.rules.conflict import REVIEW
from steward.foundation.kernel.contracts import Flagged
from steward.foundation.kernel.ruling import Allowed, Denied, NotFound, Ruling
from steward.people.access.public import Viewer, allowed
from steward.people.joining.public import Profile, faces
from steward.people.members.public import Identity, Member


def load(member_ids: Sequence[int]) -> dict[int, Flagged]:
    """Members with what their profile says, by id: three queries for any number."""
    rows = Member.objects.filter(pk__in=member_ids, merged_into=None)
    members = {row.pk: row for row in rows}
    # The last pair of a member wins: their oldest identity.
    first = dict(Identity.objects.filter(member__in=members).order_by("-pk").values_list("member_id", "pk"))
    shown = faces(first.values())
    texts = dict(Profile.objects.filter(account__member__in=members).values_list("account__member", "about"))
    return {
        pk: _drawn(row, first.get(pk), shown[first[pk]].name if pk in first else "", str(texts.get(pk) or ""))
        for pk, row in members.items()
    }


def _drawn(row: Member, identity: int | None, name: str, about: str) -> Flagged:
    return Flagged(
        kind="member", id=row.pk, author=identity, title=name or f"#{row.pk}", text=about,
        html=linebreaks(escape(about)) if about else "", url=reverse("member-profile", args=[row.pk]),
        at=row.created_at, place_name=_("profile"),
    )  # fmt: skip


def may_report(viewer: Viewer, member_id: int) -> Ruling:
    """Whether the viewer may report this member: anybody but themselves. Raises NotFound."""
    row = Member.objects.filter(pk=member_id, merged_into=None).values_list("account_id", flat=True)
    found = list(row)
    if not found:
        raise NotFound
    if viewer.account_id is None:
        return Denied(_("Sign in to report something."))
    return Denied(_("This is you.")) if found[0] == viewer.account_id else Allowed()


def may_judge(viewer: Viewer, _thing: Flagged) -> Ruling:
    """Whether the viewer may decide about people."""
    return allowed(viewer, REVIEW)


def around(member_id: int) -> list[Flagged]:
    """Nothing stands around a person."""
    return list(load([member_id]).values())
