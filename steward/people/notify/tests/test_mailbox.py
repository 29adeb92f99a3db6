"""Answers fetched from a real IMAP server."""

import pytest

from steward.people.notify import mailbox
from steward.people.notify.actions.probe import check_connections
from steward.people.notify.tests.conftest import NOON
from steward.people.notify.tests.dovecot import PASSWORD, USER, Dovecot, opened
from steward.people.notify.tests.test_receive import answer, forum, told

__all__ = ["forum", "told"]
pytestmark = [pytest.mark.django_db, pytest.mark.mailserver]


@pytest.fixture
def imap(settings):
    """Dovecot with one mailbox, gone with the test."""
    server = Dovecot()
    settings.MAIL_IMAP = {
        "host": "127.0.0.1",
        "port": server.port,
        "user": USER,
        "password": PASSWORD,
        "tls": False,
        "folder": "INBOX",
    }
    yield settings.MAIL_IMAP
    server.stop()


def put(imap, *mails) -> None:
    with opened(imap["port"]) as box:
        for mail in mails:
            box.append(mail.as_bytes(), "INBOX")


def counts(imap) -> dict[str, int]:
    with opened(imap["port"]) as box:
        return {folder.name: box.folder.status(folder.name)["MESSAGES"] for folder in box.folder.list()}


def test_what_lies_in_the_mailbox_is_posted_and_filed(imap, forum, told):
    put(imap, answer(told), answer("tea@house.example", key="<noise@example.org>"),
        answer(told, sender="eve@example.org", key="<eve@example.org>"))  # fmt: skip

    first, second = mailbox.fetch(NOON), mailbox.fetch(NOON)

    assert (first.taken, first.refused, first.ignored, first.broken) == (1, 1, 1, 0)
    assert second == mailbox.Fetched()
    assert [text for _who, _ref, text in forum.posted] == ["我用九十度的水。"]
    assert counts(imap) == {"INBOX": 0, "Done": 1, "Refused": 2}


def test_a_process_killed_before_filing_posts_nothing_twice(imap, forum, told, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_args):
        raise Killed

    put(imap, answer(told))
    with monkeypatch.context() as patch:
        patch.setattr(mailbox, "_file", die)
        with pytest.raises(Killed):
            mailbox.fetch(NOON)

    again = mailbox.fetch(NOON)

    assert (again.ignored, len(forum.posted)) == (1, 1)
    assert counts(imap)["INBOX"] == 0


def test_a_mail_that_breaks_its_handler_is_put_aside(imap, forum, told):
    forum.refusal = RuntimeError("broken inside")
    put(imap, answer(told))

    found = mailbox.fetch(NOON)

    assert (found.broken, counts(imap)["Refused"]) == (1, 1)


def test_the_console_says_whether_the_mailbox_opens(imap, forum, owner, settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    well = check_connections(actor=owner)
    settings.MAIL_IMAP = {**imap, "password": "wrong"}

    wrong = check_connections(actor=owner)

    assert (list(well), well["imap"].is_well, wrong["imap"].is_well) == (["imap"], True, False)
