"""What leaves the house, as a real mail server gets it."""

from datetime import timedelta

import pytest
from django.test import Client

from steward.people.access.public import viewer_of
from steward.people.notify.actions.choose import Choice, Times, choose
from steward.people.notify.actions.deliver import deliver
from steward.people.notify.addresses import message_id, read_reply_address
from steward.people.notify.enums import MailState
from steward.people.notify.models import Content, Mail, MailSettings, Preference
from steward.people.notify.public import mark_read, send_mail, tell
from steward.people.notify.tests.conftest import NOON, letter

pytestmark = pytest.mark.django_db

SOON = NOON + timedelta(minutes=3)


def tell_reply(*accounts, number=1, by=None, kind="test.reply", **more):
    return tell(
        kind=kind, accounts=[account.pk for account in accounts], subject=f"post:{number}", url=f"/t/7/{number}/",
        params={"title": "怎么泡好一壶茶？"}, by=by.pk if by else None, mail=letter(number, **more), group="topic:7",
    )  # fmt: skip


def bodies(message):
    return message.get_body(("plain",)).get_content(), message.get_body(("html",)).get_content()


def test_a_letter_goes_out_after_the_grace_with_what_mail_programs_need(mail_server, kinds, lin, ada, zhang, at):
    at(NOON)
    tell_reply(lin, zhang, by=zhang)

    early = deliver(now=NOON + timedelta(seconds=90))
    tally = deliver(now=SOON)

    assert (early.sent, tally.sent, mail_server.to) == (0, 1, ["lin@example.org"])
    mail = mail_server.got[0]
    assert mail["Subject"] == "Re: 怎么泡好一壶茶？ How to brew"
    assert mail["From"].addresses[0].display_name.startswith("张三 · ")
    assert mail["From"].addresses[0].addr_spec == "tea@house.example"
    assert mail["Message-ID"] == message_id("post:1")
    assert mail["In-Reply-To"] == mail["References"] == message_id("topic:7")
    assert mail["List-Id"] == "<questions.house.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] == "list"
    assert mail["List-Archive"] == "<https://house.example/t/7/1/>"
    assert read_reply_address(mail["Reply-To"].addresses[0].addr_spec) == (lin.pk, Content.objects.get().pk)
    plain, html = bodies(mail)
    assert "张三" in plain
    assert "水温很重要 see (1)" in plain
    assert "https://house.example/t/7/1/" in plain
    assert '<a href="https://house.example/t/7/"' in html
    assert 'lang="zh-Hans"' in html


def test_the_letter_that_begins_a_thread_answers_nothing(mail_server, kinds, lin, zhang, at):
    at(NOON)
    tell_reply(lin, number=7, by=zhang, message_key="topic:7")

    deliver(now=SOON)

    mail = mail_server.got[0]
    assert mail["Subject"] == "怎么泡好一壶茶？ How to brew"
    assert mail["Message-ID"] == message_id("topic:7")
    assert mail["In-Reply-To"] is None


def test_each_reader_gets_it_in_their_own_language(mail_server, kinds, lin, ada, zhang, at):
    at(NOON)
    tell_reply(lin, ada, by=zhang)

    deliver(now=SOON)

    texts = dict(zip(mail_server.to, (bodies(mail)[0] for mail in mail_server.got), strict=True))
    assert "Choose what you get" in texts["ada@example.org"]
    assert "Choose what you get" not in texts["lin@example.org"]
    assert "选择接收哪些通知" in texts["lin@example.org"]


def test_what_was_read_meanwhile_is_not_sent(mail_server, kinds, lin, ada, zhang, at):
    at(NOON)
    tell_reply(lin, ada, by=zhang)
    mark_read(account_id=lin.pk, subjects=["post:1", "post:99"])

    deliver(now=SOON)

    assert mail_server.to == ["ada@example.org"]
    assert Mail.objects.get(account=lin).state == MailState.SKIPPED


def test_a_letter_edited_in_the_grace_goes_out_as_it_is_now(mail_server, kinds, monkeypatch, lin, ada, zhang, at):
    from dataclasses import replace

    from steward.foundation.kernel import registry

    def letter_now(viewer, params):
        return None if viewer.account == ada else letter(1, html="<p>edited</p>", text="edited")

    changed = replace(kinds["test.reply"], letter_now=letter_now)
    monkeypatch.setitem(registry._items, "notification-kinds", [changed])
    at(NOON)
    tell_reply(lin, ada, by=zhang)

    deliver(now=SOON)

    assert mail_server.to == ["lin@example.org"]
    assert "edited" in bodies(mail_server.got[0])[0]
    assert mail_server.got[0]["Message-ID"] == message_id("post:1")


def test_the_daily_digest_groups_by_thread_and_comes_once_at_its_hour(mail_server, kinds, ada, zhang, at):
    at(NOON)
    tell_reply(ada, number=1, by=zhang, kind="test.news")
    tell_reply(ada, number=2, by=zhang, kind="test.news")
    tell_reply(ada, number=3, by=zhang, kind="test.news", thread="topic:8", subject="Cups")
    eight_in_berlin = NOON.replace(hour=6)

    before = deliver(now=eight_in_berlin - timedelta(seconds=1))
    then = deliver(now=eight_in_berlin)
    after = deliver(now=eight_in_berlin + timedelta(days=1))

    assert (before.sent, then.sent, after.sent) == (0, 1, 0)
    plain, html = bodies(mail_server.got[0])
    assert plain.count("怎么泡好一壶茶？ How to brew ==") == 1
    assert plain.index("(1)") < plain.index("(2)") < plain.index("Cups")
    assert "3 things new in" in mail_server.got[0]["Subject"]
    assert "Read on" in html
    assert mail_server.got[0]["List-Id"] == "<digest-daily.house.example>"
    assert mail_server.got[0]["Reply-To"] is None
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert Mail.objects.values("message_id").distinct().count() == 1


def test_no_digest_comes_when_everything_was_read(mail_server, kinds, ada, zhang, at):
    at(NOON)
    tell_reply(ada, number=1, by=zhang, kind="test.news")
    mark_read(account_id=ada.pk, subjects=["post:1"])

    deliver(now=NOON + timedelta(days=2))

    assert mail_server.got == []


def test_quiet_hours_hold_the_mail_until_they_are_over(mail_server, kinds, lin, zhang, at):
    from datetime import time

    choose(actor=viewer_of(lin), choices={}, times=Times(time(22), time(7, 30)))
    night = at(NOON.replace(hour=15))  # 23:00 in Shanghai
    tell_reply(lin, by=zhang)

    asleep = deliver(now=NOON.replace(hour=23, minute=29))
    awake = deliver(now=NOON.replace(hour=23, minute=30))

    assert night < NOON.replace(hour=23)
    assert (asleep.sent, awake.sent) == (0, 1)


def test_quiet_hours_chosen_later_hold_it_too(mail_server, kinds, lin, zhang, at):
    from datetime import time

    at(NOON)
    tell_reply(lin, by=zhang)
    choose(actor=viewer_of(lin), choices={}, times=Times(time(11), time(13)))

    asleep, awake = deliver(now=SOON), deliver(now=NOON + timedelta(hours=1))

    assert (asleep.sent, asleep.later, awake.sent) == (0, 1, 1)
    assert Mail.objects.get().attempts == 1


def test_paused_and_switched_off_mail_is_dropped(mail_server, kinds, lin, ada, zhang, at):
    at(NOON)
    tell_reply(lin, ada, by=zhang)
    choose(actor=viewer_of(lin), choices={}, times=Times(paused_until=NOON.date() + timedelta(days=3)))
    choose(actor=viewer_of(ada), choices={"test.reply": Choice(in_app=True, mail="off")})

    deliver(now=SOON)

    assert mail_server.got == []
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SKIPPED}


def test_a_refused_address_stops_all_mail_to_it_until_it_is_tried_again(mail_server, kinds, lin, zhang, at):
    from steward.people.notify.actions.choose import try_address_again

    mail_server.refuse["lin@example.org"] = "550 5.1.1 No such person"
    at(NOON)
    tell_reply(lin, number=1, by=zhang)
    deliver(now=SOON)
    noted = MailSettings.objects.get(pk=lin.pk)
    tell_reply(lin, number=2, by=zhang)
    mails = Mail.objects.count()

    try_address_again(actor=viewer_of(lin))
    mail_server.refuse.clear()
    tell_reply(lin, number=3, by=zhang)
    deliver(now=SOON + timedelta(minutes=5))

    assert (noted.refused_address, noted.refused_why) == ("lin@example.org", "550 5.1.1 No such person")
    assert mails == 1
    assert mail_server.to == ["lin@example.org"]


def test_a_busy_server_is_asked_again_with_growing_waits(mail_server, kinds, lin, zhang, at):
    mail_server.busy = "451 4.3.0 later please"
    at(NOON)
    tell_reply(lin, by=zhang)

    deliver(now=SOON)
    first = Mail.objects.get()
    deliver(now=SOON + timedelta(minutes=2))
    second = Mail.objects.get()
    mail_server.busy = ""
    deliver(now=SOON + timedelta(minutes=8))

    assert first.due_at == SOON + timedelta(minutes=1)
    assert first.error == "451 4.3.0 later please"
    assert second.due_at == SOON + timedelta(minutes=7)
    assert mail_server.to == ["lin@example.org"]
    assert Mail.objects.get().state == MailState.SENT


def test_no_server_at_all_leaves_everything_waiting(mail_server, settings, kinds, lin, ada, zhang, at):
    settings.EMAIL_PORT = 1
    at(NOON)
    tell_reply(lin, ada, by=zhang)

    tally = deliver(now=SOON)

    assert tally.unreachable
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.WAITING}


def test_mail_is_given_up_after_the_last_try(mail_server, kinds, lin, zhang, at):
    mail_server.busy = "451 no"
    at(NOON)
    tell_reply(lin, by=zhang)

    for hours in range(0, 24 * 4, 3):
        deliver(now=SOON + timedelta(hours=hours))

    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.error) == (MailState.FAILED, 8, "451 no")


def test_a_single_mail_is_kept_sealed_and_thrown_away_when_sent(mail_server, db):
    number = send_mail(
        to="new@example.org", subject="Code\n for you", text="Here:\n\n482913\n\nhttps://house.example/x"
    )
    sealed = Mail.objects.get(pk=number).sealed

    from steward.foundation.kernel import clock

    deliver(now=clock.now() + timedelta(seconds=1))

    assert sealed
    assert "482913" not in sealed
    assert Mail.objects.get(pk=number).sealed == ""
    plain, html = bodies(mail_server.got[0])
    assert mail_server.got[0]["Subject"] == "Code for you"
    assert plain.replace("\r", "").strip() == "Here:\n\n482913\n\nhttps://house.example/x"
    assert "letter-spacing" in html
    assert 'href="https://house.example/x"' in html


def test_one_click_stops_the_mails_of_a_kind_without_session_and_token(mail_server, kinds, lin, zhang, at):
    at(NOON)
    tell_reply(lin, by=zhang)
    deliver(now=SOON)
    address = mail_server.got[0]["List-Unsubscribe"].strip(" <>").removeprefix("https://house.example")
    outside = Client(enforce_csrf_checks=True)

    asked = outside.get(address)
    untouched = Preference.objects.count()
    done = outside.post(address, {"List-Unsubscribe": "One-Click"})

    assert (asked.status_code, untouched, done.status_code) == (200, 0, 200)
    assert Preference.objects.values_list("account", "kind", "mail", "in_app").get() == (
        lin.pk, "test.reply", "off", True,
    )  # fmt: skip
    assert tell_reply(lin, number=2, by=zhang) == 1
    assert Mail.objects.filter(state=MailState.WAITING).count() == 0


def test_the_link_of_a_digest_stops_all_kinds_that_come_in_it(mail_server, kinds, ada, zhang, at):
    at(NOON)
    tell_reply(ada, by=zhang, kind="test.news")
    deliver(now=NOON + timedelta(days=1))
    address = mail_server.got[0]["List-Unsubscribe"].strip(" <>").removeprefix("https://house.example")

    Client().post(address)

    assert list(Preference.objects.values_list("kind", "mail")) == [("test.news", "off")]


def test_a_forged_link_is_nothing(db, client):
    assert client.post("/mail/stop/WzEsInRlc3QucmVwbHkiXQ:1abc:forged/").status_code == 404
