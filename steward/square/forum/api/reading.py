"""Reading the square: what the caller may see, visitors too."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.api import OwnSession, TokenAuth, answers, visitor
from steward.square.forum.models import Post, Topic
from steward.square.forum.queries import posts, profile, topics
from steward.square.forum.queries.places import Places, places
from steward.square.forum.queries.search import search
from steward.square.forum.queries.standpoint import standpoint_in
from steward.square.forum.rules.may import may_see_post, may_see_topic
from steward.square.forum.rules.rights import Standpoint
from steward.square.forum.schemas import (
    AskedId,
    AuthorOut,
    CategoriesOut,
    CategoryOut,
    HitOut,
    HitsOut,
    Id,
    MemberPageOut,
    Page,
    PostOut,
    PostsOut,
    TagOut,
    TagsOut,
    TopicOut,
    TopicsOut,
)

#: One router for reading and writing: operations of one address must stand in the same.
router = Router(tags=["square"], auth=[TokenAuth(), OwnSession()])
READERS = [TokenAuth(), OwnSession(), visitor]


@router.get("/square/categories", auth=READERS, response=answers(CategoriesOut))
def categories(request: HttpRequest) -> CategoriesOut:
    """The categories one may see."""
    standpoint, known = standpoint_in(request), places()
    shown = known.open_to(standpoint)
    return CategoriesOut(
        items=[CategoryOut.of(row, known, standpoint) for pk, row in known.rows.items() if pk in shown]
    )


@router.get("/square/tags", auth=READERS, response=answers(TagsOut))
def tags(request: HttpRequest) -> TagsOut:
    """The tags in use."""
    open_to = places().open_to(standpoint_in(request))
    return TagsOut(items=[TagOut.of(row) for row in topics.tags_by_use(open_to)])


@router.get("/square/topics", auth=READERS, response=answers(TopicsOut))
def list_topics(
    request: HttpRequest,
    *,
    category: AskedId = 0,
    tag: Annotated[str, Query(max_length=60)] = "",
    tab: Annotated[str, Query(pattern="^(unanswered|featured)?$")] = "",
    kind: Annotated[str, Query(pattern="^(discussion|question|announcement|poll|chain)?$")] = "",
    order: Annotated[str, Query(pattern="^(new|liked|replies)?$")] = "",
    page: Page = 1,
) -> TopicsOut:
    """Topics, the last active first; `order` new, liked or replies."""
    standpoint, known = standpoint_in(request), places()
    open_to = known.open_to(standpoint)
    row = topics.tag_by_key(tag) if tag else None
    if (category and category not in open_to) or (tag and row is None):
        raise NotFound
    wanted = topics.Wanted(tab, kind, order, category, row.pk if row else 0, page)
    found = topics.listing(known, open_to, wanted, clock.now())
    items = [TopicOut.of(topic) for topic in found.rows] if page == found.page else []
    return TopicsOut(items=items, total=found.total, next=page + 1 if page < found.pages else None)


@router.get("/square/topics/{topic_id}", auth=READERS, response=answers(TopicOut))
def one_topic(request: HttpRequest, topic_id: Id) -> TopicOut:
    """One topic."""
    return TopicOut.of(topic_for(standpoint_in(request), places(), topic_id))


@router.get("/square/topics/{topic_id}/posts", auth=READERS, response=answers(PostsOut))
def posts_of(request: HttpRequest, topic_id: Id, page: Page = 1) -> PostsOut:
    """The posts of a topic that everybody who sees the topic sees, 20 on a page."""
    topic = topic_for(standpoint_in(request), places(), topic_id)
    part = posts.stretch(topic, page)
    if part is None:
        return PostsOut(items=[], total=topic.posts_count, next=None)
    return PostsOut(
        items=[PostOut.of(row) for row in part.posts],
        total=topic.posts_count,
        next=page + 1 if part.until is not None else None,
    )


@router.get("/square/posts/{post_id}", auth=READERS, response=answers(PostOut))
def one_post(request: HttpRequest, post_id: Id) -> PostOut:
    """One post; who wrote it, and the team, also while it waits for review."""
    standpoint, known = standpoint_in(request), places()
    post = Post.objects.filter(pk=post_id).first()
    if post is None:
        raise NotFound
    topic = topic_for(standpoint, known, post.topic_id)
    if not may_see_post(standpoint, post, topic.row, topic.category):
        raise NotFound
    return PostOut.of(posts.post_rows(topic, [post])[0])


@router.get("/square/search", auth=READERS, response=answers(HitsOut))
def find(
    request: HttpRequest,
    *,
    q: Annotated[str, Query(max_length=300)],
    order: Annotated[str, Query(pattern="^(new|answers)?$")] = "",
    page: Page = 1,
) -> HitsOut:
    """Full text in Chinese and English, with the filters of the search page (`in:`, `by:`, `tag:`, `is:` …)."""
    found = search(standpoint_in(request), q, order=order, page=page)
    hits = found.hits if page == found.number else ()
    items = [
        HitOut(
            post_id=hit.id, topic_id=hit.topic.pk, number=hit.number, url=hit.url, title=hit.topic.title,
            author=AuthorOut.of(hit.author), created_at=hit.created_at, accepted=hit.is_answer,
        )
        for hit in hits
    ]  # fmt: skip
    return HitsOut(
        items=items, total=found.total, more=found.more, next=page + 1 if page < found.pages else None,
        hints=[str(hint) for hint in found.asked.hints],
    )  # fmt: skip


@router.get("/square/members/{member_id}", auth=READERS, response=answers(MemberPageOut))
def one_member(request: HttpRequest, member_id: Id) -> MemberPageOut:
    """What a member's page says."""
    standpoint, known = standpoint_in(request), places()
    who = profile.person(member_id)
    told = profile.numbers(standpoint, known, who)
    person = AuthorOut.of(who.face)
    assert person is not None
    return MemberPageOut(
        person=person, level=who.level, groups=list(who.groups), topics=told.topics, posts=told.posts,
        accepted_answers=told.accepted, reactions_received=told.reactions, joined_at=told.since,
    )  # fmt: skip


def topic_for(standpoint: Standpoint, known: Places, topic_id: int) -> topics.TopicRow:
    """The topic as this caller may see it. Raises NotFound."""
    row = Topic.objects.filter(pk=topic_id).first()
    if row is None or not may_see_topic(standpoint, row, known.rows[row.category_id]):
        raise NotFound
    return topics.topic_rows(known, [row])[0]
