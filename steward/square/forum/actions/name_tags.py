"""Tags by the names people type."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.kernel.text import fold
from steward.square.forum.models import Tag, Topic, TopicTag
from steward.square.forum.rules.rights import Standpoint

MOST_TAGS, LONGEST_TAG = 5, 30


def named_tags(point: Standpoint, names: Sequence[str]) -> list[Tag]:
    """The tags of these names, in their order, each once; missing ones are made where the trust level allows it.

    Raises Invalid (field "tags").
    """
    wanted = {fold(name): " ".join(name.split()) for name in names if fold(name)}
    if len(wanted) > MOST_TAGS:
        raise Invalid({"tags": _("A topic carries at most %(most)d tags.") % {"most": MOST_TAGS}})
    known = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted)}
    for key, name in wanted.items():
        if key not in known:
            known[key] = _new(point, key, name)
    return [known[key] for key in wanted]


def given_tags(names: Sequence[str]) -> list[Tag]:
    """The tags a screen gives a topic, made when they are missing; names that cannot be tags are left out."""
    wanted = {fold(name): " ".join(name.split()) for name in names if fold(name) and _fits(name)}
    return [Tag.objects.get_or_create(key=key, defaults={"name": name})[0] for key, name in wanted.items()]


def put_on(topic: Topic, tags: Sequence[Tag]) -> None:
    """Let the topic carry these tags too; counters are the caller's."""
    TopicTag.objects.bulk_create([TopicTag(topic=topic, tag=tag) for tag in tags], ignore_conflicts=True)


def _new(point: Standpoint, key: str, name: str) -> Tag:
    if not point.limits.may_tag:
        raise Invalid({"tags": _("There is no tag “%(tag)s”. Choose one that exists.") % {"tag": name}})
    if not _fits(name):
        raise Invalid({"tags": _("“%(tag)s” cannot be a tag: it is too long or has signs in it.") % {"tag": name}})
    return Tag.objects.get_or_create(key=key, defaults={"name": name})[0]


def _fits(name: str) -> bool:
    return len(name) <= LONGEST_TAG and not any(sign in name for sign in "/\\?#,，、")
