"""Answers fetched from a real IMAP server."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest
from imap_tools import MailBoxUnencrypted

from steward.people.notify import mailbox
from steward.people.notify.actions.probe import check_connections
from steward.people.notify.tests.conftest import NOON, free_port
from steward.people.notify.tests.test_receive import answer, forum, told

__all__ = ["forum", "told"]
pytestmark = [pytest.mark.django_db, pytest.mark.mailserver]

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = no
disable_plaintext_auth = no
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{home}/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


def _config(home: Path, port: int) -> str:
    """Runs as root in a container and as anybody elsewhere."""
    import grp

    root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid())
    mail = pwd.getpwnam("nobody") if root else me
    return CONFIG.format(
        home=home, port=port, uid=mail.pw_uid, gid=mail.pw_gid, login="dovenull" if root else me.pw_name,
        internal="dovecot" if root else me.pw_name, group="dovecot" if root else grp.getgrgid(me.pw_gid).gr_name,
    )  # fmt: skip


@pytest.fixture
def imap(settings):
    """Dovecot with one mailbox, gone with the test."""
    import tempfile

    home = Path(tempfile.mkdtemp(prefix="steward-imap-"))  # a short path: sockets allow 107 characters
    home.chmod(0o755)
    for name in ("run", "state", "mail"):
        (home / name).mkdir()
        (home / name).chmod(0o777)
    (home / "users").write_text("reply:geheim\n")
    port = free_port()
    (home / "dovecot.conf").write_text(_config(home, port))
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    server = subprocess.Popen([program, "-F", "-c", str(home / "dovecot.conf")])
    _wait_for(port, home / "log")
    settings.MAIL_IMAP = {"host": "127.0.0.1", "port": port, "user": "reply", "password": "geheim", "tls": False,
                          "folder": "INBOX"}  # fmt: skip
    yield settings.MAIL_IMAP
    server.terminate()
    server.wait(10)
    shutil.rmtree(home, ignore_errors=True)


def _wait_for(port: int, log: Path) -> None:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as line:
                if line.recv(20).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text() if log.exists() else "dovecot wrote no log")


def put(imap, *mails) -> None:
    with MailBoxUnencrypted(imap["host"], imap["port"]).login("reply", "geheim") as box:
        for mail in mails:
            box.append(mail.as_bytes(), "INBOX")


def counts(imap) -> dict[str, int]:
    with MailBoxUnencrypted(imap["host"], imap["port"]).login("reply", "geheim") as box:
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
