"""Feeds, the sitemap, robots.txt: valid, public, and as cheap for thirty entries as for one."""

import feedparser
import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from steward.square.forum.models import Topic
from steward.square.forum.queries.topics import address
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _feed(path: str):
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo
    return parsed, fromstring(answer.content)


def test_the_feed_has_the_newest_topics_with_words_and_author() -> None:
    make_topic(make_viewer("Ada"), title="First & oldest")
    newest = make_topic(make_viewer("李雷"), title="最新的 <话题>", source="**Bold** & more", tags=["茶"])

    parsed, tree = _feed("/feed.atom")

    entry = parsed.entries[0]
    assert [one.findtext(ATOM + "title") for one in tree.findall(ATOM + "entry")] == ["最新的 <话题>", "First & oldest"]
    assert entry.author == "李雷"
    assert "<strong>Bold</strong> &amp; more" in entry.content[0].value
    assert entry.link.endswith(address(newest))
    assert [tag.term for tag in entry.tags] == ["茶"]
    for required in ("id", "title", "updated"):
        assert tree.find(ATOM + required) is not None
        assert all(one.find(ATOM + required) is not None for one in tree.findall(ATOM + "entry"))


def test_a_category_a_tag_and_a_topic_have_their_own() -> None:
    place, other = make_category("Place", key="place"), make_category("Other")
    below = make_category("Below", parent=place)
    inside = make_topic(category=place, title="Inside", tags=["tea"])
    make_topic(category=below, title="Below it"), make_topic(category=other, title="Outside")
    make_post(make_viewer("Answerer"), inside, source="An answer.")

    assert {one.title for one in _feed("/c/place/feed.atom")[0].entries} == {"Inside", "Below it"}
    assert [one.title for one in _feed("/tag/tea/feed.atom")[0].entries] == ["Inside"]
    posts = _feed(f"/t/{inside.pk}/feed.atom")[0].entries
    assert posts[0].author == "Answerer"
    assert "An answer." in posts[0].content[0].value


def test_feeds_tell_only_what_everybody_may_read(client_of) -> None:
    place = make_category("Inner", key="inner", rights={"see": ["members"]})
    topic = make_topic(make_viewer(), place, title="Between us")
    member = client_of(make_viewer())

    assert "Between us" not in member.get("/feed.atom").content.decode()
    assert member.get("/c/inner/feed.atom").status_code == 404
    assert member.get(f"/t/{topic.pk}/feed.atom").status_code == 404
    assert "between-us" not in member.get("/sitemap-0.xml").content.decode()


@pytest.mark.parametrize(
    "path", ["/feed.atom", "/c/place/feed.atom", "/tag/tea/feed.atom", "/sitemap-0.xml", "/sitemap.xml"]
)
def test_many_entries_ask_no_more_than_one(path: str, queries_of) -> None:
    place = make_category(key="place")
    make_topic(category=place, tags=["tea"])
    one = queries_of(lambda: Client().get(path))
    for _number in range(3):
        make_topic(category=place, tags=["tea", "cup"])

    assert queries_of(lambda: Client().get(path)) == one


def test_the_sitemap_names_every_topic_once_and_is_cut_by_number(monkeypatch) -> None:
    from steward.square.forum.queries import feeds

    topics = [make_topic() for _number in range(5)]
    monkeypatch.setattr(feeds, "SITEMAP_SIZE", 2)

    index = fromstring(Client().get("/sitemap.xml").content)
    files = [one.text.partition("/sitemap-")[2] for one in index.iter(MAP + "loc")]
    named = []
    for file in files:
        tree = fromstring(Client().get(f"/sitemap-{file}").content)
        named += [one.text for one in tree.iter(MAP + "loc") if "/t/" in one.text]

    assert sorted(url.partition("/t/")[2] for url in named) == sorted(
        address(topic).partition("/t/")[2] for topic in topics
    )
    assert Topic.objects.count() == 5


def test_robots_are_told_where_the_sitemap_is() -> None:
    text = Client().get("/robots.txt").content.decode()

    assert "Disallow: /console/\n" in text
    assert text.splitlines()[-1].endswith("/sitemap.xml")
