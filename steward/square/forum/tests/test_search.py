"""Searching the square: two characters of Chinese, filters, and only what one may read."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from steward.people.access.public import NOBODY
from steward.square.forum.actions.accept_answer import accept
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.change_tags import change_tags
from steward.square.forum.actions.edit_post import edit_post
from steward.square.forum.actions.feature import feature
from steward.square.forum.actions.hide import hide
from steward.square.forum.actions.hide_posts import hide_posts, restore_posts
from steward.square.forum.actions.index_posts import follow_words
from steward.square.forum.actions.lock import lock
from steward.square.forum.actions.move_topic import move_topic
from steward.square.forum.models import Bookmark, Post
from steward.square.forum.queries import search as searching
from steward.square.forum.queries.search import Found, search, titled_topics
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
WHY = Why("offtopic", "elsewhere please")


def find(query: str, viewer=NOBODY, **how) -> Found:
    follow_words()
    return search(standpoint(viewer), query, **how)


def ids(query: str, viewer=NOBODY, **how) -> list[int]:
    return [hit.id for hit in find(query, viewer, **how).hits]


def opening(topic) -> int:
    return Post.objects.get(topic=topic, number=1).pk


def test_two_characters_find_the_words_wherever_they_stand():
    topic = make_topic(title="怎么关闭弹幕", source="播放的时候")
    reply = make_post(topic=topic, source="在设置里可以把弹幕关掉")
    make_topic(title="上海举办活动", source="无关")
    make_topic(title="Noise", source="幕后弹琴")

    assert ids("弹幕") == [opening(topic), reply.pk]
    assert ids("海上") == []
    assert find("弹幕").total == 2


def test_hits_are_marked_and_cut_around_the_words():
    make_topic(title="About <b>release</b> notes", source="words " * 200 + "the **release** of spring " + "more " * 200)
    hit = find("release").hits[0]

    assert "<mark>release</mark>" in str(hit.snippet)
    assert str(hit.snippet).startswith("…")
    assert "&lt;b&gt;" in str(hit.title)


def test_a_phrase_keeps_its_order_and_a_minus_leaves_out():
    one = make_topic(title="One", source="the quick brown fox")
    two = make_topic(title="Two", source="brown quick fox draft")

    assert ids('"quick brown"') == [opening(one)]
    assert ids("fox -draft") == [opening(one)]
    assert ids("One -brown") == []
    assert set(ids("fox")) == {opening(one), opening(two)}


def test_filters_of_place_person_tag_kind_and_time(moderator):
    help_, talk = make_category("求助 Help"), make_category("Talk")
    ann = make_viewer("Ann Lee")
    asked = make_topic(ann, help_, title="fox one", kind="question", at=datetime(2025, 5, 1, tzinfo=UTC))
    other = make_topic(category=talk, title="fox two", at=datetime(2026, 2, 1, tzinfo=UTC))
    change_tags(actor=moderator, topic_id=other.pk, names=["文档"])

    assert ids('fox in:"求助 help"') == [opening(asked)]
    assert ids('fox 作者:"ann lee"') == [opening(asked)]
    assert ids("fox tag:文档") == [opening(other)]
    assert ids("fox kind:question") == [opening(asked)]
    assert ids("fox before:2026-01-01") == [opening(asked)]
    assert ids("fox 之后:2026-01") == [opening(other)]
    assert ids("by:me", ann) == [opening(asked)]


def test_filters_of_state(moderator):
    asker = make_viewer()
    open_, done = make_topic(asker, title="fox a", kind="question"), make_topic(asker, title="fox b", kind="question")
    answer = make_post(topic=done, source="the answer")
    accept(actor=asker, post_id=answer.pk)
    featured, locked = make_topic(title="fox c"), make_topic(title="fox d")
    feature(actor=moderator, topic_id=featured.pk)
    lock(actor=moderator, topic_id=locked.pk, why=WHY)
    Bookmark.objects.create(account_id=asker.own_id, post=answer, at=answer.created_at)

    assert ids("is:unanswered") == [opening(open_)]
    assert ids("fox is:answered") == [opening(done)]
    assert ids("is:featured") == [opening(featured)]
    assert ids("is:locked") == [opening(locked)]
    assert set(ids("is:mine", asker)) == {opening(open_), opening(done)}
    assert ids("is:bookmarked", asker) == [answer.pk]
    assert opening(featured) in ids("fox is:unread", asker)
    assert opening(open_) not in ids("fox is:unread", asker)


def test_what_one_may_not_see_is_neither_found_nor_counted_nor_named(moderator):
    inner = make_category("Inner circle", rights={"see": ["trust:3"]})
    make_topic(make_viewer(level=4), inner, title="fox inside")
    outside = make_topic(title="fox outside")
    stranger = find("fox in:“Inner circle”")

    assert (ids("fox"), find("fox").total) == ([opening(outside)], 1)
    assert find("fox", make_viewer(level=3)).total == 2
    unknown = find("fox in:“Outer circle”").asked.hints
    assert [hint.replace("Inner", "Outer") for hint in stranger.asked.hints] == unknown
    assert len(unknown) == 1


def test_a_topic_moved_behind_a_door_is_gone_at_once(owner):
    inner = make_category("Inner", rights={"see": ["role:moderator"]})
    topic = make_topic(title="fox")
    follow_words()
    move_topic(actor=owner, topic_id=topic.pk, category_id=inner.pk, why=WHY)

    assert search(standpoint(NOBODY), "fox").total == 0


def test_hidden_words_are_not_found_until_they_are_back(moderator):
    post = make_post(source="fox words")
    assert ids("fox") == [post.pk]
    hide_posts(actor=moderator, post_ids=[post.pk], why=WHY)
    assert ids("fox") == []
    restore_posts(actor=moderator, post_ids=[post.pk])
    assert ids("fox") == [post.pk]
    hide(actor=moderator, topic_id=post.topic_id, why=WHY)
    assert ids("fox") == []


def test_an_edit_is_found_by_its_new_words_only():
    author = make_viewer()
    post = make_post(author, source="old fox")
    follow_words()
    edit_post(actor=author, post_id=post.pk, source="new hedgehog", version=post.version)

    assert (ids("fox"), ids("hedgehog")) == ([], [post.pk])


def test_titles_come_first_then_the_orders_asked_for():
    early = make_topic(title="fox in the title", source="words", at=datetime(2024, 1, 1, tzinfo=UTC))
    busy = make_topic(title="busy", source="fox", at=datetime(2025, 1, 1, tzinfo=UTC))
    make_post(topic=busy, source="reply", at=datetime(2025, 1, 2, tzinfo=UTC))
    late = make_topic(title="late", source="fox", at=datetime(2026, 1, 1, tzinfo=UTC))

    assert ids("fox") == [opening(early), opening(late), opening(busy)]
    assert ids("fox", order="new") == [opening(late), opening(busy), opening(early)]
    assert ids("fox", order="answers")[0] == opening(busy)


def test_common_words_are_walked_through_with_the_same_result(monkeypatch):
    for number in range(12):
        make_topic(title=f"topic {number}", source="fox" if number % 3 else "fox and hare")
    plain = [ids(query, order="new") for query in ("fox", "fox -hare", '"fox and"')]
    monkeypatch.setattr(searching, "COMMON", 1)
    monkeypatch.setattr(searching, "_STEP", 2)

    assert [ids(query, order="new") for query in ("fox", "fox -hare", '"fox and"')] == plain
    assert ids("fox")[:4] == plain[0][:4]


def test_pages_of_twenty_and_a_page_too_far_is_the_last():
    for number in range(21):
        make_topic(title=f"fox {number}")
    first, far = find("fox"), find("fox", page=99)

    assert (len(first.hits), first.pages, first.total) == (20, 2, 21)
    assert (len(far.hits), far.number) == (1, 2)


def test_suggestions_and_the_palette_name_titles_only(owner, client_of):
    topic = make_topic(title="弹幕设置", source="words")
    make_topic(title="Other", source="弹幕")
    follow_words()

    assert [row.pk for row in titled_topics(standpoint(NOBODY), "弹幕")] == [topic.pk]
    page = Client().get("/search/titles/", {"q": "弹幕"}, headers={"HX-Request": "true", "HX-Target": "suggestions"})
    assert page.content.decode().count("<li>") == 1


@pytest.mark.parametrize("query", ["", "fox", "is:nonsense", '"', "in:", "a" * 900, "is:unread", "\x00fox", "page"])
def test_the_page_answers_whatever_is_asked(query):
    make_topic(title="fox")
    follow_words()

    assert Client().get("/search/", {"q": query, "page": "zz", "order": "x"}).status_code == 200


def test_filters_chosen_beside_the_box_become_words_in_it():
    answer = Client().get(
        "/search/", {"q": "fox", "f-in": "General talk", "f-is": "featured", "f-by": "", "order": "new"}
    )

    assert answer.status_code == 302
    assert answer["Location"] == "/search/?q=fox+in%3A%22General+talk%22+is%3Afeatured&order=new"


def test_the_page_makes_as_many_queries_for_three_hits_as_for_one(queries_of):
    client = Client()
    make_topic(title="fox")
    follow_words()
    one = queries_of(lambda: client.get("/search/", {"q": "fox"}))
    make_topic(title="fox 2")
    make_topic(title="fox 3")
    follow_words()

    assert queries_of(lambda: client.get("/search/", {"q": "fox"})) == one
