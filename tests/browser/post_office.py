"""The mail of a journey: a real SMTP server that takes letters in, a real IMAP server that answers are put into."""

import time
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from steward.people.notify.tests.conftest import MailServer
from steward.people.notify.tests.dovecot import PASSWORD, USER, Dovecot, opened
from tests.browser.server import free_port

REPLY_ADDRESS = "reply@house.example"


class PostOffice:
    """Both servers; `settings` is what a Steward must be told of them."""

    def __init__(self) -> None:
        self.box = MailServer()
        self.controller = Controller(self.box, hostname="127.0.0.1", port=free_port())
        self.controller.start()
        self.imap = Dovecot()

    @property
    def settings(self) -> dict[str, str]:
        """The environment that leads a Steward here."""
        return {
            "STEWARD_SMTP_HOST": "127.0.0.1", "STEWARD_SMTP_PORT": str(self.controller.port), "STEWARD_SMTP_TLS": "0",
            "STEWARD_MAIL_FROM": "tea@house.example", "STEWARD_REPLY_ADDRESS": REPLY_ADDRESS,
            "STEWARD_IMAP_HOST": "127.0.0.1", "STEWARD_IMAP_PORT": str(self.imap.port), "STEWARD_IMAP_USER": USER,
            "STEWARD_IMAP_PASSWORD": PASSWORD, "STEWARD_IMAP_TLS": "0",
        }  # fmt: skip

    def letter_to(self, address: str, having: str = "", seconds: float = 20) -> EmailMessage:
        """The newest letter to an address, with these words in its subject; waits until there is one."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for mail in reversed(self.box.got):
                if address in str(mail["To"]) and having in str(mail["Subject"]):
                    return mail
            time.sleep(0.1)
        raise AssertionError([f"{mail['To']}: {mail['Subject']}" for mail in self.box.got])

    def put(self, mail: EmailMessage) -> None:
        """Lay a letter into the mailbox Steward fetches from."""
        with opened(self.imap.port) as box:
            box.append(mail.as_bytes(), "INBOX")

    def close(self) -> None:
        """Stop both servers."""
        self.controller.stop()
        self.imap.stop()


def words_of(mail: EmailMessage) -> str:
    """The plain text of a letter."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
