"""What is on the pages of the square, for whom, and with how many queries."""

import json
import re

import pytest
from django.test import Client

from steward.square.forum.actions.accept_answer import accept
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.hide import hide
from steward.square.forum.actions.hide_posts import hide_posts
from steward.square.forum.actions.merge_topics import merge_topics
from steward.square.forum.models import Post, Topic
from steward.square.forum.queries.topics import address
from steward.square.forum.rules.trust import TrustLevel
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer, set_rule

pytestmark = pytest.mark.django_db
WHY = Why("other", "because")


@pytest.fixture
def readers(client_of):
    """A client for each kind of reader, by name."""
    return {
        "visitor": Client(),
        "member": client_of(make_viewer("Member")),
        "moderator": client_of(make_viewer("Mod", role="moderator")),
    }


def _statuses(readers, url: str) -> dict[str, int]:
    return {name: client.get(url).status_code for name, client in readers.items()}


def test_a_category_for_members_is_not_there_for_visitors(readers) -> None:
    place = make_category("Inner room", key="inner", rights={"see": ["members"]})
    topic = make_topic(make_viewer(), place, title="Between us", tags=["secret"])
    post = Post.objects.get(topic=topic)

    for url in (
        address(topic),
        "/c/inner/",
        f"/t/{topic.pk}/unread/",
        f"/t/{topic.pk}/news/1/",
        f"/t/{topic.pk}/after/0/",
    ):
        assert _statuses(readers, url)["visitor"] == 404, url
    assert readers["visitor"].get(f"/p/{post.pk}/").status_code == 404
    assert readers["member"].get(f"/p/{post.pk}/").status_code == 302
    for path in ("/", "/latest/", "/tags/", "/tag/secret/", "/feed.atom", "/sitemap-0.xml"):
        assert "Between us" not in readers["visitor"].get(path).content.decode(), path
    assert "secret" not in readers["visitor"].get("/tags/").content.decode()
    assert "Between us" in readers["member"].get("/latest/").content.decode()


def test_a_category_of_the_team_is_there_for_the_team_only(readers) -> None:
    place = make_category("Back stage", key="back", rights={"see": ["role:moderator"], "post": ["role:moderator"]})
    topic = make_topic(make_viewer(role="moderator"), place, title="Back stage talk")

    assert _statuses(readers, address(topic)) == {"visitor": 404, "member": 404, "moderator": 200}
    assert "Back stage talk" not in readers["member"].get("/latest/").content.decode()


def test_a_hidden_topic_is_there_for_the_team_only(readers, client_of) -> None:
    author = make_viewer("Author")
    topic = make_topic(author)
    hide(actor=make_viewer(role="owner"), topic_id=topic.pk, why=WHY)

    assert _statuses(readers, address(topic)) == {"visitor": 404, "member": 404, "moderator": 200}
    assert client_of(author).get(address(topic)).status_code == 404


def test_a_waiting_topic_is_seen_by_its_author_and_the_team(readers, client_of) -> None:
    set_rule(TrustLevel.NEW, allows={"reviewed_first": 3})
    author = make_viewer("Newcomer", level=TrustLevel.NEW)
    topic = make_topic(author, title="May I come in")
    assert Topic.objects.get(pk=topic.pk).waiting

    assert _statuses(readers, address(topic)) == {"visitor": 404, "member": 404, "moderator": 200}
    own = client_of(author).get(address(topic))
    assert own.status_code == 200
    assert "The first words of" in own.content.decode()
    assert 'data-state="waiting"' in own.content.decode()


def test_hidden_posts_are_seen_between_the_others_by_the_team_only(readers) -> None:
    topic = make_topic()
    posts = [make_post(make_viewer(), topic, source=f"Reply {number}.") for number in range(4)]
    hide_posts(actor=make_viewer(role="owner"), post_ids=[posts[1].pk, posts[3].pk], why=WHY)

    seen = {name: _numbers(client.get(address(topic)).content.decode()) for name, client in readers.items()}

    assert seen == {"visitor": [1, 2, 4], "member": [1, 2, 4], "moderator": [1, 2, 3, 4, 5]}


def _numbers(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'<article class="post" id="post-(\d+)"', html)]


def test_pages_are_the_same_stretch_for_everybody(readers) -> None:
    topic = make_topic()
    posts = [make_post(make_viewer(), topic) for _number in range(24)]
    hide_posts(actor=make_viewer(role="owner"), post_ids=[posts[2].pk, posts[21].pk], why=WHY)

    second = {
        name: _numbers(client.get(f"{address(topic)}?page=2").content.decode()) for name, client in readers.items()
    }

    assert second == {"visitor": [22, 24, 25], "member": [22, 24, 25], "moderator": [22, 23, 24, 25]}
    assert readers["visitor"].get(f"{address(topic)}?page=3").status_code == 404


def test_the_accepted_answer_stands_below_the_question() -> None:
    asker, helper = make_viewer("Asker"), make_viewer("Helper")
    topic = make_topic(asker, kind="question")
    make_post(make_viewer(), topic, source="No idea.")
    answer = make_post(helper, topic, source="Turn it off and on.")
    accept(actor=asker, post_id=answer.pk)

    html = Client().get(address(topic)).content.decode()
    box = html.partition('class="answer-box"')[2].partition("</section>")[0]

    assert "Turn it off and on." in box
    assert f'href="/p/{answer.pk}/"' in box
    assert html.index('id="post-1"') < html.index('class="answer-box"') < html.index('id="post-2"')


def test_quotes_link_back() -> None:
    topic = make_topic()
    first = make_post(make_viewer("李雷"), topic, source="Words worth quoting.")
    quoting = make_post(
        make_viewer("韩梅梅"), topic, source=f"[quote={first.pk}]\nWords worth quoting.\n[/quote]\n\nYes!"
    )
    from steward.square.forum.models import Quotation

    Quotation.objects.get_or_create(post=quoting, quoted=first)

    html = Client().get(address(topic)).content.decode()
    post = html.partition('id="post-2"')[2].partition("</article>")[0]

    assert f'href="/p/{quoting.pk}/"' in post
    assert "韩梅梅" in post


def test_a_merged_topic_leads_to_where_it_went() -> None:
    team, gone, into = make_viewer(role="owner"), make_topic(), make_topic()
    old = address(gone)
    merge_topics(actor=team, topic_id=gone.pk, into_id=into.pk)

    answer = Client().get(old)

    assert (answer.status_code, answer.headers["Location"]) == (302, address(into))


def test_a_wrong_name_leads_to_the_right_one_and_every_word_can_be_a_title() -> None:
    topic, reserved = make_topic(title="Right name"), make_topic(title="Reply")
    client = Client()

    assert client.get(f"/t/{topic.pk}/wrong/?page=2").status_code == 404
    assert client.get(f"/t/{topic.pk}/wrong/").headers["Location"] == f"/t/{topic.pk}/right-name/"
    assert client.get(f"/t/{topic.pk}/").headers["Location"] == f"/t/{topic.pk}/right-name/"
    assert address(reserved) == f"/t/{reserved.pk}/reply-/"
    assert client.get(address(reserved)).status_code == 200


def test_permalinks_and_days_lead_to_the_page_of_the_post() -> None:
    from datetime import timedelta

    from steward.foundation.kernel import clock

    began = clock.now() - timedelta(days=40)
    topic = make_topic(at=began)
    posts = [make_post(make_viewer(), topic, at=began + timedelta(days=number + 1)) for number in range(25)]
    client, url = Client(), address(topic)

    day = (began + timedelta(days=22)).date().isoformat()

    assert client.get(f"/p/{posts[3].pk}/").headers["Location"] == f"{url}#post-5"
    assert client.get(f"/p/{posts[22].pk}/").headers["Location"] == f"{url}?page=2#post-24"
    assert client.get(f"/t/{topic.pk}/on/{day}/").headers["Location"] in {
        f"{url}?page=2#post-22",
        f"{url}?page=2#post-23",
    }
    assert client.get(f"/t/{topic.pk}/on/?date=nonsense").headers["Location"] == url
    assert client.get(f"/t/{topic.pk}/on/2999-02-31/").headers["Location"] == url
    assert client.get("/p/999999/").status_code == 404


def test_new_replies_are_told_while_reading_and_304_until_then() -> None:
    topic = make_topic()
    client, url = Client(), f"/t/{topic.pk}/news/1/"
    quiet = client.get(url)
    same = client.get(url, headers={"If-None-Match": quiet.headers["ETag"]})
    make_post(make_viewer(), topic, source="Here I am.")

    told = client.get(url, headers={"If-None-Match": quiet.headers["ETag"]})

    assert (quiet.content, same.status_code) == (b"", 304)
    assert "1 new reply" in told.content.decode()
    assert "Here I am." in client.get(f"/t/{topic.pk}/after/1/").content.decode()


@pytest.mark.parametrize("who", ["visitor", "member", "moderator"])
def test_a_topic_with_twenty_posts_asks_no_more_than_one_with_one(who: str, readers, queries_of) -> None:
    from steward.square.forum.pages import PARTS, WHOLE

    place = make_category()
    short, long = make_topic(category=place), make_topic(category=place)
    for _number in range(19):
        make_post(make_viewer(), long)
    client = readers[who]

    def cold(topic: Topic) -> int:
        def call() -> object:
            WHOLE.clear(), PARTS.clear()
            return client.get(address(topic))

        return queries_of(call)

    warm = [queries_of(lambda topic=topic: client.get(address(topic))) for topic in (short, long)]

    assert cold(short) == cold(long)
    assert warm[0] == warm[1]


@pytest.mark.parametrize("path", ["/", "/latest/", "/latest/?tab=unread", "/c/place/", "/tag/tea/", "/tags/"])
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_lists_of_three_ask_no_more_than_lists_of_one(path: str, who: str, readers, queries_of) -> None:
    from steward.square.forum.pages import PARTS, WHOLE

    place, client = make_category(key="place"), readers[who]
    make_topic(category=place, tags=["tea"], kind="question")

    def cold() -> object:
        WHOLE.clear(), PARTS.clear()
        return client.get(path)

    one = queries_of(cold)
    for _number in range(2):
        make_topic(category=place, tags=["tea", "cup"], kind="question")

    assert queries_of(cold) == one


def test_an_empty_square_says_what_to_do_first(client_of) -> None:
    for path in ("/", "/latest/", "/tags/"):
        assert Client().get(path).status_code == 200
    make_category()

    assert "/new/" in client_of(make_viewer()).get("/").content.decode()


def test_search_engines_are_told_what_a_question_is() -> None:
    asker = make_viewer("Asker")
    topic = make_topic(asker, kind="question", title="Is </script> safe in a title?")
    answer = make_post(make_viewer("Helper"), topic, source="Yes it is.")
    accept(actor=asker, post_id=answer.pk)

    html = Client().get(address(topic)).content.decode()
    data = json.loads(html.partition('<script type="application/ld+json">')[2].partition("</script>")[0])

    assert data["@type"] == "QAPage"
    assert data["mainEntity"]["name"] == "Is </script> safe in a title?"
    assert data["mainEntity"]["acceptedAnswer"]["text"] == "Yes it is."
    assert '<link rel="canonical" href="http' in html
    assert '<meta property="og:title" content="Is &lt;/script&gt; safe in a title?">' in html


def test_addresses_of_other_pages_link_to_the_next_and_previous() -> None:
    topic = make_topic()
    for _number in range(45):
        make_post(make_viewer(), topic)

    html = Client().get(f"{address(topic)}?page=2").content.decode()

    assert re.findall(r'<link rel="(prev|next)" href="[^"]+?(\?page=\d)?">', html) == [
        ("prev", ""),
        ("next", "?page=3"),
    ]


def test_nobody_can_write_a_slot_into_a_post() -> None:
    topic = make_topic(source="slot tools:1 \u2063tools:1\u2063 end")

    assert Client().get(address(topic)).status_code == 200
