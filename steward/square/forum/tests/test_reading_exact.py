"""Pages kept in memory are exact: a visitor and a member who read after a write see it, whatever the write was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from steward.foundation.journal.public import allocate
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community
from steward.square.forum.actions import (
    accept_answer,
    change_author,
    change_category,
    change_tags,
    edit_post,
    feature,
    hide,
    hide_posts,
    join_chain,
    lock,
    merge_topics,
    move_posts,
    move_topic,
    pin,
    react,
    remove_post,
    reply,
    retitle,
    split_topic,
    undo_act,
    vote,
)
from steward.square.forum.actions.acting import Why
from steward.square.forum.models import Category, PollOption, Post, Topic
from steward.square.forum.pages import WHOLE
from steward.square.forum.queries.topics import address
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
WHY = Why("other", "because")


class Scene:
    """A question with an answer, another topic, a second category, and who acts."""

    def __init__(self) -> None:
        self.author = make_viewer("Ada Noise")
        self.other = make_viewer("李雷")
        self.team = make_viewer("莫迪", role="owner")
        self.place = make_category("Alpha", description="old words")
        self.elsewhere = make_category("Omega")
        self.topic = make_topic(self.author, self.place, kind="question", title="How does it work")
        self.post = make_post(self.other, self.topic, source="Like so.")
        self.second = make_post(self.author, self.topic, source="A second reply.")
        self.noise = make_topic(self.other, self.place, title="Noise of others")
        make_post(self.author, self.noise)

    @property
    def url(self) -> str:
        return address(Topic.objects.get(pk=self.topic.pk))


def _version(post: Post) -> int:
    return Post.objects.get(pk=post.pk).version


WRITES: dict[str, tuple[Callable[[Scene], object], str]] = {
    "reply": (lambda s: reply.reply(actor=s.other, topic_id=s.topic.pk, source="Brand new words"), "Brand new words"),
    "edit": (
        lambda s: edit_post.edit_post(actor=s.other, post_id=s.post.pk, source="Said otherwise", version=1),
        "Said otherwise",
    ),
    "reaction": (lambda s: react.react(actor=s.author, post_id=s.post.pk, emoji="🎉"), "🎉"),
    "accept": (lambda s: accept_answer.accept(actor=s.author, post_id=s.post.pk), "answer-box"),
    "title": (
        lambda s: retitle.change_title(actor=s.team, topic_id=s.topic.pk, title="Quite another"),
        "Quite another",
    ),
    "tags": (lambda s: change_tags.change_tags(actor=s.team, topic_id=s.topic.pk, names=["newtag"]), "newtag"),
    "lock": (lambda s: lock.lock(actor=s.team, topic_id=s.topic.pk), "note-info"),
    "feature": (lambda s: feature.feature(actor=s.team, topic_id=s.topic.pk), "chip-warn"),
    "move": (lambda s: move_topic.move_topic(actor=s.team, topic_id=s.topic.pk, category_id=s.elsewhere.pk), "Omega"),
    "category": (
        lambda s: change_category.change_category(actor=s.team, category_id=s.place.pk, name="Alphabet"),
        "Alphabet",
    ),
    "split": (
        lambda s: split_topic.split_topic(actor=s.team, post_ids=[s.second.pk], title="On its own now"),
        "On its own now",
    ),
    "merge": (
        lambda s: merge_topics.merge_topics(actor=s.team, topic_id=s.noise.pk, into_id=s.topic.pk),
        "number",
    ),
    "author": (
        lambda s: change_author.change_author(
            actor=s.team, post_ids=[s.second.pk], identity_id=Post.objects.get(pk=s.post.pk).author_id, why=WHY
        ),
        "李雷",
    ),
    "title of another topic below": (
        lambda s: retitle.change_title(actor=s.team, topic_id=s.noise.pk, title="Louder noise"),
        "Louder noise",
    ),
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_who_reads_a_topic_after_a_write_sees_it(name: str, who: str, client_of) -> None:
    scene = Scene()
    client = Client() if who == "visitor" else client_of(make_viewer("Reader"))
    before = client.get(scene.url).content.decode()
    act, words = WRITES[name]

    act(scene)
    after = client.get(scene.url, follow=True).content.decode()

    assert _shared(after) != _shared(before)
    assert words in after


def _shared(html: str) -> str:
    """The page without what is new each time: the token of forms."""
    import re

    return re.sub(r'(value=|X-CSRFToken": )"[A-Za-z0-9]{64}"', "", html)


@pytest.mark.parametrize("gone", ["hide", "remove"])
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_a_topic_taken_away_is_gone_at_once_and_back_at_once(gone: str, who: str, client_of) -> None:
    scene = Scene()
    client = Client() if who == "visitor" else client_of(make_viewer())
    assert client.get(scene.url).status_code == 200

    decision = getattr(hide, gone)(actor=scene.team, topic_id=scene.topic.pk, why=WHY)
    away = client.get(scene.url).status_code
    listed = "How does it work" in client.get("/latest/").content.decode()
    undo_act.undo_act(actor=scene.team, decision_id=decision.pk)

    assert (away, listed) == (404, False)
    assert client.get(scene.url).status_code == 200
    assert "How does it work" in client.get("/latest/").content.decode()


@pytest.mark.parametrize("act", ["hide_posts", "remove_posts"])
def test_a_post_taken_away_is_gone_at_once(act: str) -> None:
    scene, client = Scene(), Client()
    assert "Like so." in client.get(scene.url).content.decode()

    getattr(hide_posts, act)(actor=scene.team, post_ids=[scene.post.pk], why=WHY)

    assert "Like so." not in client.get(scene.url).content.decode()


def test_a_post_its_author_takes_back_is_gone_and_comes_back() -> None:
    scene, client = Scene(), Client()
    client.get(scene.url)

    remove_post.remove_own(actor=scene.other, post_id=scene.post.pk)
    gone = client.get(scene.url).content.decode()
    remove_post.restore_own(actor=scene.other, post_id=scene.post.pk)

    assert "Like so." not in gone
    assert "Like so." in client.get(scene.url).content.decode()


def test_posts_moved_away_are_here_no_more() -> None:
    scene, client = Scene(), Client()
    target = make_topic(scene.other, scene.place, title="The target")
    client.get(scene.url), client.get(address(target))

    move_posts.move_posts(actor=scene.team, post_ids=[scene.second.pk], into_id=target.pk)

    assert "A second reply." not in client.get(scene.url).content.decode()
    assert "A second reply." in client.get(address(target)).content.decode()


def test_votes_and_lines_of_a_chain_are_seen_at_once() -> None:
    author, reader, client = make_viewer(), make_viewer("Voter"), Client()
    poll = make_topic(author, kind="poll", poll=PollSpec(("Tea", "Coffee")))
    chain = make_topic(author, kind="chain", chain=ChainSpec())
    before = [client.get(address(topic)).content.decode() for topic in (poll, chain)]

    option = PollOption.objects.filter(poll__topic=poll).first()
    vote.vote(actor=reader, topic_id=poll.pk, options=[option.pk])
    join_chain.join_chain(actor=reader, topic_id=chain.pk, text="with cake")
    after = [client.get(address(topic)).content.decode() for topic in (poll, chain)]

    assert before[0] != after[0]
    assert ("with cake" in before[1], "with cake" in after[1]) == (False, True)


@pytest.mark.parametrize("path", ["/", "/latest/", "/c/place/", "/tags/"])
def test_lists_show_a_new_topic_at_once(path: str) -> None:
    place, client = make_category("Place", key="place"), Client()
    make_topic(category=place, tags=["old"])
    client.get(path)

    make_topic(category=place, title="Fresh from the oven", tags=["bread"])

    assert ("bread" if path == "/tags/" else "Fresh from the oven") in client.get(path).content.decode()


def test_a_name_of_the_community_is_new_on_every_page_at_once(owner) -> None:
    scene, client = Scene(), Client()
    client.get(scene.url), client.get("/")

    change_community(actor=owner, name="The Tea House")

    assert "The Tea House" in client.get(scene.url).content.decode()
    assert "The Tea House" in client.get("/").content.decode()


def test_a_category_closed_to_visitors_shows_nothing_any_more() -> None:
    scene, client = Scene(), Client()
    assert client.get(scene.url).status_code == 200

    rights = {**scene.place.rights, "see": ["members"]}
    change_category.change_category(actor=scene.team, category_id=scene.place.pk, rights=rights)

    assert client.get(scene.url).status_code == 404
    assert client.get(f"/c/{scene.place.key}/").status_code == 404
    assert "How does it work" not in client.get("/").content.decode()


def test_a_pin_that_ends_by_itself_ends_in_memory_too(monkeypatch) -> None:
    scene, client = Scene(), Client()
    until = clock.now() + timedelta(hours=1)
    pin.pin(actor=scene.team, topic_id=scene.noise.pk, where="everywhere", until=until)
    pinned = client.get("/latest/").content.decode()

    monkeypatch.setattr(clock, "now", lambda: until + timedelta(seconds=1))
    later = client.get("/latest/").content.decode()

    assert ('href="#pin"' in pinned or "#pin" in pinned, "#pin" in later) == (True, False)


def test_what_another_process_wrote_is_seen_through_the_numbers_of_the_database() -> None:
    """Another process changes rows and numbers; this one is told nothing."""
    scene, client = Scene(), Client()
    client.get(scene.url), client.get("/latest/")

    with transaction.atomic():
        Post.objects.filter(pk=scene.post.pk).update(cooked="<p>From the other process.</p>")
        Topic.objects.filter(pk=scene.topic.pk).update(title="Renamed far away", version=scene.topic.version + 100)
        allocate("square")

    assert "From the other process." in client.get(scene.url).content.decode()
    assert "Renamed far away" in client.get("/latest/").content.decode()


@pytest.mark.parametrize("path", ["/latest/", ""])
def test_a_page_from_memory_asks_the_database_for_its_numbers_and_nothing_else(path: str) -> None:
    scene, client = Scene(), Client()
    url = path or scene.url
    client.get(url)

    with CaptureQueriesContext(connection) as queries:
        client.get(url)

    # A view is counted too; outside tests not on the way of the answer.
    assert [query["sql"][:18] for query in queries if query["sql"].startswith("SELECT")] == ["SELECT name, value"]
    assert len(WHOLE) == 1


def test_languages_and_themes_are_kept_apart() -> None:
    scene = Scene()
    english, chinese, dark = Client(), Client(), Client()
    english.cookies["language"], chinese.cookies["language"] = "en", "zh-hans"
    dark.cookies["language"], dark.cookies["theme"] = "en", "dark"

    pages = [client.get(scene.url).content.decode() for client in (english, chinese, dark, english)]

    assert ['<html lang="en">' in page for page in pages] == [True, False, False, True]
    assert '<html lang="zh-Hans">' in pages[1]
    assert '<html lang="en" data-theme="ink">' in pages[2]
    assert pages[0] == pages[3]


def test_the_same_page_again_is_304_until_it_changes() -> None:
    scene, client = Scene(), Client()
    tag = client.get(scene.url).headers["ETag"]

    same = client.get(scene.url, headers={"If-None-Match": tag})
    make_post(scene.other, scene.topic)
    changed = client.get(scene.url, headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200


def test_visitors_get_no_cookie_and_no_token() -> None:
    scene, client = Scene(), Client()

    answers = [client.get(path) for path in ("/", "/latest/", scene.url, scene.url, f"/c/{scene.place.key}/")]

    assert [answer.cookies.output() for answer in answers] == [""] * 5
    assert all(b"csrfmiddlewaretoken" not in answer.content for answer in answers)
    assert all("Cookie" in answer.headers["Vary"] for answer in answers)


def test_a_page_of_who_is_signed_in_is_never_kept_for_visitors(client_of) -> None:
    scene = Scene()
    reader = make_viewer("Very Particular Name")

    client_of(reader).get(scene.url)
    client_of(reader).get("/")
    visitor = Client()

    assert len(WHOLE) == 0
    assert "Very Particular Name" not in visitor.get("/latest/").content.decode()
    assert "Very Particular Name" not in visitor.get(scene.url).content.decode()


def test_odd_queries_do_not_fill_the_memory() -> None:
    scene, client = Scene(), Client()

    for number in range(5):
        assert client.get(f"{scene.url}?x{number}=1").status_code == 200

    assert len(WHOLE) == 0


def test_compressed_and_plain_are_the_same_page() -> None:
    import gzip

    scene, client = Scene(), Client()
    plain = client.get(scene.url)
    packed = client.get(scene.url, headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"]


def test_a_deleted_category_leaves_no_page() -> None:
    empty = make_category("Soon gone")
    team, client = make_viewer(role="owner"), Client()
    assert client.get(f"/c/{empty.key}/").status_code == 200

    change_category.drop_category(actor=team, category_id=empty.pk)

    assert client.get(f"/c/{empty.key}/").status_code == 404
    assert not Category.objects.filter(pk=empty.pk).exists()
    assert SYSTEM.is_system
