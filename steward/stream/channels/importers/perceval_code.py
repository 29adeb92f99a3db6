"""Perceval's code backends: Git, GitHub, GitLab."""

from collections.abc import Iterable, Iterator
from email.utils import parseaddr

from steward.stream.activity.enums import ChannelKind, Kind, Markup
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record, ThreadRecord
from steward.stream.channels.importers import mail_dates
from steward.stream.channels.importers.git_commits import Commit, Log
from steward.stream.channels.importers.github import GHOST, GITHUB, account
from steward.stream.channels.importers.perceval_items import Json, dicts, host, inner, moment, path, reactions, words
from steward.stream.channels.importers.text import BadField


def git(item: Json) -> Iterable[Record]:
    """A commit, with its co-authors."""
    data = item["data"]
    name, email = parseaddr(words(data["Author"]))
    at = mail_dates.parse(words(data["AuthorDate"]).encode())
    if at is None:
        raise BadField("bad-date", words(data["AuthorDate"]))
    subject, _line, body = words(data.get("message")).replace("\\n", "\n").partition("\n")
    log = Log(path(item["origin"]), words(item["origin"]))
    yield log.channel()
    yield from log.records(Commit(words(data["commit"]), name, email, at, subject, body.strip("\n")))


def github(item: Json) -> Iterable[Record]:
    """An issue or a pull with comments, reviews and reactions; a repository; an event."""
    data, repo, category = item["data"], path(item["origin"]).lower(), item.get("category")
    yield ChannelRecord(
        repo, repo, ChannelKind.REPOSITORY.value, words(data.get("description")), f"https://{GITHUB}/{repo}"
    )
    if category == "repository":
        return
    if category == "event":
        yield from _event(data, repo)
        return
    sort = "pull" if category == "pull_request" or "pull_request" in data else "issue"
    thread = f"{repo}/{sort}/{int(data['number'])}"
    title = words(data.get("title"))
    yield ThreadRecord(thread, repo, title, words(data.get("html_url")), is_question=sort == "issue")
    opening = _github_said(data, thread, Kind.POST, repo, thread)
    yield from _github_who(data)
    yield opening._replace(title=title)
    yield from reactions(opening, _github_reactions(data))
    for comment in dicts(data.get("comments_data")):
        yield from _github_answer(comment, f"{repo}/comment/{comment['id']}", Kind.COMMENT, opening)
    for review in dicts(data.get("reviews_data")):
        yield from _github_answer(review, f"{repo}/review/{review['id']}", Kind.REVIEW, opening)
    for remark in dicts(data.get("review_comments_data")):
        yield from _github_answer(remark, f"{repo}/review-comment/{remark['id']}", Kind.COMMENT, opening)
    yield from _github_end(data, opening)


def _github_answer(data: Json, source_id: str, kind: Kind, opening: ActivityRecord) -> Iterator[Record]:
    said = _github_said(data, source_id, kind, opening.channel_id, opening.thread_id)
    state = words(data.get("state")).lower().replace("_", " ")
    yield from _github_who(data)
    yield said._replace(parent_id=opening.source_id, title=state)
    yield from reactions(said, _github_reactions(data))


def _github_said(data: Json, source_id: str, kind: Kind, repo: str, thread: str) -> ActivityRecord:
    return ActivityRecord(
        source_id=source_id,
        kind=kind.value,
        occurred_at=moment(data.get("created_at") or data.get("submitted_at")),
        channel_id=repo,
        account_id=_github_login(data).lower(),
        realm=GITHUB,
        thread_id=thread,
        body=words(data.get("body")),
        markup=Markup.MARKDOWN.value,
        url=words(data.get("html_url")),
    )


def _github_login(data: Json, role: str = "user") -> str:
    return words(inner(data, role, f"{role}_data").get("login")) or GHOST


def _github_who(data: Json, role: str = "user") -> Iterator[AccountRecord]:
    details = inner(data, f"{role}_data")
    yield account(_github_login(data, role), words(details.get("name")), words(details.get("email")))


def _github_reactions(data: Json) -> Iterator[tuple[AccountRecord, str, object]]:
    for reaction in dicts(data.get("reactions_data")):
        yield account(_github_login(reaction)), words(reaction.get("content")), reaction.get("created_at")


def _github_end(data: Json, opening: ActivityRecord) -> Iterator[Record]:
    merged = data.get("merged_at")
    role = "merged_by" if merged else "closed_by"
    known = bool(inner(data, role, f"{role}_data"))
    if known:
        yield from _github_who(data, role)
    if merged or data.get("closed_at"):
        word = "merged" if merged else "closed"
        yield ActivityRecord(
            source_id=f"{opening.thread_id}/{word}",
            kind=Kind.CHANGE.value,
            occurred_at=moment(merged or data["closed_at"]),
            channel_id=opening.channel_id,
            account_id=_github_login(data, role).lower() if known else "",
            realm=GITHUB if known else "",
            parent_id=opening.source_id,
            thread_id=opening.thread_id,
            title=word,
        )


def _event(data: Json, repo: str) -> Iterator[Record]:
    login = words(inner(data, "actor").get("login")) or GHOST
    yield account(login)
    target = inner(data, "issue", "pull")
    sort = "pull" if "pull_request" in target or not data.get("issue") else "issue"
    thread = f"{repo}/{sort}/{target['number']}" if target.get("number") else ""
    yield ActivityRecord(
        source_id=words(data["id"]),
        kind=Kind.CHANGE.value,
        occurred_at=moment(data["createdAt"]),
        channel_id=repo,
        account_id=login.lower(),
        realm=GITHUB,
        parent_id=thread,
        thread_id=thread,
        title=words(data.get("eventType")),
    )


def gitlab(item: Json) -> Iterable[Record]:
    """An issue or a merge request with its notes; notes of the system are changes somebody made."""
    data, project = item["data"], path(item["origin"]).replace("%2F", "/")
    realm = f"gitlab:{host(item['origin'])}"
    yield ChannelRecord(project, project, ChannelKind.REPOSITORY.value, url=words(item["origin"]))
    sort = "merge" if item.get("category") == "merge_request" else "issue"
    thread, title = f"{project}/{sort}/{int(data['iid'])}", words(data.get("title"))
    yield ThreadRecord(thread, project, title, words(data.get("web_url")), is_question=sort == "issue")
    opening = ActivityRecord(
        source_id=thread,
        kind=Kind.POST.value,
        occurred_at=moment(data["created_at"]),
        channel_id=project,
        account_id=words(inner(data, "author").get("id")),
        realm=realm if data.get("author") else "",
        thread_id=thread,
        title=title,
        body=words(data.get("description")),
        markup=Markup.MARKDOWN.value,
        url=words(data.get("web_url")),
    )
    if opening.account_id:
        yield _gitlab_who(data["author"], realm)
    yield opening
    yield from reactions(opening, _gitlab_emoji(data, realm))
    yield from _gitlab_notes(data, opening, realm)
    yield from _gitlab_end(data, opening, realm)


def _gitlab_notes(data: Json, opening: ActivityRecord, realm: str) -> Iterator[Record]:
    for note in dicts(data.get("notes_data")):
        said = opening._replace(
            source_id=f"{opening.channel_id}/note/{note['id']}",
            kind=(Kind.CHANGE if note.get("system") else Kind.COMMENT).value,
            occurred_at=moment(note["created_at"]),
            account_id=words(inner(note, "author").get("id")),
            realm=realm if note.get("author") else "",
            parent_id=opening.source_id,
            title="",
            body=words(note.get("body")),
            url="",
        )
        if said.account_id:
            yield _gitlab_who(note["author"], realm)
        yield said
        yield from reactions(said, _gitlab_emoji(note, realm))


def _gitlab_end(data: Json, opening: ActivityRecord, realm: str) -> Iterator[Record]:
    for word in ("merged", "closed"):
        if not data.get(f"{word}_at"):
            continue
        by = inner(data, f"{word}_by")
        if by:
            yield _gitlab_who(by, realm)
        yield opening._replace(
            source_id=f"{opening.source_id}/{word}",
            kind=Kind.CHANGE.value,
            occurred_at=moment(data[f"{word}_at"]),
            account_id=words(by.get("id")),
            realm=realm if by else "",
            parent_id=opening.source_id,
            title=word,
            body="",
        )
        return


def _gitlab_who(user: Json, realm: str) -> AccountRecord:
    handle = words(user.get("username"))
    return AccountRecord(words(user["id"]), realm, handle, words(user.get("name")), is_bot="_bot" in handle)


def _gitlab_emoji(data: Json, realm: str) -> Iterator[tuple[AccountRecord, str, object]]:
    for emoji in dicts(data.get("award_emoji_data")):
        yield _gitlab_who(emoji["user"], realm), words(emoji.get("name")), emoji.get("created_at")
