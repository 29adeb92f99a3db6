"""Dovecot as a test starts it: one mailbox in a folder of its own, on a free port of this machine."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from imap_tools import MailBoxUnencrypted

from steward.people.notify.tests.conftest import free_port

USER, PASSWORD = "reply", "geheim"
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


class Dovecot:
    """A running IMAP server; `port` is where."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="steward-imap-"))  # a short path: sockets allow 107 characters
        self.home.chmod(0o755)
        for name in ("run", "state", "mail"):
            (self.home / name).mkdir()
            (self.home / name).chmod(0o777)
        (self.home / "users").write_text(f"{USER}:{PASSWORD}\n")
        self.port = free_port()
        (self.home / "dovecot.conf").write_text(_config(self.home, self.port))
        program = shutil.which("dovecot") or "/usr/sbin/dovecot"
        self.process = subprocess.Popen([program, "-F", "-c", str(self.home / "dovecot.conf")])
        _wait_for(self.port, self.home / "log")

    def stop(self) -> None:
        """Stop it and throw its mail away."""
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)


def opened(port: int) -> Any:
    """The mailbox, signed in: a context manager of imap_tools."""
    return MailBoxUnencrypted("127.0.0.1", port).login(USER, PASSWORD)


def _config(home: Path, port: int) -> str:
    """Runs as root in a container and as anybody elsewhere."""
    root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid())
    mail = pwd.getpwnam("nobody") if root else me
    return CONFIG.format(
        home=home, port=port, uid=mail.pw_uid, gid=mail.pw_gid, login="dovenull" if root else me.pw_name,
        internal="dovecot" if root else me.pw_name, group="dovecot" if root else grp.getgrgid(me.pw_gid).gr_name,
    )  # fmt: skip


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
