"""Commits as records: who wrote them, who helped."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from steward.stream.activity.enums import ChannelKind, Kind
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record

EMAIL = "email"
_HELPER = re.compile(r"^co-authored-by:\s*(.*?)\s*<([^<>\s]+@[^<>\s]+)>\s*$", re.IGNORECASE | re.MULTILINE)
#: A GitHub account's address that hides the real one names the account.
_HIDDEN = re.compile(r"^(?:\d+\+)?([a-z0-9-]+)@users\.noreply\.github\.com$")


class Commit(NamedTuple):
    """`authored` is when the change was written; commits on the default branch keep it when they are rebased."""

    sha: str
    name: str
    email: str
    authored: datetime
    subject: str
    body: str = ""
    parents: int = 1


class Log:
    """Turns the commits of one repository into records."""

    def __init__(self, repository: str, url: str = "") -> None:
        self._repository = repository
        self._url = url
        self._given: set[tuple[str, str]] = set()

    def channel(self) -> ChannelRecord:
        """The repository itself."""
        return ChannelRecord(self._repository, self._repository, ChannelKind.REPOSITORY.value, url=self._url)

    def records(self, commit: Commit) -> Iterator[Record]:
        """A commit for its author, and one for each co-author (`<sha>+<address>`)."""
        author, realm = person(commit.email, commit.name)
        yield from self._account(author, realm, commit.name, commit.email)
        activity = ActivityRecord(
            source_id=commit.sha,
            kind=Kind.COMMIT.value,
            occurred_at=commit.authored,
            channel_id=self._repository,
            account_id=author,
            realm=realm,
            title=commit.subject[:1_000],
            body=commit.body,
        )
        yield activity
        seen = {author}
        for name, email in _HELPER.findall(commit.body):
            helper, realm = person(email, name)
            if helper in seen:
                continue
            seen.add(helper)
            yield from self._account(helper, realm, name, email)
            yield activity._replace(
                source_id=f"{commit.sha}+{helper}", account_id=helper, realm=realm, parent_id=commit.sha, body=""
            )

    def _account(self, account_id: str, realm: str, name: str, email: str) -> Iterator[AccountRecord]:
        if account_id and (account_id, name) not in self._given:
            self._given.add((account_id, name))
            known = account_id if realm == EMAIL else ""
            hidden = _HIDDEN.match(email.strip().lower())
            is_bot = name.endswith("[bot]") or "[bot]@" in email
            yield AccountRecord(
                account_id, realm, handle=hidden[1] if hidden else "", name=name, email=known, is_bot=is_bot
            )


def person(email: str, name: str) -> tuple[str, str]:
    """Account id and realm of who signed: the address, or the name in the source's own realm where there is none."""
    address = email.strip().lower()
    if "@" in address and " " not in address:
        return address[:254], EMAIL
    fallback = address or " ".join(name.split()).lower()
    return (f"name:{fallback}"[:254], "") if fallback else ("", "")
