"""What the square keeps about a member: handed out, removed, or left without a name."""

import pytest
from django.db import transaction

from steward.people.access.public import NOBODY
from steward.people.members.actions.erase_member import erase_member
from steward.people.members.actions.export_member import export_member
from steward.people.members.models import Identity
from steward.square.forum.actions.follow import follow
from steward.square.forum.actions.index_posts import follow_words
from steward.square.forum.actions.react import react
from steward.square.forum.actions.recount import recount
from steward.square.forum.models import (
    Bookmark,
    Category,
    Draft,
    Follow,
    Mention,
    Post,
    Reaction,
    ReadMark,
    Revision,
    Topic,
)
from steward.square.forum.queries.search import search
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


class Stage:
    """Zhang wrote, gave and kept; Ann answered, mentioned and quoted."""

    def __init__(self) -> None:
        self.place = make_category()
        self.zhang, self.ann = make_viewer("张伟"), make_viewer("Ann")
        self.topic = make_topic(self.ann, self.place, title="Ann's topic", source="Hello")
        self.alone = make_topic(self.zhang, self.place, title="张伟的独白", source="没有人回答")
        self.opened = make_topic(self.zhang, self.place, title="张伟的问题", source="有人回答")
        self.answer = make_post(self.ann, self.opened, source="好的 @张伟 同意")
        self.reply = make_post(self.zhang, self.topic, source="张伟说的话")
        self.quote = make_post(
            self.ann, self.topic, source=f'[quote post={self.reply.pk} name="张伟"]\n说的\n[/quote]\n@[张伟] 不对'
        )
        react(actor=self.zhang, post_id=self.answer.pk, emoji="👍")
        react(actor=self.ann, post_id=self.reply.pk, emoji="🎉")
        Bookmark.objects.create(account_id=self.zhang.own_id, post=self.answer, at=self.answer.created_at)
        Draft.objects.create(account_id=self.zhang.own_id, place="new", data={}, updated_at=self.answer.created_at)
        self.identity = Identity.objects.get(realm="square", account_id=str(self.zhang.account_id))
        follow_words()

    def erase(self, actor, *, keep: bool) -> dict[str, int]:
        member = self.identity.member
        return erase_member(
            actor=actor, member_id=member.pk, confirm=member.name, **({"keep_words": True} if keep else {})
        )


def counters() -> list[tuple]:
    topics = Topic.objects.order_by("pk").values_list("pk", "posts_count", "participants", "reactions", "last_author")
    return [*topics, *Category.objects.order_by("pk").values_list("pk", "topics", "posts")]


def total(query: str) -> int:
    return search(standpoint(NOBODY), query).total


def test_everything_is_handed_out(owner):
    stage = Stage()
    data = export_member(actor=owner, member_id=stage.identity.member_id)["data"]["square"]

    assert {row["source"] for row in data["posts"]} == {"没有人回答", "有人回答", "张伟说的话"}
    assert [row["emoji"] for row in data["reactions"]] == ["👍"]
    assert [row["post_id"] for row in data["bookmarks"]] == [stage.answer.pk]
    assert len(data["drafts"]) == 1
    assert {row["title"] for row in data["topics"]} == {"张伟的独白", "张伟的问题"}


def test_erased_words_are_gone_everywhere_and_counters_are_right(owner):
    stage = Stage()
    assert total("张伟说的话") == 1
    stage.erase(owner, keep=False)

    reply = Post.objects.get(pk=stage.reply.pk)
    opened, alone = Topic.objects.get(pk=stage.opened.pk), Topic.objects.get(pk=stage.alone.pk)
    assert (reply.source, reply.cooked, reply.state, reply.author_id) == ("", "", "removed", None)
    assert (opened.title, opened.removed_at, opened.author_id) == ("…", None, None)
    assert (alone.title, alone.removed_at is not None) == ("…", True)
    assert total("张伟说的话") == 0
    assert not Post.objects.filter(source__contains="张伟").exists()
    assert not Post.objects.filter(cooked__contains="张伟").exists()
    assert not Revision.objects.filter(source__contains="张伟").exists()
    assert (Bookmark.objects.count(), Draft.objects.count(), Mention.objects.count()) == (0, 0, 0)
    assert Post.objects.get(pk=stage.answer.pk).reactions == {}
    assert set(Reaction.objects.values_list("post", flat=True)) == {stage.reply.pk}
    before = counters()
    with transaction.atomic():
        recount(list(Topic.objects.values_list("pk", flat=True)))
    assert counters() == before


def test_detached_words_stay_and_say_nothing_of_whose_they_were(owner):
    stage = Stage()
    stage.erase(owner, keep=True)

    reply = Post.objects.get(pk=stage.reply.pk)
    assert (reply.source, reply.state, reply.author_id) == ("张伟说的话", "visible", None)
    assert Topic.objects.get(pk=stage.opened.pk).title == "张伟的问题"
    assert Post.objects.get(pk=stage.answer.pk).source == "好的 @… 同意"
    assert 'name="张伟"' not in Post.objects.get(pk=stage.quote.pk).source
    assert "@[张伟]" not in Post.objects.get(pk=stage.quote.pk).source
    assert not Reaction.objects.filter(identity=stage.identity.pk).exists()
    assert not ReadMark.objects.filter(account=stage.zhang.own_id).exists()
    before = counters()
    with transaction.atomic():
        recount(list(Topic.objects.values_list("pk", flat=True)))
    assert counters() == before


def test_others_and_their_things_are_left_alone(owner):
    stage = Stage()
    other = make_topic(make_viewer("张伟业"), title="张伟业的话题", source="@张伟业 你好")
    follow(actor=stage.ann, target="topic", target_id=other.pk, level="following")
    untouched = Post.objects.filter(topic=other).values().get()
    follows = Follow.objects.filter(account=stage.ann.own_id).count()
    stage.erase(owner, keep=False)

    assert Post.objects.filter(topic=other).values().get() == untouched
    assert Follow.objects.filter(account=stage.ann.own_id).count() == follows
    assert Post.objects.get(topic=stage.topic, number=1).source == "Hello"
