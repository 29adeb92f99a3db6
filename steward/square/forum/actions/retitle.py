"""Change the title or the kind of a topic."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why, change_topic
from steward.square.forum.enums import TopicKind
from steward.square.forum.models import Chain, Poll
from steward.square.forum.rules.titles import clean_title, slug_of

#: What a kind cannot do without.
_NEEDS: dict[str, type[Poll] | type[Chain]] = {TopicKind.POLL: Poll, TopicKind.CHAIN: Chain}


def change_title(*, actor: Viewer, topic_id: int, title: str, why: Why | None = None) -> Decision | None:
    """Give the topic another title; old addresses lead to the new one. None when it is called so already.

    Raises NotFound, Forbidden, Invalid.
    """
    title = clean_title(title)
    return change_topic(
        "change_title", topic_id, actor=actor, why=why or Why(), more={"to": title}, title=title, slug=slug_of(title)
    )


@transaction.atomic
def change_kind(*, actor: Viewer, topic_id: int, kind: str, why: Why | None = None) -> Decision | None:
    """Make the topic a discussion, a question or an announcement; an accepted answer stays with a question only.

    A poll or a chain sign-up is written as one: a topic becomes one again only when it was one. None when it is of
    that kind already. Raises NotFound, Forbidden, Invalid.
    """
    if kind not in TopicKind.values:
        raise Invalid({"kind": _("There is no such kind of topic.")})
    needed = _NEEDS.get(kind)
    if needed is not None and not needed.objects.filter(topic=topic_id).exists():
        raise Invalid({"kind": _("A poll and a chain sign-up are written as one. Open a new topic for it.")})
    values = {} if kind == TopicKind.QUESTION else {"accepted_id": None}
    return change_topic("change_kind", topic_id, actor=actor, why=why or Why(), more={"to": kind}, kind=kind, **values)
