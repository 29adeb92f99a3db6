"""The pages of moderation and the console of the square."""

import pytest
from django.urls import reverse

from steward.foundation.jobs.public import Job, run
from steward.foundation.journal.public import Decision
from steward.people.joining.public import ensure_identity
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.hide import remove
from steward.square.forum.actions.hide_posts import hide_posts
from steward.square.forum.actions.lock import lock
from steward.square.forum.models import Category, Post, Practice, Tag, Topic
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
WHY = Why("ad", "again")
CONSOLE = ("square-topics", "square-acts", "square-tags", "square-categories", "square-new-category")


def waiting_post(topic: Topic | None = None) -> Post:
    post = make_post(topic=topic or make_topic())
    Post.objects.filter(pk=post.pk).update(state="waiting")
    return post


@pytest.mark.parametrize("name", CONSOLE)
def test_the_console_opens_for_the_team_only(name, owner, moderator, stranger, client_of):
    leads_only = name in {"square-tags", "square-categories", "square-new-category"}

    assert client_of(owner).get(reverse(name)).status_code == 200
    assert client_of(moderator).get(reverse(name)).status_code == (403 if leads_only else 200)
    assert client_of(stranger).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", ["square-topics", "square-acts", "square-categories", "square-tags"])
def test_pages_of_the_console_make_a_constant_number_of_queries(name, owner, client_of, queries_of):
    client, topic = client_of(owner), make_topic(tags=["one"])
    waiting_post(topic)
    lock(actor=owner, topic_id=topic.pk)
    one = queries_of(lambda: client.get(reverse(name)))
    for number in range(3):
        other = make_topic(tags=[f"tag{number}"])
        waiting_post(other)
        lock(actor=owner, topic_id=other.pk)

    assert queries_of(lambda: client.get(reverse(name))) == one


def test_plain_acts_are_done_at_once_and_undone_from_the_toast(moderator, client_of):
    topic, client = make_topic(), client_of(moderator)

    page = client.post(reverse("forum-moderate", args=[topic.pk]), {"act": "lock"}, follow=True)
    decision = Decision.objects.get()
    assert Topic.objects.get(pk=topic.pk).locked_at is not None
    assert reverse("forum-undo", args=[decision.pk]) in page.content.decode()
    client.post(reverse("forum-undo", args=[decision.pk]))

    assert Topic.objects.get(pk=topic.pk).locked_at is None


@pytest.mark.parametrize(
    ("act", "fields", "holds"),
    [
        ("pin", {"where": "everywhere"}, {"pin": "everywhere"}),
        ("slow_mode", {"seconds": "300"}, {"slow_seconds": 300}),
        ("change_title", {"title": "Better words"}, {"title": "Better words"}),
        ("change_kind", {"kind": "question"}, {"kind": "question"}),
        ("hide", {"code": "ad"}, {"hidden_at__isnull": False}),
        ("close_later", {"closes_at": "2099-01-01T10:00"}, {"closes_at__isnull": False}),
        ("change_tags", {"names": "a，b"}, {"tags__key": "a"}),
    ],
)
def test_acts_ask_first_and_then_do(act, fields, holds, moderator, client_of):
    topic, client = make_topic(), client_of(moderator)
    address = reverse("forum-moderate", args=[topic.pk])

    asked = client.get(f"{address}?act={act}")
    assert asked.status_code == 200
    assert not Decision.objects.exists()
    done = client.post(address, {"act": act, "sent": "1", "code": "", "reason": ""} | fields)

    assert done.status_code == 302, done.content.decode()
    assert Topic.objects.filter(pk=topic.pk, **holds).exists()


def test_hiding_without_a_reason_asks_again(moderator, client_of):
    topic = make_topic()

    page = client_of(moderator).post(
        reverse("forum-moderate", args=[topic.pk]), {"act": "hide", "sent": "1", "code": ""}
    )

    assert page.status_code == 422
    assert "Say why: the author reads it." in page.content.decode()
    assert Topic.objects.get(pk=topic.pk).hidden_at is None


def test_a_topic_to_merge_into_is_found_by_words_or_number(moderator, client_of):
    topic, goal, client = make_topic(), make_topic(title="How to plant trees"), client_of(moderator)
    address = reverse("forum-moderate", args=[topic.pk])

    found = client.post(address, {"act": "merge_topics", "sent": "1", "words": "plant"})
    assert "How to plant trees" in found.content.decode()
    none = client.post(address, {"act": "merge_topics", "sent": "1", "words": "nowhere"})
    assert "Nothing like that was found." in none.content.decode()
    client.post(address, {"act": "merge_topics", "sent": "1", "words": f"/t/{goal.pk}/how-to/"})

    assert Topic.objects.get(pk=topic.pk).merged_into_id == goal.pk


def test_chosen_posts_are_split_off(moderator, client_of):
    topic, client = make_topic(), client_of(moderator)
    posts = [make_post(topic=topic) for _ in range(3)]
    address = reverse("forum-moderate-posts", args=[topic.pk])

    page = client.get(address).content.decode()
    assert all(f'value="{post.pk}"' in page for post in posts)
    ids = [post.pk for post in posts[:2]]
    asked = client.post(address, {"act": "split_topic", "posts": ids})
    assert asked.status_code == 200
    client.post(address, {"act": "split_topic", "posts": ids, "title": "By itself", "sent": "1",
                          "category_id": topic.category_id})  # fmt: skip

    made = Topic.objects.get(title="By itself")
    assert (made.posts_count, Topic.objects.get(pk=topic.pk).posts_count) == (2, 2)


def test_ticked_topics_are_acted_on_together_from_the_console(moderator, client_of):
    topics, client = [make_topic() for _ in range(3)], client_of(moderator)
    ids = [topic.pk for topic in topics[:2]]

    client.post("/moderation/many/?act=lock", {"rows": ids, "query": "?"})
    asked = client.post("/moderation/many/?act=hide", {"rows": ids, "query": "?"})
    assert asked.status_code == 200
    client.post(
        "/moderation/many/", {"act": "hide", "rows": ids, "sent": "1", "code": "ad", "next": "/console/square/"}
    )
    first = Decision.objects.filter(kind="forum.hide").order_by("pk").first()
    assert list(Topic.objects.filter(hidden_at__isnull=False).order_by("pk").values_list("pk", flat=True)) == ids
    client.post(f"{reverse('forum-undo', args=[first.pk])}?batch=1")

    assert not Topic.objects.filter(hidden_at__isnull=False).exists()
    assert Topic.objects.filter(locked_at__isnull=False).count() == 2


def test_all_rows_of_a_filter_are_meant_when_everything_is_ticked(moderator, client_of):
    here, there = make_category(), make_category()
    mine = [make_topic(category=here) for _ in range(2)]
    make_topic(category=there)

    client_of(moderator).post(
        "/moderation/many/?act=lock", {"rows": [mine[0].pk], "everything": "1", "query": f"?category={here.pk}"}
    )

    assert set(Topic.objects.filter(locked_at__isnull=False)) == set(mine)


def test_members_cannot_reach_the_acts(stranger, client_of):
    topic, client = make_topic(), client_of(stranger)
    post = make_post(topic=topic)

    assert client.get(reverse("forum-moderate", args=[topic.pk]) + "?act=pin").status_code == 403
    assert client.post(reverse("forum-moderate", args=[topic.pk]), {"act": "lock"}).status_code == 403
    assert client.post(reverse("forum-moderate-posts", args=[topic.pk]), {"posts": [post.pk]}).status_code == 403
    client.post("/moderation/many/?act=lock", {"rows": [topic.pk]})

    assert Decision.objects.count() == 0
    assert Topic.objects.get(pk=topic.pk).locked_at is None


def test_the_author_reads_why_a_topic_went_and_a_stranger_does_not_learn_of_it(moderator, client_of):
    author, topic_of_other = make_viewer("Ada"), make_topic()
    topic = make_topic(author)
    remove(actor=moderator, topic_id=topic.pk, why=WHY)

    page = client_of(author).get(reverse("forum-acts", args=[topic.pk])).content.decode()

    assert "advertising: again" in page
    assert "Modi" not in page
    assert client_of(make_viewer()).get(reverse("forum-acts", args=[topic.pk])).status_code == 404
    assert client_of(author).get(reverse("forum-acts", args=[topic_of_other.pk])).status_code == 200


def test_names_of_the_team_are_read_where_the_community_wants_it(owner, moderator, client_of):
    author = make_viewer("Ada")
    topic = make_topic(author)
    ensure_identity(moderator.account)
    hide_posts(actor=moderator, post_ids=[make_post(author, topic).pk], why=WHY)

    client_of(owner).post(reverse("square-names"), {"shown": "1"})

    assert Practice.objects.get().names_shown
    assert "Modi" in client_of(author).get(reverse("forum-acts", args=[topic.pk])).content.decode()


def test_waiting_posts_are_approved_and_rejected_from_their_menu_and_back(moderator, client_of):
    topic, client = make_topic(), client_of(moderator)
    one, two, three = (waiting_post(topic) for _ in range(3))
    path, page = reverse("forum-moderate-posts", args=[topic.pk]), reverse("forum-topic-short", args=[topic.pk])

    menu = client.get(page, follow=True).content.decode()
    client.post(path, {"act": "approve", "posts": [one.pk]})
    asked = client.post(path, {"act": "reject", "posts": [two.pk]})
    nothing = client.post(path, {"act": "reject", "posts": [two.pk], "sent": "1"})
    before = Post.objects.get(pk=two.pk).state
    client.post(path, {"act": "reject", "posts": [two.pk], "sent": "1", "code": "ad"})
    again = client.post(path, {"act": "approve", "posts": [one.pk]}, follow=True)

    assert (menu.count('value="approve"'), menu.count('value="reject"')) == (3, 3)
    assert 'name="code"' in asked.content.decode()
    assert (nothing.status_code, before) == (422, "waiting")
    assert "does not wait any more" in again.content.decode()
    assert states_of(topic) == ["visible", "removed", "waiting"]
    assert Topic.objects.get(pk=topic.pk).posts_count == 2
    client.post(reverse("forum-undo", args=[Decision.objects.get(kind="forum.reject").pk]))
    assert states_of(topic) == ["visible", "waiting", "waiting"]
    assert three.pk


def states_of(topic: Topic) -> list[str]:
    posts = Post.objects.filter(topic=topic, number__gt=1)
    return list(posts.order_by("number").values_list("state", flat=True))


@pytest.mark.parametrize(("act", "removed"), [("approve", False), ("reject", True)])
def test_a_moderator_without_the_console_decides_about_an_opening_and_its_topic(act, removed, stranger, client_of):
    keeper = make_viewer("Keeper", level=3)
    topic = make_topic(category=make_category(rights={"moderate": ["trust:3"]}))
    post = Post.objects.get(topic=topic)
    Post.objects.filter(pk=post.pk).update(state="waiting")
    Topic.objects.filter(pk=topic.pk).update(waiting=True)
    path, data = reverse("forum-moderate-posts", args=[topic.pk]), {"posts": [post.pk], "sent": "1", "code": "ad"}

    assert client_of(stranger).post(path, data | {"act": act}).status_code == 404
    topic.refresh_from_db()
    assert topic.waiting
    menu = client_of(keeper).get(reverse("forum-topic-short", args=[topic.pk]), follow=True).content.decode()
    client_of(keeper).post(path, data | {"act": act})

    topic.refresh_from_db()
    assert f'value="{act}"' in menu
    assert (topic.waiting, topic.removed_at is not None) == (False, removed)


def test_a_category_is_made_changed_ordered_archived_and_deleted(owner, client_of):
    client = client_of(owner)
    first = make_category("First", position=1)
    rights = {"see": ["members"], "post": ["trust:2"], "reply": ["members"], "moderate": ["role:moderator"]}
    fields = {"name": "Garden talk", "color": "#2f7d4f", "icon": "leaf", "default_kind": "", "slow_seconds": "0"}

    page = client.post(reverse("square-new-category"), fields | rights)
    assert page.status_code == 302, page.content.decode()
    made = Category.objects.get(name="Garden talk")
    assert (made.key, made.rights) == ("garden-talk", rights)
    client.post(reverse("square-order"), {"id": made.pk, "step": "up"})
    assert list(Category.objects.order_by("position").values_list("pk", flat=True)) == [made.pk, first.pk]
    client.post(reverse("square-archive", args=[made.pk]), {"archived": "1"})
    assert Category.objects.get(pk=made.pk).archived_at is not None
    client.post(reverse("square-drop", args=[made.pk]))
    assert not Category.objects.filter(pk=made.pk).exists()
    client.post(reverse("forum-undo", args=[Decision.objects.latest("pk").pk]))

    assert Category.objects.get(pk=made.pk).rights == rights


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"color": "#ffffff"}, "cannot be made out"),
        ({"post": ["everyone"]}, "Visitors can only read"),
        ({"see": ["group:99"]}, "There is no audience"),
        ({"name": " "}, "required"),
    ],
)
def test_a_category_that_cannot_be_is_refused(bad, says, owner, client_of):
    fields = {"name": "Garden", "color": "#2f7d4f", "icon": "leaf", "default_kind": "", "slow_seconds": "0"}

    page = client_of(owner).post(reverse("square-new-category"), fields | {"see": ["members"]} | bad)

    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Category.objects.exists()


def test_rights_are_previewed_with_the_number_of_people_they_mean(owner, client_of):
    make_viewer(level=3)
    make_viewer(level=1)

    page = client_of(owner).post(reverse("square-rights"), {"see": ["trust:3"], "moderate": ["role:moderator"]})

    assert "trust level 3 and up (trusted) may read" in page.content.decode()
    assert "2 members" in page.content.decode()
    assert "<html" not in page.content.decode()


def test_an_owners_first_visit_makes_the_first_categories_once(owner, client_of):
    client = client_of(owner)

    client.get(reverse("square-categories"))
    Category.objects.all().delete()
    client.get(reverse("square-categories"))

    assert Category.objects.count() == 0
    assert Decision.objects.filter(kind="forum.found_square").count() == 1


def test_tags_are_renamed_merged_deleted_and_brought_back(owner, client_of):
    client = client_of(owner)
    one, two = make_topic(tags=["docs"]), make_topic(tags=["documentation", "docs"])
    docs, long = Tag.objects.get(key="docs"), Tag.objects.get(key="documentation")

    client.post(reverse("square-tag", args=[docs.pk]), {"name": "Docs!", "description": "How it works"})
    assert Tag.objects.get(pk=docs.pk).key == "docs!"
    client.post(reverse("square-end-tag", args=[long.pk]), {"into": docs.pk})
    assert list(Tag.objects.values_list("pk", "topics")) == [(docs.pk, 2)]
    client.post(reverse("forum-undo", args=[Decision.objects.latest("pk").pk]))
    assert set(Tag.objects.values_list("pk", "topics")) == {(docs.pk, 2), (long.pk, 1)}
    client.post(reverse("square-end-tag", args=[docs.pk]))
    assert set(Tag.objects.values_list("pk", flat=True)) == {long.pk}
    client.post(reverse("forum-undo", args=[Decision.objects.latest("pk").pk]))

    assert sorted(one.tags.values_list("name", flat=True)) == ["Docs!"]
    assert sorted(two.tags.values_list("name", flat=True)) == ["Docs!", "documentation"]


@pytest.mark.parametrize("name", ["forum-acts", "forum-moderate-posts"])
def test_pages_of_a_topic_make_a_constant_number_of_queries(name, owner, client_of, queries_of):
    client, one, many = client_of(owner), make_topic(), make_topic()
    make_post(topic=one)
    lock(actor=owner, topic_id=one.pk)
    for _ in range(3):
        hide_posts(actor=owner, post_ids=[make_post(topic=many).pk], why=WHY)

    few = queries_of(lambda: client.get(reverse(name, args=[one.pk])))

    assert queries_of(lambda: client.get(reverse(name, args=[many.pk]))) == few


def test_an_objection_goes_to_leads_who_had_no_part(owner, moderator, client_of):
    other = make_viewer("Lena", role="lead")
    author = make_viewer("Ada")
    topic = make_topic(author)
    remove(actor=owner, topic_id=topic.pk, why=WHY)

    page = client_of(author).get(reverse("forum-acts", args=[topic.pk])).content.decode()

    assert f"to={other.account.name}&" in page.replace("&amp;", "&")


def test_more_than_a_hundred_are_a_job_of_whoever_asks(moderator, client_of):
    topics = [make_topic() for _ in range(3)]
    ids = [*(topic.pk for topic in topics), *range(10_000, 10_098)]

    page = client_of(moderator).post("/moderation/many/?act=lock", {"rows": ids})
    job = Job.objects.get(kind="forum.moderate_many")
    assert page.headers["Location"] == reverse("jobs-job", args=[job.pk])
    assert Topic.objects.filter(locked_at__isnull=False).count() == 0
    run(job.pk)
    job.refresh_from_db()
    first = Decision.objects.order_by("pk").first()
    assert (job.state, job.result["done"], sum(job.result["refused"].values())) == ("done", 3, 98)
    client_of(moderator).post(f"{reverse('forum-undo', args=[first.pk])}?batch=1")

    assert Topic.objects.filter(locked_at__isnull=False).count() == 0


@pytest.mark.parametrize("name", ["square-topics", "square-acts", "square-tags"])
def test_tables_are_handed_out_as_csv(name, owner, client_of):
    topic = make_topic(title="Riding to the lake", tags=["lake"])
    lock(actor=owner, topic_id=topic.pk)

    file = b"".join(client_of(owner).get(f"{reverse(name)}?format=csv").streaming_content).decode("utf-8-sig")

    assert "lake" in file


def test_the_log_is_narrowed_by_team_mate_act_and_day(owner, moderator, client_of):
    one, two = make_topic(title="Locked by Modi"), make_topic(title="Locked by Olivia")
    lock(actor=moderator, topic_id=one.pk)
    lock(actor=owner, topic_id=two.pk)

    def ask(query):
        page = client_of(owner).get(f"{reverse('square-acts')}?{query}").content.decode()
        return [topic.title for topic in (one, two) if topic.title in page]

    assert ask("") == ["Locked by Modi", "Locked by Olivia"]
    assert ask(f"mate={moderator.account_id}") == ["Locked by Modi"]
    assert ask("act=forum.pin") == []
    assert ask("since=2999-01-01") == []
    assert ask("since=nonsense&until=2999-01-01") == ["Locked by Modi", "Locked by Olivia"]


def test_a_moderator_who_is_not_of_the_team_ticks_topics_of_the_own_category(client_of):
    keeper = make_viewer("Keeper", level=4)
    mine = make_category(rights={"moderate": ["trust:4"]})
    topics = [make_topic(make_viewer(level=2), mine, title=f"In the garden {number}") for number in range(3)]
    foreign = make_topic(make_viewer(level=2), title="Somewhere else")
    client = client_of(keeper)

    page = client.get(reverse("forum-choose-topics") + "?q=garden").content.decode()
    assert page.count('name="rows"') == 3
    assert "Somewhere else" not in client.get(reverse("forum-choose-topics")).content.decode()
    ids = [topics[0].pk, topics[1].pk, foreign.pk]
    back = client.post("/moderation/many/", {"act": "lock", "rows": ids, "next": "/moderation/topics/?q=garden"})

    assert back.headers["Location"] == "/moderation/topics/?q=garden"
    assert set(Topic.objects.filter(locked_at__isnull=False)) == set(topics[:2])
    assert client_of(make_viewer(level=1)).get(reverse("forum-choose-topics")).status_code == 403
