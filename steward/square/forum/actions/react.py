"""React to a post, take a reaction back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer
from steward.square.forum.actions.hold import Writer, hold_account, hold_post, writer
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.enums import REACTIONS
from steward.square.forum.events import ReactionGiven, ReactionTaken
from steward.square.forum.models import Post, Reaction, Topic
from steward.square.forum.queries.limits import reaction_times
from steward.square.forum.rules.limits import may_react_again
from steward.square.forum.rules.may import may_react


def react(
    *, actor: Viewer, post_id: int, emoji: str, give: bool | None = None, now: datetime | None = None
) -> bool:  # fmt: skip
    """Give a reaction, or take it back; without `give` whichever it is not now. True when it stands afterwards.

    Raises NotFound, Forbidden, Invalid (an emoji that is not offered).
    """
    if emoji not in REACTIONS:
        raise Invalid({"emoji": _("This reaction is not offered here.")})
    who = writer(actor)
    with transaction.atomic():
        hold_account(who.account_id)
        held, post = hold_post(who.standpoint, post_id)
        require(may_react(who.standpoint, post, held.topic, held.category))
        mine = Reaction.objects.filter(post=post, identity__in=who.standpoint.identities, emoji=emoji)
        stands = mine.exists()
        wanted = not stands if give is None else give
        if wanted and not stands:
            _give(who, post, emoji, now or clock.now())
        elif stands and not wanted:
            mine.delete()
            _count(post, emoji, -1)
            publish(ReactionTaken(post.topic_id, post_id, who.identity_id, emoji), actor=actor.name)
        if wanted != stands:
            stamp(post.topic_id)
    return wanted


def _give(who: Writer, post: Post, emoji: str, now: datetime) -> None:
    require(may_react_again(who.standpoint.limits, reaction_times(who.standpoint.identities, now), now))
    Reaction.objects.create(post=post, identity_id=who.identity_id, emoji=emoji, at=now)
    _count(post, emoji, 1)
    publish(
        ReactionGiven(post.topic_id, post.pk, who.identity_id, emoji), actor=who.standpoint.viewer.name
    )  # fmt: skip


def _count(post: Post, emoji: str, step: int) -> None:
    """Count on the locked post and its topic. Posts that were moved in bring counts without rows, which stay."""
    counts = post.reactions | {emoji: max(post.reactions.get(emoji, 0) + step, 0)}
    post.reactions = {one: count for one, count in counts.items() if count}
    Post.objects.filter(pk=post.pk).update(reactions=post.reactions, reactions_count=F("reactions_count") + step)
    Topic.objects.filter(pk=post.topic_id).update(reactions=F("reactions") + step)
