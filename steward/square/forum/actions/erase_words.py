"""This room's eraser of a member: with the words (`erase_words`), or so that the words stay and are nobody's."""

import re
from collections.abc import Collection, Iterator

from django.db.models import F

from steward.foundation.journal.public import publish
from steward.foundation.media.public import release
from steward.people.joining.public import account_faces
from steward.square.forum import models
from steward.square.forum.actions.derive_words import holder
from steward.square.forum.actions.index_posts import index_posts
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.actions.vote import count_votes
from steward.square.forum.cooking import COOK_VERSION, cook
from steward.square.forum.enums import FollowTarget, PostState
from steward.square.forum.events import AuthorChanged, PostEdited, TopicChanged
from steward.square.forum.models import Post, Topic
from steward.square.forum.queries.personal import accounts_of, identities_of_member
from steward.square.forum.queries.standing_posts import parts

#: What stands where a title or a name was: a sign every language reads.
NOBODY, UNTITLED = "@…", "…"


def erase_words(member_id: int) -> int:
    """Remove everything the member said, gave and kept; returns the number of things.

    Posts stay as empty places, so that numbers and answers of others keep their meaning; a topic in which nobody else
    said anything goes out of sight, another one loses only its title. In the caller's transaction, before the
    identities go.
    """
    identities = identities_of_member(member_id)
    topics = _topics_of(identities)
    said = list(Post.objects.filter(author__in=identities).order_by("pk").values_list("pk", flat=True))
    scrubbed = _scrub(member_id, identities)
    for some in parts(said):
        models.Revision.objects.filter(post__in=some).delete()
        models.Quotation.objects.filter(post__in=some).delete()
        models.Mention.objects.filter(post__in=some).delete()
        Post.objects.filter(pk__in=some).update(
            state=PostState.REMOVED, state_reason="", source="", cooked="", author=None, language="", once=None
        )
    for pk in said:
        release(by=holder(pk))
    _untitle(identities)
    return _end(member_id, identities, topics, said) + len(said) + scrubbed


def detach_words(member_id: int) -> int:
    """The words stay and nothing says whose they were: no author, no mention by name, no reaction, no vote."""
    identities = identities_of_member(member_id)
    topics = _topics_of(identities)
    said = list(Post.objects.filter(author__in=identities).order_by("pk").values_list("pk", "topic_id"))
    scrubbed = _scrub(member_id, identities)
    by_topic: dict[int, list[int]] = {}
    for pk, topic in said:
        by_topic.setdefault(topic, []).append(pk)
    for some in parts([pk for pk, _topic in said]):
        Post.objects.filter(pk__in=some).update(author=None, once=None)
    for topic, ids in sorted(by_topic.items()):
        publish(AuthorChanged(topic, tuple(ids)))
    models.Revision.objects.filter(editor__in=identities).update(editor=None)
    return _end(member_id, identities, topics, [pk for pk, _topic in said]) + len(said) + scrubbed


def _topics_of(identities: Collection[int]) -> list[int]:
    """Every topic they have a part in, locked in order."""
    found = set(Topic.objects.filter(author__in=identities).values_list("pk", flat=True))
    found |= set(Topic.objects.filter(last_author__in=identities).values_list("pk", flat=True))
    found |= set(Post.objects.filter(author__in=identities).values_list("topic_id", flat=True))
    found |= set(models.Reaction.objects.filter(identity__in=identities).values_list("post__topic_id", flat=True))
    found |= set(
        models.PollVote.objects.filter(identity__in=identities).values_list("option__poll__topic_id", flat=True)
    )
    found |= set(models.ChainEntry.objects.filter(identity__in=identities).values_list("chain__topic_id", flat=True))
    ordered = sorted(found)
    for some in parts(ordered):
        list(Topic.objects.select_for_update(no_key=True).filter(pk__in=some).order_by("pk").values_list("pk"))
    return ordered


def _untitle(identities: Collection[int]) -> None:
    """Titles are words too; a topic of nobody else goes out of sight."""
    for topic in Topic.objects.filter(author__in=identities).order_by("pk"):
        others = Post.objects.filter(topic=topic, state=PostState.VISIBLE).exists()
        topic.title, topic.slug, topic.excerpt = UNTITLED, "topic", ""
        if not others and topic.removed_at is None:
            topic.removed_at = topic.last_post_at
        topic.save(update_fields=["title", "slug", "excerpt", "removed_at"])
        publish(TopicChanged(topic.pk, ("title",) if others else ("title", "removed")))


def _end(member_id: int, identities: Collection[int], topics: list[int], said: Collection[int]) -> int:
    """What both ways share: what they gave and kept goes, counters and pages are made right."""
    removed = _take_back(identities) + _forget(member_id)
    for some in parts(topics):
        Topic.objects.filter(pk__in=some, author__in=identities).update(author=None)
        recount(some)
        stamp(*some)
    index_posts(said)
    return removed


def _take_back(identities: Collection[int]) -> int:
    """Reactions, votes and sign-ups, each from its counters; returns how many."""
    given = list(models.Reaction.objects.filter(identity__in=identities).select_related("post").order_by("pk"))
    for row in given:
        post = Post.objects.get(pk=row.post_id)
        left = post.reactions.get(row.emoji, 0) - 1
        signs = {sign: count for sign, count in (post.reactions | {row.emoji: left}).items() if count > 0}
        Post.objects.filter(pk=post.pk).update(reactions=signs, reactions_count=F("reactions_count") - 1)
    models.Reaction.objects.filter(identity__in=identities).delete()
    votes = models.PollVote.objects.filter(identity__in=identities)
    polls = list(models.Poll.objects.filter(options__in=votes.values("option")).distinct().order_by("pk"))
    removed = len(given) + votes.delete()[0] + models.ChainEntry.objects.filter(identity__in=identities).delete()[0]
    for poll in polls:
        count_votes(poll)
    return removed


def _forget(member_id: int) -> int:
    """What only the account itself saw; and that others follow the member."""
    accounts = accounts_of(member_id)
    removed = models.Follow.objects.filter(target=FollowTarget.MEMBER, target_id=member_id).delete()[0]
    own = (models.Bookmark, models.Draft, models.Follow, models.ReadMark, models.CaughtUp, models.Mention,
           models.DayVisited, models.Standing)  # fmt: skip
    for model in own:
        removed += model._base_manager.filter(account__in=accounts).delete()[0]  # noqa: SLF001 — Django's name
    return removed


def _scrub(member_id: int, identities: Collection[int]) -> int:
    """Take the member's name out of what others wrote: mentions, and the heads of quotations of their posts."""
    changed = 0
    names = {face.name for face in account_faces(accounts_of(member_id)).values()}
    for post in _naming(member_id, identities):
        source = scrubbed(post.source, names)
        if source != post.source:
            cooked = cook(source, base=post.topic_id)
            Post.objects.filter(pk=post.pk).update(
                source=source, cooked=cooked.html, cooked_by=COOK_VERSION, version=F("version") + 1
            )
            if post.number == 1:
                Topic.objects.filter(pk=post.topic_id).update(excerpt=cooked.excerpt)
            stamp(post.topic_id)
            index_posts([post.pk])
            publish(PostEdited(post.topic_id, post.pk, by_team=True))
            changed += 1
    for revision in models.Revision.objects.filter(post__mentions__account__in=accounts_of(member_id)).distinct():
        revision.source = scrubbed(revision.source, names)
        revision.save(update_fields=["source"])
    return changed


def _naming(member_id: int, identities: Collection[int]) -> Iterator[Post]:
    mentioned = models.Mention.objects.filter(account__in=accounts_of(member_id)).values_list("post_id", flat=True)
    quoting = models.Quotation.objects.filter(quoted__author__in=identities).values_list("post_id", flat=True)
    for some in parts({*mentioned, *quoting}):
        yield from Post.objects.filter(pk__in=some).exclude(author__in=identities).order_by("pk")


def scrubbed(source: str, names: Collection[str]) -> str:
    """The text without these names where they mention or quote somebody."""
    for name in sorted(names, key=len, reverse=True):
        exact = re.escape(name)
        source = re.sub(rf"@\[{exact}\]|@{exact}(?![A-Za-z0-9_])", NOBODY, source, flags=re.IGNORECASE)
        source = re.sub(rf'(\[quote[^\]\n]*?) name="{exact}"', r"\1", source, flags=re.IGNORECASE)
        source = re.sub(rf'\[quote="{exact}(, post:\d+)?[^"\n]*"', "[quote", source, flags=re.IGNORECASE)
        source = re.sub(rf"(?m)^(>[ ]*\[){exact}(\]\([^)\n]*/p/\d+/\))", rf"\g<1>{UNTITLED}\2", source)
    return source
