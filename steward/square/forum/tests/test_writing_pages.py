"""The pages of writing: without JavaScript, with htmx, and what they keep."""

import re

import pytest

from steward.square.forum.actions.bookmark import bookmark
from steward.square.forum.actions.index_posts import follow_words
from steward.square.forum.actions.join_chain import join_chain
from steward.square.forum.enums import REACTIONS
from steward.square.forum.models import Bookmark, Follow, Poll, PollOption, Post, Standing, Topic
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer, set_rule

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def new_topic(**fields):
    return {"kind": "discussion", "title": "How do I begin?", "source": "I am new.", "tags": "", "once": "a"} | fields


def test_a_topic_is_opened_from_the_page(client_of):
    ada, category = make_viewer(), make_category()
    client = client_of(ada)
    page = client.get(f"/new/?category={category.key}&kind=question").content.decode()

    answer = client.post("/new/", new_topic(kind="question", category=category.pk, tags="茶，新人"))

    topic = Topic.objects.get()
    assert f'<option value="{category.pk}" selected>' in page
    assert (answer.status_code, answer.url) == (302, f"/t/{topic.pk}/{topic.slug}/")
    assert (topic.kind, sorted(topic.tags.values_list("name", flat=True))) == ("question", ["新人", "茶"])
    assert client.post("/new/", new_topic(kind="question", category=category.pk)).url == answer.url
    assert Topic.objects.count() == 1


def test_a_refusal_keeps_what_was_typed(client_of):
    ada, category = make_viewer(level=0), make_category()
    words = "See https://a.example/ https://b.example/ https://c.example/ <b>"

    answer = client_of(ada).post("/new/", new_topic(category=category.pk, source=words, tags="nowhere"))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "How do I begin?" in html
    assert "https://c.example/ &lt;b&gt;" in html
    assert "may hold 2 links" in html
    assert not Topic.objects.exists()


def test_a_poll_and_a_chain_are_opened_from_the_page(client_of):
    client, category = client_of(make_viewer()), make_category()
    poll = {"options": "tea\ncoffee\n\n", "choices": "1", "show_results": "closed", "closes_at": "2099-01-01T10:00"}

    client.post("/new/", new_topic(kind="poll", category=category.pk, **poll))
    client.post(
        "/new/",
        new_topic(kind="chain", category=category.pk, title="Who comes?", source="Sign up.", limit="9", once="b"),
    )

    found = Poll.objects.get()
    assert (found.show_results, list(found.options.values_list("text", flat=True))) == ("closed", ["tea", "coffee"])
    assert found.closes_at.isoformat() == "2099-01-01T02:00:00+00:00"
    assert Topic.objects.get(kind="chain").chain.limit == 9


def test_preview_shows_and_posts_nothing(client_of):
    category = make_category()

    html = (
        client_of(make_viewer()).post("/new/", new_topic(category=category.pk, source="**bold**", preview="1")).content
    )

    assert b"<strong>bold</strong>" in html
    assert not Topic.objects.exists()


def test_similar_topics_are_found_while_typing_and_shown_before_the_same_is_opened_again(client_of):
    ada = make_viewer()
    make_topic(title="插件升级以后打不开怎么办")
    make_topic(title="Something else altogether")
    hidden = make_topic(title="插件升级的秘密")
    Topic.objects.filter(pk=hidden.pk).update(hidden_at=hidden.created_at)
    follow_words()
    client = client_of(ada)

    found = client.get("/new/similar/?title=升级以后插件打不开", headers=HTMX).content.decode()
    asked = client.post("/new/", new_topic(category=make_category().pk, title="插件升级以后打不开怎么办"))

    assert re.findall(r'href="/t/\d+/[^"]*"[^>]*>([^<]+)', found) == ["插件升级以后打不开怎么办"]
    assert (asked.status_code, Topic.objects.count()) == (200, 3)
    again = new_topic(category=make_category().pk, title="插件升级以后打不开怎么办", looked="1")
    assert client.post("/new/", again).status_code == 302


def test_who_is_not_signed_in_is_led_to_the_door(client):
    topic, post = make_topic(), make_post()

    for path in ("/new/", f"/t/{topic.pk}/reply/", "/bookmarks/", "/me/following/"):
        assert client.get(path).url.startswith("/accounts/login/")
    for path in (
        f"/p/{post.pk}/react/",
        f"/p/{post.pk}/accept/",
        f"/p/{post.pk}/remove/",
        "/follow/",
        f"/t/{topic.pk}/vote/",
    ):
        assert client.post(path).url.startswith("/accounts/login/")
    assert Post.objects.count() == 3


def test_a_reply_without_script_leads_to_the_post_and_twice_is_once(client_of):
    client, topic = client_of(make_viewer()), make_topic()
    sent = {"source": "Try this.", "after": "1"}

    first, second = (client.post(f"/t/{topic.pk}/reply/", sent) for _ in range(2))

    post = Post.objects.get(topic=topic, number=2)
    assert first.url == second.url == f"/p/{post.pk}/"


def test_a_reply_by_htmx_comes_back_as_the_post_and_an_empty_box(client_of):
    topic = make_topic()
    make_post(topic=topic, source="Others were quicker.")

    answer = client_of(make_viewer()).post(f"/t/{topic.pk}/reply/", {"source": "Try this.", "after": "1"}, headers=HTMX)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r'data-number="(\d+)"', html) == ["2", "3"]
    assert 'id="reply" hx-swap-oob="true"' in html
    assert 'name="after" id="reply-after" value="3"' in html


def test_a_refused_reply_by_htmx_puts_the_box_back_with_the_words(client_of):
    topic = make_topic()
    Topic.objects.filter(pk=topic.pk).update(slow_seconds=600)
    ada = make_viewer()
    make_post(author=ada, topic=topic)

    answer = client_of(ada).post(f"/t/{topic.pk}/reply/", {"source": "Me & you again.", "after": "2"}, headers=HTMX)

    html = answer.content.decode()
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#reply", "outerHTML")
    assert "Me &amp; you again." in html
    assert "slow mode" in html
    assert Post.objects.filter(topic=topic).count() == 2


def test_a_quotation_waits_in_the_box(client_of):
    post = make_post(source="What about *this*?")

    html = client_of(make_viewer()).get(f"/t/{post.topic_id}/reply/?to={post.pk}&quote=1").content.decode()

    assert "&gt; What about *this*?" in html
    assert f'name="to" value="{post.pk}"' in html


def test_reactions_and_bookmarks_by_htmx_come_back_as_the_tools(client_of):
    ada, post = make_viewer(), make_post()
    client = client_of(ada)

    html = client.post(f"/p/{post.pk}/react/", {"emoji": "🎉"}, headers=HTMX).content.decode()
    kept = client.post(f"/p/{post.pk}/bookmark/", {"keep": "1"}, headers=HTMX).content.decode()

    assert f'id="tools-{post.pk}"' in html
    assert re.findall(r'value="([^"]+)" aria-pressed="true"', html)[0] == "🎉"
    assert f'href="/p/{post.pk}/react/"' in html
    assert 'aria-pressed="true" aria-label="Bookmark"' in kept
    assert client.post(f"/p/{post.pk}/react/", {"emoji": "🎉"}).url == f"/p/{post.pk}/"
    post.refresh_from_db()
    assert post.reactions == {}


def test_reactions_are_chosen_from_one_panel_of_the_page_or_on_a_page_of_their_own(client_of):
    ada, post = make_viewer(), make_post(source="Tea")
    client = client_of(ada)
    client.post(f"/p/{post.pk}/react/", {"emoji": "🎉"})

    html = client.get(f"/t/{post.topic_id}/", follow=True).content.decode()
    page = client.get(f"/p/{post.pk}/react/").content.decode()

    panel = html.partition('<template id="reactions">')[2].partition("</template>")[0]
    assert tuple(re.findall(r'name="emoji" value="([^"]+)"', panel)) == REACTIONS
    form = page.partition(f'action="/p/{post.pk}/react/"')[2].partition("</form>")[0]
    assert tuple(re.findall(r'name="emoji" value="([^"]+)"', form)) == REACTIONS
    assert re.findall(r'value="([^"]+)"[^>]* aria-pressed="true"', form) == ["🎉"]


def test_who_may_not_react_gets_no_page_to_choose_a_reaction_on(client_of):
    ada = make_viewer()
    post = make_post(author=ada)

    assert client_of(ada).get(f"/p/{post.pk}/react/").status_code == 403
    assert client_of(ada).get(f"/p/{post.pk + 999}/react/").status_code == 404


def test_removing_offers_the_way_back(client_of):
    ada = make_viewer()
    post = make_post(author=ada)
    client = client_of(ada)

    answer = client.post(f"/p/{post.pk}/remove/", follow=True)

    assert f'action="/p/{post.pk}/restore/"' in answer.content.decode()
    client.post(f"/p/{post.pk}/restore/")
    assert Post.objects.get(pk=post.pk).state == "visible"


def test_voting_and_signing_up_by_form(client_of):
    ada = make_viewer("Ada")
    client = client_of(ada)
    poll, chain = make_topic(kind="poll", poll=PollSpec(("a", "b"))), make_topic(kind="chain", chain=ChainSpec())
    option = PollOption.objects.filter(poll__topic=poll).first()

    assert client.post(f"/t/{poll.pk}/vote/", {"option": option.pk}).url.endswith("#poll")
    assert client.post(f"/t/{poll.pk}/vote/", {}).status_code == 400
    client.post(f"/t/{chain.pk}/chain/", {"text": "=1+1", "people": "2"})

    assert PollOption.objects.get(pk=option.pk).votes == 1
    table = client.get(f"/t/{chain.pk}/chain/?format=csv").content.decode()
    assert table.splitlines()[1].startswith("1,Ada,'=1+1,2,")
    assert "1. Ada =1+1 +1" in client.get(f"/t/{chain.pk}/chain/?format=txt").content.decode()
    client.post(f"/t/{chain.pk}/chain/", {"leave": "1"})
    assert "Ada" not in client.get(f"/t/{chain.pk}/chain/?format=txt").content.decode()


@pytest.mark.parametrize("path", ["/bookmarks/", "/me/following/"])
def test_own_pages_ask_the_same_number_of_questions_of_one_and_of_three(client_of, queries_of, path):
    ada = make_viewer()
    client = client_of(ada)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            post = make_post(author=ada)
            bookmark(actor=ada, post_id=post.pk)
            Follow.objects.create(
                account=ada.account,
                target="category",
                target_id=post.topic.category_id,
                level="muted",
                at=post.created_at,
            )
        counts.append(queries_of(lambda: client.get(path)))

    assert counts[0] == counts[1]


def test_a_chain_asks_the_same_number_of_questions_of_one_and_of_three(client_of, queries_of):
    topic = make_topic(kind="chain", chain=ChainSpec())
    client, counts = client_of(make_viewer()), []
    for more in (1, 2):
        for _ in range(more):
            join_chain(actor=make_viewer(), topic_id=topic.pk)
        counts.append(queries_of(lambda: client.get(f"/t/{topic.pk}/chain/")))

    assert counts[0] == counts[1]


def test_a_note_is_written_on_its_page_and_hidden_posts_are_not_kept(client_of):
    ada, post = make_viewer(), make_post()
    client = client_of(ada)
    client.post(f"/p/{post.pk}/bookmark/", {"keep": "1"})

    assert client.post(f"/p/{post.pk}/bookmark/", {"note": "later", "remind_at": "2001-01-01T10:00"}).status_code == 200
    client.post(f"/p/{post.pk}/bookmark/", {"note": "later", "remind_at": ""})

    assert Bookmark.objects.get().note == "later"
    Post.objects.filter(pk=post.pk).update(state="hidden")
    assert client.get(f"/p/{post.pk}/bookmark/").status_code == 404
    assert "later" not in client.get("/bookmarks/").content.decode()


def test_following_goes_back_where_it_came_from_and_nowhere_else(client_of):
    ada, topic = make_viewer(), make_topic()
    client = client_of(ada)
    sent = {"target": "topic", "target_id": topic.pk, "level": "muted"}

    assert client.post("/follow/", sent | {"next": "/latest/"}).url == "/latest/"
    assert client.post("/follow/", sent | {"next": "https://evil.example/"}).url == "/me/following/"
    assert Follow.objects.get(account=ada.own_id).level == "muted"


def test_trust_pages_are_for_who_may_set_it(client_of, moderator, stranger):
    ada = make_viewer("Ada", level=0)
    Standing.objects.filter(pk=ada.own_id).update(by_hand=False, days_visited=9, topics_read=9, posts_read=99)
    client = client_of(moderator)
    asked = {"ask_days_visited": "3", "allow_reviewed_first": "2", "allow_pause_seconds": "5", "allow_may_upload": "on"}

    rehearsal = client.post("/console/square/trust/1/", asked | {"rehearse": "1"}).content.decode()
    saved = client.post("/console/square/trust/1/", asked)

    assert "1 member would rise" in rehearsal
    assert "Ada" in rehearsal
    assert saved.status_code == 302
    assert client_of(stranger).get("/console/square/trust/").status_code in {403, 404}
    member = ada.account.member.pk
    client.post(f"/console/square/trust/member/{member}/", {"level": "2", "reason": "known from the meetings"})
    assert Standing.objects.get(pk=ada.own_id).level == 2
    assert "known from the meetings" not in client.get(f"/console/square/trust/member/{member}/").content.decode()


def test_a_first_post_that_waits_says_so(client_of):
    set_rule(0, allows={"reviewed_first": 1})
    topic = make_topic()
    client = client_of(make_viewer(level=0))

    answer = client.post(f"/t/{topic.pk}/reply/", {"source": "Hello.", "after": "1"}, follow=True)

    assert "A moderator reads it first" in answer.content.decode()
