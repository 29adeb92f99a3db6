"""How far somebody has read: noted by reading, shown in lists, taken up where one left off."""

from datetime import timedelta
from threading import Thread

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.kernel import clock
from steward.people.access.public import NOBODY
from steward.people.accounts.public import Account
from steward.people.notify.models import Notification
from steward.square.forum.actions.mark_read import read_all, see_topic, unread_again, write_down
from steward.square.forum.enums import FollowLevel, FollowTarget
from steward.square.forum.models import CaughtUp, DayVisited, Follow, ReadMark, Topic
from steward.square.forum.queries.marks import CaughtUpTo, Progress, note_read, noted, take_notes
from steward.square.forum.queries.topics import address
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


def _long_here(viewer):
    """An account made before what the test writes."""
    Account.objects.filter(pk=viewer.own_id).update(date_joined=clock.now() - timedelta(days=400))
    viewer.account.refresh_from_db()
    return viewer


def _topic(posts: int = 1, **fields) -> Topic:
    topic = make_topic(make_viewer("Author"), **fields)
    for _number in range(posts - 1):
        make_post(make_viewer(), topic)
    return Topic.objects.get(pk=topic.pk)


def test_reading_a_page_marks_up_to_its_last_post(client_of) -> None:
    topic, reader = _topic(23), _long_here(make_viewer("Reader"))
    noise = _topic(2)

    client_of(reader).get(address(topic))

    mark = ReadMark.objects.get(account=reader.own_id, topic=topic)
    assert mark.number == 20
    assert not ReadMark.objects.filter(account=reader.own_id, topic=noise).exists()
    assert DayVisited.objects.filter(account=reader.own_id).count() == 1


def test_the_last_page_reads_everything_and_an_earlier_one_takes_nothing_back(client_of) -> None:
    topic, reader = _topic(23), _long_here(make_viewer("Reader"))
    client = client_of(reader)

    client.get(f"{address(topic)}?page=2")
    client.get(address(topic))

    assert ReadMark.objects.get(account=reader.own_id, topic=topic).number == 23


def test_the_link_for_unread_leads_to_the_first_unread_post(client_of) -> None:
    topic, reader = _topic(23), _long_here(make_viewer("Reader"))
    client = client_of(reader)
    fresh = client.get(f"/t/{topic.pk}/unread/").headers["Location"]
    client.get(address(topic))

    later = client.get(f"/t/{topic.pk}/unread/").headers["Location"]

    assert fresh == address(topic)
    assert later == f"{address(topic)}?page=2#post-21"


def test_lists_say_how_much_is_unread_and_what_is_new(client_of) -> None:
    reader = _long_here(make_viewer("Reader"))
    half, new = _topic(3, title="Half read"), _topic(1, title="Never opened")
    ReadMark.objects.create(account_id=reader.own_id, topic=half, number=1, at=clock.now())

    html = client_of(reader).get("/latest/").content.decode()

    assert html.count("data-unread") == 2
    assert f'href="/t/{half.pk}/unread/" title="2 unread">2<' in html
    assert f'<a class="unread-badge" href="{address(new)}">new topic</a>' in html


def test_unread_lists_what_i_have_not_read_and_leaves_out_what_i_muted(client_of) -> None:
    reader = _long_here(make_viewer("Reader"))
    read, unread = _topic(title="Read it"), _topic(title="Did not")
    place = make_category("Muted place")
    muted = _topic(title="Do not tell me", category=place)
    Follow.objects.create(
        account_id=reader.own_id,
        target=FollowTarget.CATEGORY,
        target_id=place.pk,
        level=FollowLevel.MUTED,
        at=clock.now(),
    )
    client = client_of(reader)
    client.get(address(read))

    html = client.get("/latest/?tab=unread").content.decode()

    assert [title in html for title in ("Read it", "Did not", "Do not tell me")] == [False, True, False]
    assert muted.pk != unread.pk


def test_all_read_empties_the_list_and_its_undo_fills_it_again(client_of) -> None:
    reader = _long_here(make_viewer("Reader"))
    topic, client = _topic(title="Something new"), client_of(reader)

    client.post("/latest/read/")
    empty = client.get("/latest/?tab=unread").content.decode()
    undo = empty.partition('action="/latest/read/undo/')[2].partition('"')[0]
    client.post(f"/latest/read/undo/{undo.replace('&amp;', '&')}")

    assert topic.title not in empty
    assert undo
    assert topic.title in client.get("/latest/?tab=unread").content.decode()


def test_all_read_of_one_category_leaves_the_others_alone(client_of) -> None:
    reader, place = _long_here(make_viewer("Reader")), make_category("Here")
    _topic(title="In here", category=place), _topic(title="Elsewhere")

    read_all(actor=reader, category_id=place.pk)
    html = client_of(reader).get("/latest/?tab=unread").content.decode()

    assert ("In here" in html, "Elsewhere" in html) == (False, True)


def test_undo_never_says_that_more_was_read() -> None:
    reader = make_viewer("Reader")
    before = read_all(actor=reader)
    first = CaughtUp.objects.get().at

    unread_again(actor=reader, before=(clock.now() + timedelta(days=9)).isoformat())

    assert before == ""
    assert CaughtUp.objects.get().at == first


def test_visitors_cannot_say_all_read() -> None:
    assert Client().post("/latest/read/")["Location"] == "/accounts/login/?next=/latest/read/"
    assert not CaughtUp.objects.exists()


def test_a_hidden_category_cannot_be_marked_as_read() -> None:
    from steward.foundation.kernel.ruling import NotFound

    hidden = make_category("Team only", rights={"see": ["role:moderator"]})

    with pytest.raises(NotFound):
        read_all(actor=make_viewer("Reader"), category_id=hidden.pk)
    assert not CaughtUp.objects.exists()


def test_views_of_visitors_and_members_are_counted(client_of) -> None:
    topic, noise = _topic(), _topic()
    visitor, member = Client(), client_of(make_viewer())

    visitor.get(address(topic)), visitor.get(address(topic)), member.get(address(topic))

    assert Topic.objects.get(pk=topic.pk).views == 3
    assert Topic.objects.get(pk=noise.pk).views == 0


def test_opening_a_topic_reads_what_was_told_of_it(client_of) -> None:
    reader, topic = make_viewer("Reader"), _topic(2)
    for subject in (f"topic:{topic.pk}", "topic:999999"):
        Notification.objects.create(
            account_id=reader.own_id, kind="forum.reply", subject=subject, params={}, url="/", at=clock.now()
        )

    client_of(reader).get(address(topic))

    read = Notification.objects.filter(account=reader.own_id, read_at__isnull=False)
    assert [row.subject for row in read] == [f"topic:{topic.pk}"]


def test_what_is_noted_counts_before_it_is_written(settings) -> None:
    settings.READING_FLUSH_SECONDS = 0
    reader, topic = make_viewer(), _topic(5)
    now = clock.now()

    note_read(reader.own_id, topic.pk, 4, now)
    note_read(reader.own_id, topic.pk, 2, now)

    assert noted(reader.own_id, topic.pk) == 4
    assert write_down() == 1
    assert noted(reader.own_id, topic.pk) == 0
    assert ReadMark.objects.get(account=reader.own_id).number == 4


@pytest.mark.django_db(transaction=True)
def test_marks_for_what_is_gone_are_dropped_and_the_rest_is_written() -> None:
    reader, kept = make_viewer(), _topic(3)
    now = clock.now()
    note_read(reader.own_id, kept.pk, 3, now)
    note_read(reader.own_id, 987_654, 1, now)
    see_topic(actor=NOBODY, topic_id=kept.pk, number=0)

    assert [(mark.topic_id, mark.number) for mark in ReadMark.objects.filter(account=reader.own_id)] == [(kept.pk, 3)]
    assert Topic.objects.get(pk=kept.pk).views == 1


def test_nothing_noted_by_many_threads_is_lost() -> None:
    take_notes()
    now = clock.now()

    def read(account: int) -> None:
        for number in range(200):
            note_read(account, 1, number, now)

    threads = [Thread(target=read, args=(account,)) for account in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert take_notes().reads == {(account, 1): (199, now) for account in range(1, 9)}


@given(st.integers(0, 500), st.integers(0, 500))
def test_unread_is_what_lies_between_the_mark_and_the_last_post(read: int, highest: int) -> None:
    now = clock.now()
    progress = Progress({7: read}, CaughtUpTo(now - timedelta(days=3), {2: now - timedelta(days=1)}))

    assert progress.unread(7, 1, highest, now - timedelta(days=2), now) == max(highest - read, 0)
    assert progress.unread(7, 2, highest, now - timedelta(days=2), now) == 0
    assert progress.unread(8, 1, highest, now - timedelta(days=2), now) == -1
    assert progress.unread(8, 1, highest, now - timedelta(days=4), now) == 0
