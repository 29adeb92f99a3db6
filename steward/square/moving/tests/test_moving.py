"""An imported source becomes a part of the square: whole, once, quietly, and can be taken out again."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client

from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.members.models import Identity
from steward.people.notify.models import Notification
from steward.square.forum.actions.edit_post import edit_post
from steward.square.forum.actions.flow import flow
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.reply import reply
from steward.square.forum.models import Category, Mention, Post, Quotation, Reaction, ReadMark, Topic
from steward.square.forum.tests.square import make_viewer
from steward.square.moving.actions.start import plan_move, start_move
from steward.square.moving.enums import LEAVE
from steward.square.moving.models import Move, OldAddress
from steward.square.moving.queries.report import report_of, skipped_rows
from steward.square.moving.rules.addresses import known_as, number_in, spots
from steward.square.moving.rules.plan import Plan
from steward.square.moving.tests.archive import START, archive, forum, move, said, take_back, thread
from steward.stream.activity.models import Activity, Channel, Source

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list]:
    """The square as it stands."""
    post = ("topic__title", "number", "author__name", "source", "cooked", "created_at", "reply_to__number", "reactions")
    return {
        "topics": list(Topic.objects.order_by("pk").values()),
        "posts": list(Post.objects.order_by("pk").values(*post)),
        "reactions": list(Reaction.objects.order_by("pk").values_list("post", "identity", "emoji")),
        "addresses": sorted(OldAddress.objects.values_list("path", "topic", "post")),
    }


def test_topics_posts_people_and_times_are_as_they_were():
    counts = move(archive())

    topic = Topic.objects.get(title="How to begin?")
    posts = list(Post.objects.filter(topic=topic).order_by("number"))
    category = Category.objects.get(name="General talk")
    assert (counts["topics"], counts["posts"]) == (2, 4)
    assert (topic.kind, topic.created_at, topic.last_post_at) == ("question", START, START + timedelta(hours=2))
    assert (topic.posts_count, topic.participants, topic.reactions, topic.views) == (3, 2, 4, 40)
    assert topic.accepted == posts[1]
    assert [(post.number, post.author.name, post.source) for post in posts[:2]] == [
        (1, "Ann", "words of a1"), (2, "Bob", "words of a2"),
    ]  # fmt: skip
    assert posts[2].source == f'[quote post={posts[1].pk} name="bob"]\nhis\n[/quote]\n\nthanks'
    assert (posts[1].reply_to_id, posts[2].reply_to_id) == (None, posts[1].pk)
    assert (posts[0].reactions, posts[1].reactions) == ({"👍": 3}, {"🎉": 1})
    assert posts[1].edited_at == START + timedelta(days=2)
    assert {post.via for post in posts} == {"moved"}
    assert Quotation.objects.get().quoted == posts[1]
    assert (category.topics, category.posts, category.description) == (2, 4, "Anything")
    assert Topic.objects.get(title="第二个话题").slug == "第二个话题"
    assert Post.objects.get(author__name="Bob", number=1).source == "看**这里**"


def test_counters_are_what_counting_again_gives():
    move(archive())
    before = everything()
    with transaction.atomic():
        recount(list(Topic.objects.values_list("pk", flat=True)))

    assert everything() == before


def test_nobody_is_told_and_the_stream_is_not_doubled():
    source = archive()
    before = Activity.objects.count()
    move(source)
    flow()

    assert (Notification.objects.count(), ReadMark.objects.count(), Mention.objects.count()) == (0, 0, 0)
    assert Activity.objects.count() == before
    assert not Fact.objects.filter(type__in=("forum.topic_posted", "forum.post_posted")).exists()
    assert Fact.objects.filter(type="moving.source_moved").count() == 1


def test_again_only_what_is_new_or_changed_is_touched():
    source = archive()
    move(source)
    before = everything()
    again = move(source)
    same = everything()
    archive([
        said("a2", 1, 1, 2, "bob", parent_id="a1", body="<p>mended</p>", edited_at=START + timedelta(days=9)),
        said("a5", 90, 1, 5, "eve"), thread(4, "A new one"), said("d1", 91, 4, 1),
    ])  # fmt: skip
    later = move(source)

    topic = Topic.objects.get(title="How to begin?")
    assert (again.get("posts", 0), again.get("changed", 0), same) == (0, 0, before)
    assert (later["topics"], later["posts"], later["changed"]) == (1, 2, 1)
    assert Post.objects.get(topic=topic, number=2).source == "mended"
    assert (topic.posts_count, topic.participants, topic.highest_number) == (4, 3, 5)


def test_what_was_edited_here_stays_so(owner):
    source = archive()
    move(source)
    post = Post.objects.get(topic__title="How to begin?", number=2)
    edit_post(actor=owner, post_id=post.pk, source="our words", version=post.version)
    archive([said("a2", 1, 1, 2, "bob", parent_id="a1", body="<p>theirs</p>", edited_at=START + timedelta(days=9))])
    counts = move(source)

    assert Post.objects.get(pk=post.pk).source == "our words"
    assert counts.get("changed", 0) == 0


def test_what_is_removed_at_the_source_goes_here_too():
    source = archive()
    move(source)
    archive([said("a3", 2, 1, 3, deleted=True)])
    counts = move(source)

    assert counts["gone"] == 1
    assert Topic.objects.get(title="How to begin?").posts_count == 2


def test_the_plan_says_where_to_and_what_not():
    source = archive()
    here = Category.objects.create(key="here", name="Here")
    staff = Channel.objects.get(key="c2")
    move(source, Plan(one=here.pk, private=True, channels={str(staff.pk): LEAVE}, since=date(2015, 3, 1)))

    assert set(Topic.objects.values_list("category__name", "title")) == {
        ("Here", "How to begin?"),
        ("Here", "第二个话题"),
    }


def test_a_private_channel_becomes_a_category_of_the_team_when_asked():
    move(archive(), Plan(private=True))

    rights = Category.objects.get(name="Staff").rights
    assert "everyone" not in rights["see"]
    assert "members" not in rights["see"]
    assert Client().get(f"/t/{Topic.objects.get(title='Staff only').pk}/").status_code == 404


def test_the_dry_run_counts_what_the_move_then_does():
    source = archive()
    before = everything()
    report = report_of(source, Plan())
    skipped = [(row.reason, row.title) for row in skipped_rows(source, Plan())]

    assert everything() == before
    counts = move(source)
    assert (report.topics, report.posts, report.authors) == (counts["topics"], counts["posts"], 2)
    assert {key: n for key, n in report.skipped.items() if n} == {"private": 1, "outside": 1, "removed": 1}
    assert len(skipped) == 3
    assert report_of(source, Plan()).here == 4


def test_the_dry_run_makes_as_many_queries_for_more(queries_of):
    source = archive()
    few = queries_of(lambda: report_of(source, Plan()))
    archive([*forum(), *(record for n in range(20, 26) for record in (thread(n, f"T{n}"), said(f"n{n}", n, n, 1)))])

    assert queries_of(lambda: report_of(source, Plan())) == few


def test_taken_back_the_square_is_as_before_but_for_what_was_continued():
    source = archive()
    before = everything()
    move(source)
    first = take_back(source)
    clean = everything()
    move(source)
    writer = make_viewer()
    kept = Topic.objects.get(title="How to begin?")
    reply(actor=writer, topic_id=kept.pk, source="I go on here")
    second = take_back(source)

    assert (first["topics"], first["posts"], clean) == (2, 4, before)
    assert not Category.objects.filter(name="General talk", topics=0).exists()
    assert (second["topics"], second["kept"]) == (1, 1)
    assert list(Topic.objects.values_list("title", flat=True)) == ["How to begin?"]
    assert Activity.objects.filter(source=source).count() == len(
        [r for r in forum() if type(r).__name__ == "ActivityRecord"]
    )


def test_authors_can_claim_what_they_wrote():
    move(archive())
    ann, zoe = Identity.objects.get(account_id="ann"), make_viewer("Zoe")
    mine = Identity.objects.get(realm="square", account_id=str(zoe.account_id))
    ann.member = mine.member
    ann.save()

    assert "Zoe" in Client().get(f"/t/{Topic.objects.get(title='How to begin?').pk}/", follow=True).content.decode()


def test_only_who_may_moves(moderator, stranger, owner):
    source = archive()
    for viewer in (moderator, stranger):
        with pytest.raises(Forbidden):
            plan_move(actor=viewer, source_id=source.pk, plan=Plan())
    assert Move.objects.count() == 0
    plan_move(actor=owner, source_id=source.pk, plan=Plan())
    start_move(actor=owner, source_id=source.pk)
    with pytest.raises(Invalid):
        start_move(actor=owner, source_id=source.pk)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/t/any-slug/12/3", "/t/12/3"), ("/t/12/3/", "/t/12/3"), ("/t/other/12", "/t/12"), ("/t/12/1", "/t/12"),
        ("/questions/7/how-to", "/questions/7"), ("/q/7/3", "/questions/7"), ("/a/9/1", "/a/9"),
        ("/pipermail/list/2001-May/000123.html", "/pipermail/list/2001-May/000123.html"), ("/", ""), ("/x" * 300, ""),
    ],
)  # fmt: skip
def test_spellings_of_one_address_are_kept_as_one(path, kept):
    assert known_as(path) == kept


def test_addresses_without_a_host_are_none():
    assert spots("nonsense") == ("", "")
    assert spots("http://[::1") == ("", "")
    assert number_in("https://old.example/t/slug/12/3") == 3


def test_old_addresses_lead_to_the_new_places_and_shadow_nothing(settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "https://new.example"
    source = archive()
    move(source, Plan(hosts=("old.example",)))
    topic = Topic.objects.get(title="How to begin?")
    second = Post.objects.get(topic=topic, number=2)
    old, new, other = (Client(SERVER_NAME=name) for name in ("old.example", "new.example", "third.example"))

    assert old.get("/t/whatever/1/2")["Location"] == f"/p/{second.pk}/"
    assert new.get("/t/whatever/1")["Location"] == f"/t/{topic.pk}/"
    assert old.get("/t/whatever/1/2").status_code == 301
    assert other.get("/t/whatever/1/2").status_code == 404
    assert old.post("/t/whatever/1/2").status_code == 404
    assert new.get("/t/whatever/99").status_code == 404
    assert new.get(f"/t/{topic.pk}/{topic.slug}/").status_code == 200


def test_the_pages_show_the_plan_and_refuse_whom_they_must(owner, moderator, client_of):
    source = archive()
    page = client_of(owner).get(f"/console/moving/{source.pk}/")
    sent = client_of(owner).post(f"/console/moving/{source.pk}/plan/", {"hosts": "old.example", "since": "2015-01-01"})
    wrong = client_of(owner).post(f"/console/moving/{source.pk}/plan/", {"hosts": "not a host!"})
    file = client_of(owner).get(f"/console/moving/{source.pk}/skipped.csv")

    assert "General talk" in page.content.decode()
    assert client_of(owner).get("/console/moving/").status_code == 200
    assert (sent.status_code, wrong.status_code) == (302, 422)
    assert Move.objects.get().plan["hosts"] == ["old.example"]
    assert len(b"".join(file.streaming_content).decode().strip().splitlines()) == 4
    assert client_of(moderator).get("/console/moving/").status_code == 403
    assert client_of(owner).post(f"/console/moving/{source.pk}/undo/", {"confirm": "wrong"}).status_code == 302
    assert Move.objects.get().state == "planned"
    assert Source.objects.filter(pk=source.pk).exists()
