"""Perceval's mail backends (mbox, Pipermail, HyperKitty, Groups.io, Gmane, NNTP), Stack Exchange and Askbot."""

from collections.abc import Iterable, Iterator

from steward.stream.activity.enums import ChannelKind, Kind, Markup
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record, ThreadRecord
from steward.stream.channels.importers import mail_body, mail_dates, mail_headers, mail_people, mail_subjects
from steward.stream.channels.importers.git_commits import EMAIL
from steward.stream.channels.importers.mail_threads import digest
from steward.stream.channels.importers.perceval_items import Json, dicts, host, inner, maybe, moment, path, words
from steward.stream.channels.importers.text import BadField


def mail(item: Json) -> Iterable[Record]:
    """A mail whose headers Perceval has decoded. Its thread is named by its oldest ancestor, as in mbox files."""
    data = item["data"]
    headers = {
        name.lower().encode(): words(value).encode("utf-8", "replace")
        for name, value in data.items()
        if isinstance(value, str)
    }
    own = mail_headers.own_id(headers.get(b"message-id", b"")) or words(item["uuid"]).encode()
    at = mail_dates.parse(headers.get(b"date", b"")) or maybe(item.get("updated_on"))
    if at is None:
        raise BadField("bad-date", words(data.get("Date")))
    channel = path(item["origin"]).rpartition("/")[2] or host(item["origin"])
    yield ChannelRecord(channel, channel, ChannelKind.LIST.value, url=words(item["origin"]))
    author = mail_people.author(headers.get(b"from", b""))
    realm = EMAIL if author.address else ""
    if author.key:
        yield AccountRecord(author.key, realm, name=author.name, email=author.address)
    ancestors = mail_headers.references(headers)
    subject = words(data.get("Subject"))
    is_reply = bool(ancestors) or mail_subjects.base_subject(subject)[1]
    thread = f"{digest(ancestors[0] if ancestors else own):016x}"
    if not is_reply:
        yield ThreadRecord(thread, channel, mail_subjects.title(subject))
    yield ActivityRecord(
        source_id=words(own.decode("utf-8", "replace"))[:500],
        kind=(Kind.COMMENT if is_reply else Kind.POST).value,
        occurred_at=at,
        channel_id=channel,
        account_id=author.key,
        realm=realm,
        parent_id=words(ancestors[-1].decode("utf-8", "replace"))[:500] if ancestors else "",
        thread_id=thread,
        title=subject,
        body=_body(data.get("body")),
    )


def _body(body: object) -> str:
    if not isinstance(body, dict):
        return words(body)
    return words(body.get("plain")) or mail_body.html_text(words(body.get("html")))


def stackexchange(item: Json) -> Iterable[Record]:
    """A question with its answers and all their comments, as the API gives them."""
    data = item["data"]
    site = host(item["origin"])
    site = site if "." in site else site or "stackexchange"
    question_id = f"p{data['question_id']}"
    thread = f"q{data['question_id']}"
    accepted = data.get("accepted_answer_id")
    yield ChannelRecord(site, site, ChannelKind.SITE.value)
    title, link = words(data.get("title")), words(data.get("link"))
    yield ThreadRecord(thread, site, title, link, is_question=True, accepted_id=f"p{accepted}" if accepted else "")
    question = ActivityRecord(
        source_id=question_id,
        kind=Kind.POST.value,
        occurred_at=moment(data["creation_date"]),
        channel_id=site,
        thread_id=thread,
        title=title,
        markup=Markup.MARKDOWN.value,
        views=int(data.get("view_count") or 0),
    )
    yield from _asked(data, question)
    for answer in dicts(data.get("answers")):
        said = question._replace(source_id=f"p{answer['answer_id']}", kind=Kind.COMMENT.value, parent_id=question_id)
        yield from _asked(answer, said._replace(title="", views=0, occurred_at=moment(answer["creation_date"])))


def _asked(data: Json, base: ActivityRecord) -> Iterator[Record]:
    """A question, an answer or a comment, and the comments below it."""
    owner = inner(data, "owner")
    name = words(owner.get("display_name"))
    account_id = words(owner.get("user_id")) or (f"name:{name}" if name else "")
    realm = f"stackexchange:{base.channel_id}"
    if account_id:
        yield AccountRecord(account_id, realm, name=name, url=words(owner.get("link")))
    said = base._replace(
        account_id=account_id,
        realm=realm if account_id else "",
        body=words(data.get("body_markdown") or data.get("body")),
        markup=(Markup.MARKDOWN if "body_markdown" in data else Markup.HTML).value,
        reactions=max(0, int(data.get("score") or 0)),
        edited_at=maybe(data.get("last_edit_date")),
        url=words(data.get("link")),
    )
    yield said
    for comment in dicts(data.get("comments")):
        below = ActivityRecord(
            source_id=f"c{comment['comment_id']}",
            kind=Kind.COMMENT.value,
            occurred_at=moment(comment["creation_date"]),
            channel_id=base.channel_id,
            parent_id=said.source_id,
            thread_id=said.thread_id,
        )
        yield from _asked(comment, below)


def askbot(item: Json) -> Iterable[Record]:
    """A question of an Askbot site with its answers and comments."""
    data = item["data"]
    site, realm = host(item["origin"]), f"askbot:{host(item['origin'])}"
    thread, accepted = f"q{data['id']}", data.get("accepted_answer_id")
    title, url = words(data.get("title")), words(data.get("url"))
    yield ChannelRecord(site, site, ChannelKind.SITE.value, url=words(item["origin"]))
    yield ThreadRecord(thread, site, title, url, is_question=True, accepted_id=f"a{accepted}" if accepted else "")
    question = ActivityRecord(
        source_id=thread,
        kind=Kind.POST.value,
        occurred_at=moment(data["added_at"]),
        channel_id=site,
        account_id=words(data["author"]["id"]),
        realm=realm,
        thread_id=thread,
        title=title,
        body=words(data.get("summary")),
        markup=Markup.HTML.value,
        url=url,
        reactions=max(0, int(data.get("score") or 0)),
        views=int(data.get("view_count") or 0),
    )
    yield AccountRecord(question.account_id, realm, words(data["author"].get("username")))
    yield question
    yield from _askbot_comments(data, question)
    yield from _askbot_answers(data, question)


def _askbot_answers(data: Json, question: ActivityRecord) -> Iterator[Record]:
    for answer in dicts(data.get("answers")):
        who = inner(answer, "answered_by")
        said = question._replace(
            source_id=f"a{answer['id']}",
            kind=Kind.COMMENT.value,
            occurred_at=moment(answer["added_at"]),
            account_id=words(who.get("id")),
            parent_id=question.source_id,
            title="",
            body=words(answer.get("summary")),
            url="",
            reactions=max(0, int(answer.get("score") or 0)),
            views=0,
        )
        yield AccountRecord(said.account_id, said.realm, words(who.get("username")))
        yield said
        yield from _askbot_comments(answer, said)


def _askbot_comments(data: Json, below: ActivityRecord) -> Iterator[Record]:
    for comment in dicts(data.get("comments")):
        user_id = words(comment["user_id"])
        yield AccountRecord(user_id, below.realm, name=words(comment.get("user_display_name")))
        yield below._replace(
            source_id=f"c{comment['id']}",
            kind=Kind.COMMENT.value,
            occurred_at=moment(comment["comment_added_at"]),
            account_id=user_id,
            parent_id=below.source_id,
            title="",
            body=words(comment.get("html")),
            reactions=max(0, int(comment.get("score") or 0)),
            url="",
            views=0,
        )
