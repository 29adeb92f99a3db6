"""Two kinds of notifications, people, and a real mail server."""

import email
import email.policy
import socket
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller

from steward.foundation.kernel import registry
from steward.people.accounts.public import Account
from steward.people.notify.public import Letter, Line, NotificationKind, ReplyTo

#: A Wednesday noon in Shanghai.
NOON = datetime(2026, 5, 6, 4, 0, tzinfo=UTC)


class MailServer:
    """Takes mail over SMTP and keeps it; refuses addresses as told."""

    def __init__(self) -> None:
        self.got: list[email.message.EmailMessage] = []
        self.to: list[str] = []
        self.refuse: dict[str, str] = {}
        self.busy = ""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if self.busy:
            return self.busy
        self.to += envelope.rcpt_tos
        self.got.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail_server(settings):
    """An SMTP server of the test's own; the outbox delivers to it."""
    box = MailServer()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "steward.people.notify.outbox.OutboxBackend"
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "tea@house.example"
    settings.BASE_URL = "https://house.example"
    settings.MAIL_REPLY_ADDRESS = "reply@house.example"
    yield box
    controller.stop()


def describe_reply(params):
    from django.utils.translation import gettext as _

    return Line(_("%(who)s replied") % params + f": {params['title']}", params.get("detail", ""), "message-square")


@pytest.fixture
def kinds(monkeypatch):
    """Two kinds of the tests' own, beside nothing: replies by mail at once, news in the daily digest."""
    monkeypatch.setitem(registry._items, "notification-kinds", [])
    monkeypatch.setitem(registry._items, "notification-faces", [])
    reply = NotificationKind("test.reply", "Somebody answers me", "Answers", "each", describe_reply)
    news = NotificationKind("test.news", "Something new", "News", "daily", describe_reply)
    for kind in (reply, news):
        registry.contribute("notification-kinds", kind)
    return {kind.key: kind for kind in (reply, news)}


@pytest.fixture
def lin(db):
    """林 reads Chinese in Shanghai."""
    return Account.objects.create_user("lin@example.org", name="林晓", language="zh-hans", timezone="Asia/Shanghai")


@pytest.fixture
def ada(db):
    """Ada reads English in Berlin."""
    return Account.objects.create_user("ada@example.org", name="Ada Byron", language="en", timezone="Europe/Berlin")


@pytest.fixture
def zhang(db):
    """张三 writes."""
    return Account.objects.create_user("zhang@example.org", name="张三")


def letter(number: int = 1, *, thread: str = "topic:7", **more) -> Letter:
    values = {
        "subject": "怎么泡好一壶茶？ How to brew", "html": '<p>水温很重要 <a href="/t/7/">see</a></p>',
        "text": f"水温很重要 see ({number})", "thread": thread, "message_key": f"post:{number}", "list_id": "questions",
        "reply": ReplyTo("test", f"post:{number}"),
    }  # fmt: skip
    return Letter(**values | more)


@pytest.fixture
def at(monkeypatch):
    """Set the clock: `at(NOON)`."""
    from steward.foundation.kernel import clock

    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return set_to
