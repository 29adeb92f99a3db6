"""Who is told of what: once, for the strongest reason, never of one's own, never of what one may not see."""

from datetime import timedelta

import pytest

from steward.foundation.kernel import clock
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Denied, Forbidden
from steward.people.joining.public import ensure_identity
from steward.people.members.public import Member
from steward.people.notify.models import Content, Notification
from steward.square.forum.actions.accept_answer import accept
from steward.square.forum.actions.bookmark import bookmark
from steward.square.forum.actions.follow import follow
from steward.square.forum.actions.join_chain import join_chain, leave_chain
from steward.square.forum.actions.react import react
from steward.square.forum.actions.tell_acts import close_polls, remind_due, tell_of_answer, tell_of_reaction, tell_risen
from steward.square.forum.actions.tell_post import tell_of_mentions, tell_of_post
from steward.square.forum.actions.vote import vote
from steward.square.forum.contributions.writing import letter_right, picture_right, reply_by_mail
from steward.square.forum.models import Bookmark, Category, Mention, PollOption, Post, Tag, Topic
from steward.square.forum.queries.letters import letter_now
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.rules.telling import reasons
from steward.square.forum.tasks.writing import TELL, TELL_ACT, tell_of, tell_of_act
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer, set_rule

pytestmark = pytest.mark.django_db


def told(viewer):
    """The kinds this viewer was told of."""
    return sorted(Notification.objects.filter(account=viewer.own_id).values_list("kind", flat=True))


def ident(viewer):
    return ensure_identity(viewer.account).pk


def test_a_reply_tells_each_once_for_the_strongest_reason():
    asker, ada, bo, chen = (make_viewer(name) for name in ("Asker", "Ada", "Bo", "陈晨"))
    topic = make_topic(author=asker)
    first = make_post(author=ada, topic=topic)
    make_post(author=bo, topic=topic)
    post = make_post(author=chen, topic=topic, reply_to=first.pk, source="@Ada and @Bo, look. @陈晨")

    assert tell_of_post(post_id=post.pk) == 3
    assert tell_of_post(post_id=post.pk) == 0

    assert (told(asker), told(ada), told(bo), told(chen)) == (
        ["forum.followed"],
        ["forum.mention"],
        ["forum.mention"],
        [],
    )
    assert Notification.objects.get(account=asker.own_id).url == f"/p/{post.pk}/"


def test_a_reply_to_a_post_is_for_its_author_and_one_to_nobody_for_who_opened_the_topic():
    asker, ada = make_viewer(), make_viewer()
    topic = make_topic(author=asker)
    first = make_post(author=ada, topic=topic)

    tell_of_post(post_id=first.pk)
    tell_of_post(post_id=make_post(author=asker, topic=topic, reply_to=first.pk).pk)

    assert (told(asker), told(ada)) == (["forum.reply"], ["forum.reply"])


def test_a_new_topic_tells_those_who_follow_category_tag_and_author():
    author, by_tag, by_place, by_member, muter = (make_viewer() for _ in range(5))
    category = make_category()
    make_topic(category=category, tags=["茶"])
    tag, member = Tag.objects.get(name="茶"), Member.objects.get(account=author.own_id)
    follow(actor=by_tag, target="tag", target_id=tag.pk, level="following")
    follow(actor=by_place, target="category", target_id=category.pk, level="following")
    follow(actor=by_member, target="member", target_id=member.pk, level="following")
    follow(actor=muter, target="category", target_id=category.pk, level="following")
    follow(actor=muter, target="member", target_id=member.pk, level="muted")
    topic = make_topic(author=author, category=category, tags=["茶"])

    tell_of_post(post_id=Post.objects.get(topic=topic).pk)
    reply = make_post(author=author, topic=topic)
    tell_of_post(post_id=reply.pk)

    assert [told(one) for one in (by_tag, by_place, by_member, muter)] == [["forum.new_topic"]] * 3 + [[]]


def test_nobody_is_told_of_what_they_may_not_see():
    ada, bo = make_viewer("Ada"), make_viewer("Bo", role="moderator")
    category = make_category()
    topic = make_topic(category=category)
    for viewer in (ada, bo):
        follow(actor=viewer, target="topic", target_id=topic.pk, level="following")
    Category.objects.filter(pk=category.pk).update(rights={"see": ["role:moderator"], "moderate": ["role:moderator"]})
    post = Post.objects.create(
        topic=topic,
        number=2,
        author_id=ident(make_viewer()),
        source="@Ada",
        cooked="<p>@Ada</p>",
        created_at=clock.now(),
    )
    Mention.objects.create(post=post, account=ada.account)

    tell_of_post(post_id=post.pk)

    assert (told(ada), told(bo)) == ([], ["forum.followed"])


@pytest.mark.parametrize("hidden", [{"hidden_at": clock.now()}, {"removed_at": clock.now()}, {"waiting": True}])
def test_hidden_topics_tell_nobody(hidden):
    asker = make_viewer()
    topic = make_topic(author=asker)
    post = make_post(topic=topic)
    Topic.objects.filter(pk=topic.pk).update(**hidden)

    assert tell_of_post(post_id=post.pk) == 0
    assert told(asker) == []


def test_a_waiting_post_tells_the_moderators_and_after_review_everybody(moderator):
    set_rule(0, allows={"reviewed_first": 1})
    asker, new = make_viewer(), make_viewer(level=0)
    topic = make_topic(author=asker)
    post = make_post(author=new, topic=topic)

    assert tell_of(None, post_id=post.pk, what="waiting") == {"told": 1}
    assert tell_of(None, post_id=post.pk) == {"told": 0}
    Post.objects.filter(pk=post.pk).update(state="visible")
    assert tell_of(None, post_id=post.pk, what="approved") == {"told": 2}

    assert (told(moderator), told(asker), told(new)) == (["forum.waiting"], ["forum.reply"], ["forum.approved"])
    assert set(Notification.objects.filter(kind="forum.waiting").values_list("url", flat=True)) == {f"/p/{post.pk}/"}


def test_an_edit_tells_only_those_it_names_for_the_first_time():
    ada, bo = make_viewer("Ada"), make_viewer("Bo")
    post = make_post(source="Hello @Ada")
    tell_of_post(post_id=post.pk)
    Mention.objects.create(post=post, account=bo.account)

    assert tell_of_mentions(post_id=post.pk) == 1
    assert tell_of_mentions(post_id=post.pk) == 0
    assert (told(ada), told(bo)) == (["forum.mention"], ["forum.mention"])


def test_reactions_to_one_post_are_one_notification():
    ada, people = make_viewer(), [make_viewer(name) for name in ("Bo", "Cy")]
    post = make_post(author=ada)
    for viewer in people:
        react(actor=viewer, post_id=post.pk, emoji="🎉")
        tell_of_reaction(post_id=post.pk, identity_id=ident(viewer), emoji="🎉")
    react(actor=people[0], post_id=post.pk, emoji="🎉")
    tell_of_reaction(post_id=post.pk, identity_id=ident(people[0]), emoji="🎉")

    row = Notification.objects.get(account=ada.own_id)
    assert (row.kind, row.times, row.by) == ("forum.reaction", 2, [viewer.own_id for viewer in reversed(people)])


def test_an_accepted_answer_a_reminder_a_closed_poll_and_a_place_are_told():
    now = clock.now()
    asker, ada, bo = make_viewer(), make_viewer(), make_viewer()
    question = make_topic(author=asker, kind="question")
    answer = make_post(author=ada, topic=question)
    accept(actor=asker, post_id=answer.pk)
    bookmark(actor=bo, post_id=answer.pk, remind_at=now + timedelta(hours=1))
    poll = make_topic(author=asker, kind="poll", poll=PollSpec(("a", "b"), closes_at=now + timedelta(hours=1)))
    vote(actor=bo, topic_id=poll.pk, options=[PollOption.objects.filter(poll__topic=poll).first().pk])
    chain = make_topic(kind="chain", chain=ChainSpec(limit=1))
    join_chain(actor=bo, topic_id=chain.pk)
    join_chain(actor=ada, topic_id=chain.pk)
    leave_chain(actor=bo, topic_id=chain.pk)
    version = Topic.objects.get(pk=poll.pk).version

    assert tell_of_answer(post_id=answer.pk, by=None) == 1
    assert tell_risen(topic_id=chain.pk, identity_id=ident(ada)) == 1
    assert [remind_due(now=now + timedelta(hours=h)) for h in (0, 2, 3)] == [0, 1, 0]
    assert [close_polls(now=now + timedelta(hours=h)) for h in (0, 2, 3)] == [0, 1, 0]

    assert told(ada) == ["forum.accepted", "forum.place"]
    assert told(bo) == ["forum.poll_closed", "forum.reminder"]
    assert told(asker) == ["forum.poll_closed"]
    assert Bookmark.objects.get().remind_at is None
    assert Topic.objects.get(pk=poll.pk).version == version + 1


def test_the_letter_of_a_post_threads_and_is_not_sent_when_it_is_gone():
    ada, asker = make_viewer(), make_viewer()
    topic = make_topic(author=asker, title="Tea time")
    post = make_post(author=ada, topic=topic, source="At **four**.")
    tell_of_post(post_id=post.pk)

    content = Content.objects.get(message_key=f"post-{post.pk}")
    assert (content.subject, content.thread, content.handler, content.ref, content.list_id) == (
        "Tea time", f"topic-{topic.pk}", "forum.post", str(post.pk), Category.objects.get(pk=topic.category_id).key,
    )  # fmt: skip
    assert "<strong>four</strong>" in letter_now(asker, {"post": post.pk}).html
    Post.objects.filter(pk=post.pk).update(state="hidden")
    assert letter_now(asker, {"post": post.pk}) is None


def test_an_answer_by_mail_is_a_reply_with_its_way_written_down():
    ada, asker = make_viewer(), make_viewer()
    topic = make_topic(author=asker)
    post = make_post(author=ada, topic=topic)

    address = reply_by_mail(asker, str(post.pk), "Thank you, it *works*.")

    answer = Post.objects.get(topic=topic, number=3)
    assert (address, answer.via, answer.reply_to_id, answer.source) == (
        f"/p/{answer.pk}/", "mail", post.pk, "Thank you, it *works*.",
    )  # fmt: skip
    Topic.objects.filter(pk=topic.pk).update(locked_at=clock.now())
    with pytest.raises(Forbidden):
        reply_by_mail(asker, str(post.pk), "One more thing.")
    assert Post.objects.filter(topic=topic).count() == 3


def test_writing_asks_for_a_job_that_tells(django_capture_on_commit_callbacks):
    from steward.foundation.jobs.models import Job

    ada, post = make_viewer(), make_post()
    with django_capture_on_commit_callbacks(execute=True):
        reply = make_post(author=ada, topic=post.topic)
        react(actor=ada, post_id=post.pk, emoji="👍")

    jobs = list(Job.objects.filter(kind__in=[TELL, TELL_ACT]).order_by("pk").values_list("kind", "args"))
    assert jobs == [
        (TELL, {"post_id": reply.pk, "what": "post"}),
        (TELL_ACT, {"what": "reaction", "post_id": post.pk, "identity_id": ident(ada), "emoji": "👍"}),
    ]
    assert [tell_of_act(None, **args) if kind == TELL_ACT else tell_of(None, **args) for kind, args in jobs]


def test_every_kind_reads_well_in_both_languages():
    from django.utils import translation

    params = {
        "who": "张三",
        "title": "茶",
        "emoji": "👍",
        "times": 3,
        "people": 1,
        "post": 1,
        "act": "hide",
        "code": "",
        "reason": "",
    }
    kinds = [kind for kind in items("notification-kinds") if kind.key.startswith("forum.")]
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert all("茶" in kind.describe(params).text for kind in kinds)
    assert len(kinds) >= 12


def test_newcomers_write_no_letters_and_may_be_kept_from_pictures():
    new, known = make_viewer(level=0), make_viewer(level=1)

    assert isinstance(letter_right(new), Denied)
    assert letter_right(known)
    assert picture_right(new)
    set_rule(0, allows={"may_upload": False})
    assert isinstance(picture_right(new), Denied)


def test_reasons_are_one_each_and_silent_for_the_author_and_who_mutes():
    told_of = reasons(
        named=[1, 2], answered=[2, 3], quoted=[3, 4], following={"topic": [1, 5, 6, 7]}, muted={"topic": [6]},
        opening=False, author=7,
    )  # fmt: skip

    assert told_of == {
        1: "forum.mention", 2: "forum.mention", 3: "forum.reply", 4: "forum.quote", 5: "forum.followed",
    }  # fmt: skip
