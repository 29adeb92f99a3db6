"""Editing, merging, restoring, hiding versions."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.foundation.media.models import Claim
from steward.square.forum.actions.edit_post import Heading, edit_post
from steward.square.forum.actions.restore_revision import hide_revision, restore_revision
from steward.square.forum.actions.save_draft import save_draft
from steward.square.forum.errors import Stale
from steward.square.forum.models import Category, Draft, Mention, Post, Quotation, Revision, Tag, Topic
from steward.square.forum.queries.history import history_of
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer
from steward.square.forum.tests.test_words_cooking import KEY, picture

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)


def test_an_edit_changes_words_version_and_topic_and_is_announced():
    ann, topic = make_viewer("Ann"), make_topic()
    post = make_post(author=ann, topic=topic, source="**old**")
    noise = make_post(topic=topic)
    before = Topic.objects.get(pk=topic.pk).version

    edit_post(actor=ann, post_id=post.pk, source="*new*", version=1, reason="typo", now=clock.now() + LATER)

    post.refresh_from_db()
    assert (post.source, post.cooked, post.version, post.edits) == ("*new*", "<p><em>new</em></p>", 2, 1)
    assert Topic.objects.get(pk=topic.pk).version > before
    assert list(Revision.objects.filter(post=post).order_by("number").values_list("number", "source", "reason")) == [
        (1, "**old**", ""), (2, "*new*", "typo"),
    ]  # fmt: skip
    assert Fact.objects.filter(type="forum.post_edited").count() == 1
    noise.refresh_from_db()
    assert noise.version == 1


def test_within_five_minutes_the_author_mends_unseen_and_others_do_not():
    ann, moderator = make_viewer("Ann"), make_viewer("Mo", role="moderator")
    own, other = make_post(author=ann), make_post(author=ann)

    edit_post(actor=ann, post_id=own.pk, source="mended", version=1)
    edit_post(actor=moderator, post_id=other.pk, source="mended", version=1, reason="rules")

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.edits, own.edited_at, own.version) == (0, None, 2)
    assert (other.edits, other.edited_at is None) == (1, False)
    decision = Decision.objects.get(kind="forum.edit_post")
    assert (decision.reason, decision.evidence["post"]) == ("rules", other.pk)


def test_saying_the_same_again_changes_nothing():
    ann = make_viewer()
    post = make_post(author=ann, source="same")

    edit_post(actor=ann, post_id=post.pk, source="  same \r\n", version=1)

    post.refresh_from_db()
    assert post.version == 1
    assert not Revision.objects.exists()


def test_who_may_not_edit_changes_nothing():
    post = make_post(source="mine")

    with pytest.raises(Forbidden):
        edit_post(actor=make_viewer(), post_id=post.pk, source="theirs", version=1)
    with pytest.raises(NotFound):
        edit_post(actor=make_viewer(), post_id=post.pk + 999, source="theirs", version=1)

    post.refresh_from_db()
    assert (post.source, post.version) == ("mine", 1)


def test_a_post_of_a_hidden_category_cannot_be_edited_by_knowing_its_number():
    post = make_post(topic=make_topic(category=make_category()))
    category = Category.objects.get(pk=post.topic.category_id)
    category.rights |= {"see": ["role:moderator"]}
    category.save()
    from django.db import transaction

    from steward.square.forum.actions.stamp import stamp_frame

    with transaction.atomic():
        stamp_frame()

    with pytest.raises(NotFound):
        edit_post(actor=make_viewer(), post_id=post.pk, source="x", version=1)


def test_a_later_edit_from_an_older_version_is_stale():
    ann, moderator = make_viewer(), make_viewer(role="moderator")
    post = make_post(author=ann, source="a")
    edit_post(actor=moderator, post_id=post.pk, source="b", version=1)

    with pytest.raises(Stale) as told:
        edit_post(actor=ann, post_id=post.pk, source="c", version=1)

    post.refresh_from_db()
    assert (told.value.version, post.source, post.version) == (2, "b", 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_wins_and_the_other_is_told():
    ann = make_viewer()
    post = make_post(author=ann, source="start")
    said: list[str] = []
    together = threading.Barrier(4)

    def go(number: int) -> None:
        try:
            together.wait()
            edit_post(actor=ann, post_id=post.pk, source=f"words {number}", version=1)
            said.append("won")
        except Stale:
            said.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    post.refresh_from_db()
    assert sorted(said) == ["stale", "stale", "stale", "won"]
    assert (post.version, Revision.objects.filter(post=post).count()) == (2, 2)


def test_mentions_quotations_and_pictures_follow_the_words():
    ann, bo = make_viewer("Ann"), make_viewer("波波")
    first = make_post()
    picture()
    post = make_post(
        author=ann, topic=first.topic, source=f"@波波 ![x](/media/{KEY}.webp)\n\n> [x](/p/{first.pk}/): y\n\nz"
    )
    assert list(Mention.objects.values_list("post", "account")) == [(post.pk, bo.own_id)]
    assert list(Quotation.objects.values_list("post", "quoted")) == [(post.pk, first.pk)]
    assert list(Claim.objects.values_list("by", flat=True)) == [f"post:{post.pk}"]

    edit_post(actor=ann, post_id=post.pk, source="[quote post=999999]nobody[/quote] nothing", version=1)

    assert not Mention.objects.exists()
    assert not Quotation.objects.exists()
    assert not Claim.objects.exists()


def test_a_first_post_brings_title_category_and_tags_and_counters_follow():
    ann, old, new = make_viewer(), make_category("Old"), make_category("New")
    topic = make_topic(author=ann, category=old, tags=["one"])
    make_post(topic=topic)
    post = Post.objects.get(topic=topic, number=1)

    heading = Heading(title="另一个题目", category_id=new.pk, tags=["two"])
    edit_post(actor=ann, post_id=post.pk, source=post.source, version=1, heading=heading)

    topic.refresh_from_db()
    assert (topic.title, topic.slug, topic.category_id) == ("另一个题目", "另一个题目", new.pk)
    assert [(row.topics, row.posts) for row in Category.objects.filter(pk__in=[old.pk, new.pk]).order_by("pk")] == [
        (0, 0),
        (1, 2),
    ]
    assert dict(Tag.objects.values_list("name", "topics")) == {"one": 0, "two": 1}
    assert list(Revision.objects.order_by("number").values_list("title", flat=True)) == [
        history_of(standpoint(ann), post.pk).versions[0].title, "另一个题目",
    ]  # fmt: skip
    assert Fact.objects.get(type="forum.topic_changed").data["what"] == ["title", "category", "tags"]


def test_an_author_cannot_move_the_topic_where_they_may_not_open_one():
    ann, closed, secret = make_viewer(), make_category(rights={"post": []}), make_category(rights={"see": []})
    topic = make_topic(author=ann)
    post = Post.objects.get(topic=topic)

    with pytest.raises(Forbidden):
        edit_post(actor=ann, post_id=post.pk, source="x", version=1, heading=Heading(category_id=closed.pk))
    with pytest.raises(Invalid):
        edit_post(actor=ann, post_id=post.pk, source="x", version=1, heading=Heading(category_id=secret.pk))

    post.refresh_from_db()
    topic.refresh_from_db()
    assert (post.version, topic.category_id not in {closed.pk, secret.pk}) == (1, True)


def test_restoring_is_an_edit_like_any_other():
    ann = make_viewer()
    topic = make_topic(author=ann, title="First title", source="first")
    post = Post.objects.get(topic=topic)
    edit_post(actor=ann, post_id=post.pk, source="second", version=1, heading=Heading(title="Second title"))

    restore_revision(actor=ann, post_id=post.pk, number=1, version=2)

    post.refresh_from_db()
    topic.refresh_from_db()
    assert (post.source, post.version, topic.title) == ("first", 3, "First title")
    assert Revision.objects.filter(post=post).count() == 3


def test_a_hidden_version_is_read_by_moderators_only():
    ann, moderator = make_viewer(), make_viewer(role="moderator")
    post = make_post(author=ann, source="my address is …")
    edit_post(actor=ann, post_id=post.pk, source="better", version=1)

    with pytest.raises(Forbidden):
        hide_revision(actor=ann, post_id=post.pk, number=1)
    with pytest.raises(Invalid):
        hide_revision(actor=moderator, post_id=post.pk, number=2)
    hide_revision(actor=moderator, post_id=post.pk, number=1, reason="privacy")

    seen, all_seen = (history_of(standpoint(viewer), post.pk) for viewer in (ann, moderator))
    assert [one.source for one in seen.versions] == ["", "better"]
    assert [one.source for one in all_seen.versions] == ["my address is …", "better"]
    assert seen.before(2) is None
    with pytest.raises(NotFound):
        restore_revision(actor=ann, post_id=post.pk, number=1, version=2)
    assert hide_revision(actor=moderator, post_id=post.pk, number=1) is None
    hide_revision(actor=moderator, post_id=post.pk, number=1, hidden=False)
    assert Decision.objects.filter(kind__in=["forum.hide_words", "forum.show_words"]).count() == 2


def test_the_page_of_an_edit_saves_and_lets_the_draft_go(client_of):
    ann = make_viewer()
    post = make_post(author=ann, source="old words")
    save_draft(actor=ann, place=f"edit:{post.pk}", data={"source": "half"}, seen=0)
    page = client_of(ann).get(reverse("forum-edit", args=[post.pk]))
    assert "old words" in page.content.decode()

    answer = client_of(ann).post(
        reverse("forum-edit", args=[post.pk]), {"source": "new words", "version": 1, "reason": ""}
    )

    assert (answer.status_code, answer["Location"]) == (302, reverse("forum-post", args=[post.pk]))
    assert Post.objects.get(pk=post.pk).source == "new words"
    assert not Draft.objects.exists()


def test_a_stale_form_leads_to_the_merge_page_and_its_proposal_can_be_saved(client_of):
    ann, moderator = make_viewer(), make_viewer(role="moderator")
    post = make_post(author=ann, source="第一句。第二句。")
    edit_post(actor=moderator, post_id=post.pk, source="第一句。第二句变。", version=1)
    address = reverse("forum-edit", args=[post.pk])

    page = client_of(ann).post(address, {"source": "第一句改。第二句。", "version": 1})

    words = page.content.decode()
    assert page.status_code == 409
    assert "第一句改。第二句变。" in words
    assert 'name="version" value="2"' in words
    assert Post.objects.get(pk=post.pk).version == 2
    client_of(ann).post(address, {"source": "第一句改。第二句变。", "version": 2})
    assert Post.objects.get(pk=post.pk).source == "第一句改。第二句变。"


def test_a_refused_edit_keeps_what_was_typed(client_of):
    ann = make_viewer()
    topic = make_topic(author=ann)
    post = Post.objects.get(topic=topic)
    values = {"source": "kept words", "version": 1, "title": "", "category": topic.category_id, "tags": ""}

    page = client_of(ann).post(reverse("forum-edit", args=[post.pk]), values)

    assert page.status_code == 422
    assert "kept words" in page.content.decode()
    assert Post.objects.get(pk=post.pk).version == 1


def test_the_edit_page_is_for_who_may_edit(client, client_of):
    post = make_post()
    address = reverse("forum-edit", args=[post.pk])

    assert client.get(address).status_code == 302
    assert client_of(make_viewer()).get(address).status_code == 403
    assert client_of(make_viewer()).get(reverse("forum-edit", args=[post.pk + 99])).status_code == 404


def test_the_history_is_read_by_readers_with_a_constant_number_of_queries(client, client_of, queries_of):
    ann = make_viewer()
    post = make_post(author=ann, source="one")
    address = reverse("forum-history", args=[post.pk])
    assert "has not been edited" in client.get(address).content.decode()
    for number, words in enumerate(["two words", "three words"], 1):
        edit_post(actor=ann, post_id=post.pk, source=words, version=number, now=clock.now() + LATER)

    short = queries_of(lambda: client.get(address))
    for number, words in enumerate(["four words", "five words"], 3):
        edit_post(actor=ann, post_id=post.pk, source=words, version=number, now=clock.now() + LATER)
    page = client.get(address).content.decode()

    assert queries_of(lambda: client.get(address)) == short
    assert "<del>four</del><ins>five</ins> words" in page
    assert "<table" in client.get(address + "?version=4&from=1&view=side").content.decode()
    assert "Restore" not in page
    assert "Restore" in client_of(ann).get(address).content.decode()


def test_versions_are_restored_and_hidden_by_buttons(client_of):
    ann, moderator = make_viewer(), make_viewer(role="moderator")
    post = make_post(author=ann, source="one")
    edit_post(actor=ann, post_id=post.pk, source="two", version=1)

    client_of(ann).post(reverse("forum-restore-words", args=[post.pk, 1]), {"version": "2"})
    stale = client_of(ann).post(reverse("forum-restore-words", args=[post.pk, 2]), {"version": "2"})
    refused = client_of(ann).post(reverse("forum-hide-words", args=[post.pk, 2]), {"hidden": "1"})
    client_of(moderator).post(reverse("forum-hide-words", args=[post.pk, 2]), {"hidden": "1"})

    assert Post.objects.get(pk=post.pk).source == "one"
    assert (stale.status_code, refused.status_code) == (302, 403)
    assert Revision.objects.get(post=post, number=2).hidden_at is not None
