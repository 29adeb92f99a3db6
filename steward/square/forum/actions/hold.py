"""Taking hold of what an action is about: found for the viewer, locked until the transaction ends.

Locks are taken in one order everywhere: standing of the account, topic, post, category, tag, then the sequences of
the journal and of the lists. Two actions can wait for each other, never both.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Forbidden, NotFound, require
from steward.people.access.public import Viewer
from steward.people.joining.public import ensure_identity
from steward.square.forum.models import Category, Post, Standing, Topic
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_see, may_see_post, may_see_topic, may_write
from steward.square.forum.rules.rights import Standpoint


@dataclass(frozen=True, slots=True)
class Held:
    """A locked topic with its category, seen by the standpoint."""

    standpoint: Standpoint
    topic: Topic
    category: Category


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the identity their words stand under, and the standpoint that has it among its own."""

    standpoint: Standpoint
    identity_id: int
    account_id: int


def writer(actor: Viewer) -> Writer:
    """The actor as somebody who writes. Call it before the transaction: a first identity is announced by itself.

    Raises Forbidden.
    """
    point = standpoint(actor)
    require(may_write(point))
    if actor.account is None:
        raise Forbidden(_("Only members write on the square."))
    identity = ensure_identity(actor.account)
    if identity.pk not in point.identities:
        point = standpoint(actor)
    return Writer(point, identity.pk, actor.account.pk)


def hold_account(account_id: int) -> Standing:
    """Lock the account's standing: what one account writes is written one after the other, so limits are exact."""
    Standing.objects.get_or_create(account_id=account_id)
    return Standing.objects.select_for_update(no_key=True).get(pk=account_id)


def category_of(topic_id: int) -> int:
    """The category a topic is in. Raises NotFound when there is no such topic; whether it is theirs is asked later."""
    found = Topic.objects.filter(pk=topic_id).values_list("category_id", flat=True).first()
    if found is None:
        raise NotFound
    return int(found)


def hold_topic(point: Standpoint, topic_id: int) -> Held:
    """Lock the topic. Raises NotFound when there is none for them."""
    topic, category = _locked(topic_id)
    if not may_see_topic(point, topic, category):
        raise NotFound
    return Held(point, topic, category)


def hold_post(point: Standpoint, post_id: int, *, own_removed: bool = False) -> tuple[Held, Post]:
    """Lock the post's topic, then the post; with `own_removed` one's own in a topic one has taken back, too.

    Raises NotFound when there is none for them.
    """
    topic_id = Post.objects.filter(pk=post_id).values_list("topic_id", flat=True).first()
    if topic_id is None:
        raise NotFound
    topic, category = _locked(topic_id)
    post = Post.objects.select_for_update(no_key=True).get(pk=post_id)
    if post.topic_id != topic_id:  # moved a moment ago
        return hold_post(point, post_id, own_removed=own_removed)
    own = post.author_id is not None and post.author_id in point.identities
    seen = may_see(point, category) if own_removed and own else may_see_topic(point, topic, category)
    if not seen or not (own or may_see_post(point, post, topic, category)):
        raise NotFound
    return Held(point, topic, category), post


def _locked(topic_id: int) -> tuple[Topic, Category]:
    topic = Topic.objects.select_for_update(no_key=True).filter(pk=topic_id).first()
    if topic is None:
        raise NotFound
    return topic, Category.objects.get(pk=topic.category_id)
