"""Follow, mute, or neither."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import Viewer
from steward.people.members.public import Member
from steward.square.forum.enums import FollowLevel, FollowTarget
from steward.square.forum.events import FollowChanged
from steward.square.forum.models import Follow, Tag, Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_see, may_see_topic
from steward.square.forum.rules.rights import Standpoint

#: What one account can follow and mute.
MOST = 5000


@transaction.atomic
def follow(*, actor: Viewer, target: str, target_id: int, level: str) -> bool:
    """Let the actor follow it, mute it, or ("") neither; False when it was so already.

    Members are named by their member id. Raises NotFound for what is not shown to them, Forbidden, Invalid.
    """
    if actor.account_id is None:
        raise Forbidden(_("Sign in to follow something."))
    if target not in FollowTarget.values or level not in {"", *FollowLevel.values}:
        raise Invalid(_("This cannot be followed."))
    if level and not _is_there(standpoint(actor), target, target_id):
        raise NotFound
    mine = Follow.objects.filter(account=actor.account_id)
    row = mine.filter(target=target, target_id=target_id).first()
    if (row.level if row else "") == level and not (row and row.automatic):
        return False
    if not level:
        mine.filter(target=target, target_id=target_id).delete()
    else:
        _not_too_many(actor.account_id, row)
        Follow.objects.update_or_create(
            account_id=actor.account_id, target=target, target_id=target_id,
            defaults={"level": level, "automatic": False, "at": clock.now()},
        )  # fmt: skip
    publish(FollowChanged(actor.account_id, target, target_id, level), actor=actor.name)
    return True


def _is_there(point: Standpoint, target: str, target_id: int) -> bool:
    if target == FollowTarget.TOPIC:
        topic = Topic.objects.select_related("category").filter(pk=target_id).first()
        return topic is not None and bool(may_see_topic(point, topic, topic.category))
    if target == FollowTarget.CATEGORY:
        category = places().rows.get(target_id)
        return category is not None and bool(may_see(point, category))
    if target == FollowTarget.TAG:
        return Tag.objects.filter(pk=target_id).exists()
    if Member.objects.filter(pk=target_id, account=point.account_id).exists():
        raise Invalid(_("You cannot follow yourself."))
    return Member.objects.filter(pk=target_id, merged_into=None).exists()


def _not_too_many(account_id: int, row: Follow | None) -> None:
    if row is None and Follow.objects.filter(account=account_id).count() >= MOST:
        raise Invalid(_("You follow %(most)d things already. Stop following some first.") % {"most": MOST})
