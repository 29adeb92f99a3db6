"""Who is told of what, once."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account
from steward.people.notify.actions.choose import Choice, choose
from steward.people.notify.actions.erase import prune
from steward.people.notify.actions.mark_read import read_notifications, unread_again
from steward.people.notify.models import Content, Mail, Notification
from steward.people.notify.public import mark_read, tell, unread_count, withdraw
from steward.people.notify.queries.inbox import told
from steward.people.notify.tests.conftest import NOON, letter

pytestmark = pytest.mark.django_db


def reply(*accounts, number=1, by=None, group="topic:7", **more):
    return tell(
        **{
            "kind": "test.reply", "accounts": [account.pk for account in accounts], "subject": f"post:{number}",
            "params": {"title": f"茶 {number}"}, "url": f"/t/7/{number}/", "by": by.pk if by else None, "group": group,
            **more,
        }
    )  # fmt: skip


def test_each_account_is_told_once_and_the_one_who_did_it_never(kinds, lin, ada, zhang):
    count = reply(lin, ada, lin, zhang, by=zhang)

    assert count == 2
    assert list(Notification.objects.order_by("account").values_list("account", "subject", "by", "times")) == [
        (lin.pk, "post:1", [zhang.pk], 1), (ada.pk, "post:1", [zhang.pk], 1),
    ]  # fmt: skip


def test_what_nobody_offers_cannot_be_told(kinds, lin):
    with pytest.raises(LookupError):
        reply(lin, kind="test.unknown")

    assert Notification.objects.count() == 0


def test_unread_news_of_one_thing_fold_into_one(kinds, lin, ada, zhang, stranger, at):
    at(NOON)
    reply(lin, ada, number=1, by=zhang)
    at(NOON + timedelta(minutes=1))
    reply(lin, number=2, by=stranger.account)
    reply(lin, number=3, by=zhang)
    reply(lin, number=4, by=ada, group="topic:8")

    rows = Notification.objects.filter(account=lin, group="topic:7")
    row = rows.get()
    assert (row.times, row.by, row.subject, row.url) == (3, [zhang.pk, stranger.account_id], "post:3", "/t/7/1/")
    assert told([row])[0].line.text == "张三 and Stranger replied: 茶 3"
    assert (unread_count(lin.pk), unread_count(ada.pk)) == (2, 1)
    assert Mail.objects.filter(account=lin).count() == 4


def test_three_people_are_one_name_and_a_number(kinds, lin, ada, zhang, stranger):
    for number, account in enumerate([stranger.account, ada, zhang]):
        reply(lin, number=number, by=account)

    assert told(Notification.objects.all())[0].line.text == "张三 and 2 others replied: 茶 2"


def test_news_after_reading_begin_a_new_row(kinds, lin, zhang):
    reply(lin, number=1, by=zhang)
    mark_read(account_id=lin.pk, subjects=["post:1"])

    reply(lin, number=2, by=zhang)

    assert list(Notification.objects.order_by("pk").values_list("url", "times")) == [("/t/7/1/", 1), ("/t/7/2/", 1)]
    assert unread_count(lin.pk) == 1


def test_wishes_decide_what_is_stored(kinds, lin, ada, zhang):
    choose(actor=viewer_of(lin), choices={"test.reply": Choice(in_app=False, mail="off")})
    choose(actor=viewer_of(ada), choices={"test.reply": Choice(in_app=False, mail="each")})

    count = reply(lin, ada, by=zhang)

    assert count == 1
    assert list(Notification.objects.values_list("account", "shown")) == [(ada.pk, False)]
    assert (unread_count(ada.pk), Mail.objects.count()) == (0, 1)


def test_a_letter_is_kept_once_and_says_its_newest_words(kinds, lin, ada, zhang):
    reply(lin, ada, by=zhang, mail=letter())
    reply(lin, by=zhang, mail=letter(text="changed"))

    assert Content.objects.get().text == "changed"
    assert Mail.objects.filter(content__isnull=False).count() == 3


def test_what_is_withdrawn_is_told_to_nobody(kinds, lin, ada, zhang):
    reply(lin, ada, by=zhang)
    reply(lin, number=2, by=zhang, group="")

    gone = withdraw(subjects=["post:1"])

    assert gone == 2
    assert list(Notification.objects.values_list("subject", flat=True)) == ["post:2"]
    assert sorted(Mail.objects.values_list("subject", "state")) == [
        ("post:1", "skipped"), ("post:1", "skipped"), ("post:2", "waiting"),
    ]  # fmt: skip


def test_reading_all_is_undone_exactly(kinds, lin, ada, zhang, at):
    reply(lin, number=1, by=zhang, group="")
    at(NOON)
    mark_read(account_id=lin.pk, subjects=["post:1"])
    reply(lin, ada, number=2, by=zhang, group="")
    reply(lin, number=3, by=zhang)
    at(NOON + timedelta(minutes=1))

    moment = read_notifications(actor=viewer_of(lin))
    none_left = unread_count(lin.pk)
    others = unread_again(actor=viewer_of(ada), read_at=moment)
    back = unread_again(actor=viewer_of(lin), read_at=moment)

    assert (none_left, others, back, unread_count(lin.pk)) == (0, 0, 2, 2)


def test_telling_needs_the_same_queries_for_one_and_for_three(kinds, lin, ada, stranger, zhang, queries_of):
    one = queries_of(lambda: reply(lin, by=zhang, mail=letter()))
    three = queries_of(lambda: reply(lin, ada, stranger.account, by=zhang, mail=letter()))

    assert one == three


def test_old_things_are_pruned(kinds, lin, zhang, at):
    at(NOON - timedelta(days=200))
    reply(lin, number=1, by=zhang)
    mark_read(account_id=lin.pk, subjects=["post:1"])
    reply(lin, number=2, by=zhang, mail=letter(2))
    Mail.objects.filter(subject="post:2").update(state="sent")
    at(NOON)
    reply(lin, number=3, by=zhang, group="topic:9")

    gone = prune(NOON)

    assert gone == {"mails": 2, "notifications": 1, "answers": 0, "letters": 0}
    assert list(Notification.objects.order_by("pk").values_list("subject", flat=True)) == ["post:2", "post:3"]


def patiently(call):
    """SQLite in memory says "locked" where the file would wait."""
    for _n in range(1000):
        try:
            return call()
        except OperationalError:
            time.sleep(0.005)
    raise AssertionError("locked for ever")


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_fold_into_one_row(kinds):
    reader = Account.objects.create_user("reader@example.org", name="Reader")
    writers = [Account.objects.create_user(f"w{n}@example.org", name=f"W{n}") for n in range(4)]
    barrier = threading.Barrier(4)
    failed = []

    def write(number):
        barrier.wait()
        try:
            patiently(lambda: reply(reader, number=number, by=writers[number]))
        except Exception as problem:  # noqa: BLE001
            failed.append(repr(problem))
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    row = Notification.objects.get()
    assert (row.times, sorted(row.by)) == (4, sorted(writer.pk for writer in writers))
    assert Mail.objects.count() == 4
