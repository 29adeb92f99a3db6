"""What members do on the square is in the activity stream, as it stands, once."""

import pytest

from steward.foundation.journal.public import position, rewind
from steward.people.access.public import SYSTEM
from steward.people.joining.events import MemberJoined
from steward.people.members.models import Identity
from steward.square.forum.actions import flow as flowing
from steward.square.forum.actions.accept_answer import accept
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.change_author import change_author
from steward.square.forum.actions.change_category import change_category
from steward.square.forum.actions.edit_post import edit_post
from steward.square.forum.actions.hide import hide, show
from steward.square.forum.actions.hide_posts import hide_posts, restore_posts
from steward.square.forum.actions.merge_topics import merge_topics
from steward.square.forum.actions.move_posts import move_posts
from steward.square.forum.actions.move_topic import move_topic
from steward.square.forum.actions.react import react
from steward.square.forum.actions.review import approve
from steward.square.forum.actions.undo_act import undo_act
from steward.square.forum.models import Post
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer, set_rule
from steward.stream.activity.models import Activity, Channel, Membership, Source, Thread

pytestmark = pytest.mark.django_db
WHY = Why("offtopic", "elsewhere please")


def flow() -> None:
    flowing.flow()


def living() -> dict[str, Activity]:
    said = Activity.objects.filter(deleted_at=None, kind__in=("post", "comment"))
    return {row.key: row for row in said.select_related("thread", "channel")}


def state() -> list[tuple]:
    """Everything the stream says, but for the order in which it was written."""
    fields = (
        "key",
        "kind",
        "channel__key",
        "thread__key",
        "parent_key",
        "identity",
        "title",
        "body",
        "edits",
        "deleted_at",
    )
    return sorted(Activity.objects.values_list(*fields), key=str)


def test_a_question_with_an_accepted_answer_and_a_reaction_is_told_with_its_places():
    asker, helper = make_viewer("问者"), make_viewer("答者")
    category = make_category("求助", description="问题都在这里")
    topic = make_topic(asker, category, title="弹幕怎么关", source="我**找不到**开关", kind="question")
    answer = make_post(helper, topic, source="在设置里")
    make_topic(category=make_category("Noise"))
    react(actor=asker, post_id=answer.pk, emoji="👍")
    accept(actor=asker, post_id=answer.pk)
    flow()

    source = Source.objects.get(key="square")
    opening = living()[f"post-{Post.objects.get(topic=topic, number=1).pk}"]
    reply = living()[f"post-{answer.pk}"]
    liked = Activity.objects.get(kind="reaction")
    thread = Thread.objects.get(key=f"topic-{topic.pk}")
    channel = Channel.objects.get(key=f"category-{category.pk}")
    assert (source.service, source.realm) == ("forum", "square")
    assert (channel.name, channel.kind, channel.description, channel.private) == (
        "求助",
        "category",
        "问题都在这里",
        False,
    )
    assert (thread.title, thread.is_question, thread.accepted_id) == ("弹幕怎么关", True, f"post-{answer.pk}")
    assert thread.url.endswith(f"/t/{topic.pk}/{topic.slug}/") or "%" in thread.url
    assert (opening.kind, opening.title, opening.body, opening.markup) == (
        "post",
        "弹幕怎么关",
        "我**找不到**开关",
        "markdown",
    )
    assert (reply.kind, reply.parent_id, reply.thread_id, reply.channel_id) == (
        "comment",
        opening.pk,
        thread.pk,
        channel.pk,
    )
    assert reply.url.startswith("http")
    assert reply.url.endswith(f"/p/{answer.pk}/")
    assert (liked.parent_id, liked.body, liked.identity.account_id) == (reply.pk, "👍", str(asker.account_id))


def test_reading_every_fact_again_changes_nothing():
    topic = make_topic()
    post = make_post(topic=topic)
    react(actor=make_viewer(), post_id=post.pk, emoji="🎉")
    flow()
    before, numbers = state(), sorted(Activity.objects.values_list("seq", flat=True))
    rewind(flowing.CONSUMER)
    flow()

    assert state() == before
    assert sorted(Activity.objects.values_list("seq", flat=True)) == numbers


def test_what_happened_between_two_readings_ends_where_it_stands(moderator):
    topic = make_topic()
    post = make_post(topic=topic, source="first words")
    hide_posts(actor=moderator, post_ids=[post.pk], why=WHY)
    flow()

    assert f"post-{post.pk}" not in {row.key for row in Activity.objects.all()}


def test_hidden_words_leave_and_come_back(moderator):
    topic = make_topic()
    post = make_post(topic=topic, source="harsh words")
    flow()
    hide_posts(actor=moderator, post_ids=[post.pk], why=WHY)
    flow()
    hidden = Activity.objects.get(key=f"post-{post.pk}")
    restore_posts(actor=moderator, post_ids=[post.pk])
    flow()
    again = Activity.objects.get(key=f"post-{post.pk}")
    flow()

    assert (hidden.body, hidden.deleted_at is not None) == ("", True)
    assert (again.body, again.deleted_at) == ("harsh words", None)


def test_a_hidden_topic_takes_its_posts_and_its_title(moderator):
    topic = make_topic(title="Secret plans")
    make_post(topic=topic)
    flow()
    hide(actor=moderator, topic_id=topic.pk, why=WHY)
    flow()
    gone = (Thread.objects.get(key=f"topic-{topic.pk}").title, len(living()))
    show(actor=moderator, topic_id=topic.pk)
    flow()

    assert gone == ("", 0)
    assert (Thread.objects.get(key=f"topic-{topic.pk}").title, len(living())) == ("Secret plans", 2)


def test_an_edit_moves_the_words_and_counts():
    author = make_viewer()
    post = make_post(author, source="old words")
    flow()
    edit_post(actor=author, post_id=post.pk, source="new words", version=post.version)
    flow()

    row = living()[f"post-{post.pk}"]
    assert (row.body, row.edits) == ("new words", 1)


def test_a_post_that_waits_is_not_told_before_it_is_approved(moderator):
    set_rule(0, allows={"reviewed_first": 1})
    newcomer, topic = make_viewer(level=0), make_topic(make_viewer())
    post = make_post(newcomer, topic)
    flow()
    before = f"post-{post.pk}" in living()
    waited = Post.objects.get(pk=post.pk).state
    approve(actor=moderator, post_id=post.pk)
    flow()

    assert (waited, before) == ("waiting", False)
    assert f"post-{post.pk}" in living()


def test_moving_and_merging_and_taking_back_are_followed(moderator):
    one, two = make_category("One"), make_category("Two")
    topic, other = make_topic(category=one), make_topic(category=two)
    posts = [make_post(topic=topic), make_post(topic=topic)]
    flow()
    move_topic(actor=moderator, topic_id=topic.pk, category_id=two.pk)
    flow()
    moved = {row.channel.key for row in living().values() if row.thread.key == f"topic-{topic.pk}"}
    decision = merge_topics(actor=moderator, topic_id=topic.pk, into_id=other.pk)
    flow()
    merged = {row.thread.key for row in living().values()}
    undo_act(actor=moderator, decision_id=decision.pk)
    move_posts(actor=moderator, post_ids=[posts[0].pk], into_id=other.pk)
    flow()

    assert moved == {f"category-{two.pk}"}
    assert merged == {f"topic-{other.pk}"}
    assert living()[f"post-{posts[0].pk}"].thread.key == f"topic-{other.pk}"
    assert living()[f"post-{posts[1].pk}"].thread.key == f"topic-{topic.pk}"


def test_a_reaction_taken_back_goes_and_one_given_again_returns():
    fan, post = make_viewer(), make_post()
    react(actor=fan, post_id=post.pk, emoji="👍")
    flow()
    react(actor=fan, post_id=post.pk, emoji="👍")
    flow()
    taken = Activity.objects.get(kind="reaction").deleted_at
    react(actor=fan, post_id=post.pk, emoji="👍")
    flow()

    row = Activity.objects.get(kind="reaction")
    assert taken is not None
    assert (row.deleted_at, row.body) == (None, "👍")


def test_a_new_author_is_told(moderator):
    post, other = make_post(), make_viewer()
    flow()
    identity = Identity.objects.get(realm="square", account_id=str(other.account_id))
    change_author(actor=moderator, post_ids=[post.pk], identity_id=identity.pk, why=WHY)
    flow()

    assert living()[f"post-{post.pk}"].identity_id == identity.pk


def test_a_category_not_everybody_sees_is_private_and_becomes_public(owner):
    category = make_category("Inner circle", rights={"see": ["trust:3"]})
    make_topic(category=category)
    flow()
    before = Channel.objects.get(key=f"category-{category.pk}").private
    change_category(actor=owner, category_id=category.pk, rights=category.rights | {"see": ["everyone"]})
    flow()

    assert (before, Channel.objects.get(key=f"category-{category.pk}").private) == (True, False)


def test_joining_is_told_once_with_its_moment(owner):
    from django.db import transaction

    from steward.foundation.journal.public import publish

    viewer = make_viewer()
    identity = Identity.objects.get(realm="square", account_id=str(viewer.account_id))
    with transaction.atomic():
        publish(MemberJoined(viewer.own_id, identity.pk))
    flow()
    rewind(flowing.CONSUMER)
    flow()

    joined = Activity.objects.filter(kind="join", key=f"join-{identity.pk}")
    stays = Membership.objects.filter(identity=identity)
    assert (joined.count(), stays.count()) == (1, 1)
    assert joined.get().occurred_at == stays.get().joined_at


def test_posts_that_were_moved_in_are_never_told_but_their_edits_are(moderator):
    from steward.stream.activity.public import ensure_source, ingest
    from steward.stream.activity.records import AccountRecord, ActivityRecord

    archive = ensure_source(actor=SYSTEM, key="archive", name="Archive", service="discourse")
    ingest(actor=SYSTEM, source=archive, records=[
        AccountRecord("7", name="Ann"),
        ActivityRecord("old", "post", moderator.account.date_joined, "c", "7", body="<p>old words</p>", markup="html"),
    ])  # fmt: skip
    old = Activity.objects.get(key="old")
    post = make_post()
    Post.objects.filter(pk=post.pk).update(origin=f"activity:{old.pk}", author=old.identity_id)
    flow()
    untold = f"post-{post.pk}" in living()
    edit_post(actor=moderator, post_id=post.pk, source="mended words", version=Post.objects.get(pk=post.pk).version)
    flow()
    edited = Activity.objects.get(key="old")
    hide_posts(actor=moderator, post_ids=[post.pk], why=WHY)
    flow()

    assert untold is False
    assert (edited.body, edited.markup) == ("mended words", "markdown")
    assert Activity.objects.get(key="old").deleted_at is not None
    assert not Activity.objects.filter(key=f"post-{post.pk}").exists()


def test_the_consumer_steps_over_facts_of_other_rooms():
    make_topic()
    flow()
    from steward.foundation.journal.public import latest

    # What it writes announces facts itself; the next turn steps over them.
    flow()
    assert position(flowing.CONSUMER) == latest("journal")["journal"]
