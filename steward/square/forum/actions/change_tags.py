"""Change the tags of a topic."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.kernel.text import fold
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Trace, Why, finish, locked, must_stand
from steward.square.forum.actions.ledger import changed_since, gone
from steward.square.forum.actions.recount import recount
from steward.square.forum.models import Tag, Topic, TopicTag

#: Tags of one topic.
MOST = 5


@transaction.atomic
def change_tags(*, actor: Viewer, topic_id: int, names: Sequence[str], why: Why | None = None) -> Decision | None:
    """Give the topic exactly the tags of these names; new ones are made. None when it has them already.

    Raises NotFound, Forbidden, Invalid.
    """
    (topic,) = locked(actor, topic_id)
    must_stand(topic)
    before = tags_of(topic_id)
    tags, made = _tags_named(names)
    after = sorted(tag.pk for tag in tags)
    if after == before:
        return None
    set_tags(topic, before, after)
    recount([topic_id], tags=before)
    undo = {"tags": {"topic": topic_id, "before": before, "after": after, "made": made}}
    trace = Trace("change_tags", topic, why or Why(), undo, (topic.author_id,), more={"to": [t.name for t in tags]})
    return finish(trace, actor=actor, what=("tags",))


def tags_of(topic_id: int) -> list[int]:
    """The ids of a topic's tags, in order."""
    return sorted(TopicTag.objects.filter(topic=topic_id).values_list("tag_id", flat=True))


def set_tags(topic: Topic, before: Sequence[int], after: Sequence[int]) -> None:
    """Put tags on and take tags off."""
    TopicTag.objects.filter(topic=topic, tag__in=set(before) - set(after)).delete()
    TopicTag.objects.bulk_create(
        [TopicTag(topic=topic, tag_id=pk) for pk in sorted(set(after) - set(before))], ignore_conflicts=True
    )


def put_tags_back(kept: dict[str, Any]) -> list[int]:
    """Undo a change of tags; returns the topic's id in a list. Raises Invalid when they were changed since."""
    topic = Topic.objects.select_for_update(no_key=True).filter(pk=kept["topic"]).first()
    if topic is None or Tag.objects.filter(pk__in=kept["before"]).count() != len(kept["before"]):
        raise gone()
    if tags_of(topic.pk) != kept["after"]:
        raise changed_since()
    set_tags(topic, kept["after"], kept["before"])
    recount([topic.pk], tags=kept["after"])
    used = TopicTag.objects.filter(tag__in=kept["made"]).values("tag")
    Tag.objects.filter(pk__in=kept["made"]).exclude(pk__in=used).delete()
    return [topic.pk]


def _tags_named(names: Sequence[str]) -> tuple[list[Tag], list[int]]:
    """The tags of these names, and the ids of those made now."""
    wanted = {fold(name): " ".join(name.split()) for name in names if fold(name)}
    if len(wanted) > MOST:
        raise Invalid({"tags": _("A topic has at most %(count)d tags.") % {"count": MOST}})
    if any(len(name) > 60 for name in wanted.values()):
        raise Invalid({"tags": _("A tag has at most 60 characters.")})
    tags, made = [], []
    for key, name in wanted.items():
        tag, new = Tag.objects.get_or_create(key=key, defaults={"name": name})
        tags.append(tag)
        made += [tag.pk] if new else []
    return tags, made
