"""Answers by mail: who may, what is posted, what comes back."""

from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO

import pytest
from PIL import Image

from steward.foundation.kernel import registry
from steward.foundation.kernel.ruling import Forbidden
from steward.people.notify.actions.receive import receive
from steward.people.notify.addresses import reply_address
from steward.people.notify.enums import ReplyState
from steward.people.notify.models import Content, Mail, Received
from steward.people.notify.public import ReplyHandler, tell
from steward.people.notify.tests.conftest import NOON, letter
from steward.people.notify.tests.mailforms import PLAIN, QUOTED

pytestmark = pytest.mark.django_db


class Forum:
    """Stands for a room that takes answers."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, str, str]] = []
        self.refusal: Exception | None = None

    def accept(self, viewer, ref, text):
        if self.refusal:
            raise self.refusal
        self.posted.append((viewer.name, ref, text))
        return f"/t/7/{len(self.posted)}/"


@pytest.fixture
def forum(monkeypatch, settings, kinds):
    settings.MAIL_REPLY_ADDRESS = "reply@house.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setitem(registry._items, "mail-replies", [])
    room = Forum()
    registry.contribute("mail-replies", ReplyHandler("test", room.accept))
    return room


@pytest.fixture
def told(lin, zhang, forum):
    """林 was told of post 1 by a letter one can answer."""
    tell(kind="test.reply", accounts=[lin.pk], subject="post:1", params={"title": "茶"}, url="/t/7/1/", by=zhang.pk,
         mail=letter())  # fmt: skip
    return reply_address(lin.pk, Content.objects.get().pk)


def answer(
    to, text="我用九十度的水。", *, sender="林晓 <lin@example.org>", key="<a1@example.org>", form="gmail-zh", **headers
):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, to, "Re: 茶", key
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(PLAIN[form](text, QUOTED))
    return mail


def hand_in(mail, now=NOON):
    return receive(raw=mail.as_bytes(), now=now)


def test_an_answer_is_posted_without_what_it_quotes(forum, told, lin):
    outcome = hand_in(answer(told))

    assert (outcome.state, outcome.url) == (ReplyState.TAKEN, "/t/7/1/")
    assert forum.posted == [(f"account:{lin.pk}", "post:1", "我用九十度的水。")]
    assert Received.objects.values_list("state", "url", "account").get() == ("taken", "/t/7/1/", lin.pk)


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To", "Cc"])
def test_our_address_is_found_wherever_mail_servers_put_it(forum, told, header):
    mail = answer("tea@house.example")
    mail[header] = told.upper()

    assert hand_in(mail).state == ReplyState.TAKEN


def test_the_same_mail_twice_is_posted_once(forum, told):
    hand_in(answer(told))

    again = hand_in(answer(told))

    assert (again.state, len(forum.posted)) == (ReplyState.IGNORED, 1)


def test_another_mail_with_the_same_words_is_posted(forum, told):
    hand_in(answer(told))
    hand_in(answer(told, key="<a2@example.org>"))

    assert len(forum.posted) == 2


def test_a_changed_address_is_nothing(forum, told, lin, ada):
    _own, content, mac = told.partition("+")[2].partition("@")[0].split("-")
    others = reply_address(ada.pk, Content.objects.get().pk).partition("+")[2].split("-")[0]
    forged = f"reply+{others}-{content}-{mac}@house.example"

    outcome = hand_in(answer(forged, sender="ada@example.org"))

    assert forged != told
    assert (outcome.state, forum.posted, Mail.objects.filter(kind="refusal").count()) == (ReplyState.IGNORED, [], 0)


def test_only_the_owner_of_the_address_may_answer_with_it(forum, told, django_capture_on_commit_callbacks):
    outcome = hand_in(answer(told, sender="Eve <eve@example.org>"))

    refusal = Mail.objects.get(kind="refusal")
    assert (outcome.state, forum.posted, refusal.to) == (ReplyState.REFUSED, [], "eve@example.org")
    assert "eve@example.org" in outcome.why


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"X_Autoreply": "yes"}, {"Precedence": "bulk"}, {"Return_Path": "<>"},
        {"Precedence": "auto_reply"},
    ],
)  # fmt: skip
def test_machines_are_ignored_and_never_answered(forum, told, headers):
    outcome = hand_in(answer(told, sender="eve@example.org", **headers))

    assert (outcome.state, forum.posted, Mail.objects.filter(kind="refusal").count()) == (ReplyState.IGNORED, [], 0)


def test_a_note_of_absence_is_known_by_its_subject(forum, told):
    mail = answer(told)
    del mail["Subject"]
    mail["Subject"] = "自动回复:茶"

    assert hand_in(mail).state == ReplyState.IGNORED


def test_auto_submitted_no_is_a_person(forum, told):
    assert hand_in(answer(told, Auto_Submitted="no")).state == ReplyState.TAKEN


def test_what_the_room_refuses_comes_back_as_its_sentence(forum, told, lin):
    forum.refusal = Forbidden("这个话题已经锁定。")

    outcome = hand_in(answer(told))

    assert (outcome.state, outcome.why) == (ReplyState.REFUSED, "这个话题已经锁定。")
    assert Mail.objects.get(kind="refusal").to == "lin@example.org"
    assert Received.objects.values_list("state", "why").get() == ("refused", "这个话题已经锁定。")


def test_refusals_are_mailed_five_times_an_hour(forum, told):
    forum.refusal = Forbidden("no")
    for number in range(7):
        hand_in(answer(told, key=f"<{number}@example.org>"))
    hand_in(answer(told, key="<later@example.org>"), NOON + timedelta(hours=2))

    assert Mail.objects.filter(kind="refusal").count() == 6


def test_only_quotes_are_refused(forum, told):
    outcome = hand_in(answer(told, text=""))

    assert (outcome.state, forum.posted) == (ReplyState.REFUSED, [])


def test_a_closed_account_answers_nothing(forum, told, lin):
    lin.is_active = False
    lin.save()

    assert hand_in(answer(told)).state == ReplyState.IGNORED


def test_html_alone_is_read_too(forum, told):
    mail = answer(told)
    mail.set_content('<div>九十度<br>正好</div><blockquote type="cite">QUOTED</blockquote>', subtype="html")

    hand_in(mail)

    assert forum.posted[0][2] == "九十度\n正好"


def test_gb2312_mail_is_read(forum, told):
    mail = answer(told)
    mail.set_content("九十度的水，朱镕基", charset="gb18030")
    raw = mail.as_bytes().replace(b"gb18030", b"gb2312")

    receive(raw=raw, now=NOON)

    assert forum.posted[0][2] == "九十度的水，朱镕基"


def picture(kind="PNG") -> bytes:
    import random

    image = Image.frombytes("RGB", (80, 80), random.Random(1).randbytes(80 * 80 * 3))
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


def test_pictures_are_stored_and_shown_below(forum, told, home, settings):
    settings.MEDIA_ROOT = home / "media"
    mail = answer(told)
    mail.add_attachment(picture(), maintype="image", subtype="png", filename="pot [1].png")
    mail.add_attachment(b"GIF89a tiny", maintype="image", subtype="gif", filename="logo.gif")
    mail.add_attachment(b"no picture" * 900, maintype="image", subtype="png", filename="odd.png")

    hand_in(mail)

    text = forum.posted[0][2]
    assert text.startswith("我用九十度的水。\n\n![pot  1 .png](/media/")
    assert "logo" not in text
    assert "odd.png" in text.split("\n\n")[2]
    assert len(text.split("\n\n")) == 3


def test_the_gate_takes_mail_only_with_the_secret(forum, told, settings, client):
    raw = answer(told).as_bytes()
    closed = client.post("/mail/receive/", raw, content_type="message/rfc822")
    settings.MAIL_SECRET = "s3cret"

    wrong = client.post("/mail/receive/", raw, content_type="message/rfc822", headers={"x-steward-secret": "秘密"})
    right = client.post("/mail/receive/", raw, content_type="message/rfc822", headers={"x-steward-secret": "s3cret"})

    assert (closed.status_code, wrong.status_code, right.status_code) == (404, 403, 200)
    assert right.json() == {"state": "taken", "why": "", "url": "/t/7/1/"}
    assert len(forum.posted) == 1


def test_the_command_takes_mail_from_a_pipe(forum, told):
    from click.testing import CliRunner

    from steward.people.notify.commands.receive_mail import receive_mail

    ended = CliRunner().invoke(receive_mail, input=answer(told).as_bytes())

    assert (ended.exit_code, ended.output) == (0, "taken /t/7/1/\n")


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00\xff", b"From: \xff\xfe <\r\nTo: a@\r\n\r\nx", b"To: reply+1-1-aaaaaaaaaaaaaaaa@house.example\n\nx"],
)
def test_broken_mail_breaks_nothing(forum, raw):
    assert receive(raw=raw, now=NOON).state == ReplyState.IGNORED
