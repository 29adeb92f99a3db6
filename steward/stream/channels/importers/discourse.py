"""Discourse: the JSON a forum serves for a topic (`/t/<id>.json` with all posts), one file per topic.

Likes come as counts (the export does not say who), so they are `reactions` of the post. `updated_at` also moves when
the forum renders a post anew; only posts with more than one version count as edited.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from steward.stream.activity.enums import ChannelKind, Form, Kind, Markup
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    Record,
    ThreadRecord,
)
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.json_stream import loads
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import BadField, build_each, clean, decode, parse_iso, read_all
from steward.stream.channels.importers.tree import Tree

_AVATAR_HOST = re.compile(r"^/(?:user_avatar|letter_avatar)/([^/]+\.[^/]+)/")
_SNIFFED_BYTES = 1 << 16
_SNIFFED_FILES = 25
_LIKE = 2
_SMALL_ACTION = 3

Json = dict[str, Any]


class Forum:
    """Turns topics into records; accounts and categories are given once, before they are named."""

    def __init__(self, host: str = "", categories: dict[int, Json] | None = None, realm: str = "") -> None:
        self._host = host
        self._realm = realm
        self._categories = categories or {}
        self._given: set[tuple[str, ...]] = set()

    def records(self, entry: Entry, topic: Json) -> Iterator[Record]:
        """Every record of one topic. `entry` is where problems are reported."""
        try:
            view = _Topic.of(topic)
        except (BadField, KeyError, TypeError, ValueError, AttributeError) as error:
            reason = error.reason if isinstance(error, BadField) else "missing-field"
            yield entry.bad(reason, "item 1", str(error), decode(orjson.dumps(topic)[:10_000]))
            return
        category = self._category(topic)
        yield from category
        channel_id = str(topic.get("category_id") or "none")
        yield ThreadRecord(
            thread_id=view.thread_id,
            channel_id=channel_id,
            title=clean(str(topic.get("title") or "")),
            url=self._url(topic, 0),
            is_question=bool(view.accepted_id)
            or any(post.get("can_accept_answer") for post in view.posts if isinstance(post, dict)),
            accepted_id=view.accepted_id,
        )
        yield from build_each(entry, view.posts, lambda post: self._post(topic, view, post, channel_id))

    def _category(self, topic: Json) -> list[Record]:
        number = topic.get("category_id")
        channel_id = str(number or "none")
        if not self._is_new("category", channel_id):
            return []
        known = self._categories.get(number or 0, {})
        name = clean(str(known.get("name") or (f"Category {number}" if number else "Messages")))
        url = f"https://{self._host}/c/{known.get('slug') or 'category'}/{number}" if self._host and number else ""
        return [
            ChannelRecord(
                channel_id,
                name,
                ChannelKind.CATEGORY.value,
                description=clean(str(known.get("description_text") or "")),
                url=url,
                private=topic.get("archetype") == "private_message" or bool(known.get("read_restricted")),
            )
        ]

    def _post(self, topic: Json, view: "_Topic", post: Json, channel_id: str) -> list[Record]:
        number = int(post["post_number"])
        account_id, records = self._account(post)
        created = parse_iso(post["created_at"])
        edited = parse_iso(post["updated_at"]) if int(post.get("version") or 1) > 1 and post.get("updated_at") else None
        is_notice = post.get("post_type") == _SMALL_ACTION
        form = Form.SYSTEM if is_notice else (Form.POLL if post.get("polls") else Form.TEXT)
        records.append(
            ActivityRecord(
                source_id=str(int(post["id"])),
                kind=(Kind.NOTICE if is_notice else Kind.POST if number == view.first else Kind.COMMENT).value,
                occurred_at=created,
                channel_id=channel_id,
                account_id=account_id,
                realm=self._realm if account_id else "",
                # Answers that name no post answer the topic, that is, its first post.
                parent_id="" if number == view.first else view.ids.get(_number(post), view.ids[view.first]),
                thread_id=view.thread_id,
                title=clean(str(topic.get("title") or ""))
                if number == view.first
                else str(post.get("action_code") or ""),
                body=clean(str(post.get("cooked") or "")),
                markup=Markup.HTML.value,
                form=form.value,
                url=self._url(topic, number),
                edited_at=edited,
                deleted=bool(post.get("deleted_at") or post.get("user_deleted") or post.get("hidden")),
                reactions=_likes(post),
                views=int(topic.get("views") or 0) if number == view.first else 0,
            )
        )
        return records

    def _account(self, post: Json) -> tuple[str, list[Record]]:
        if post.get("user_id") is None and not post.get("username"):
            return "", []
        user_id = post.get("user_id")
        # The forum's own voices (system, discobot) have negative ids.
        account_id = str(int(user_id)) if user_id is not None else f"name:{post['username']}"
        handle, name = clean(str(post.get("username") or "")), clean(str(post.get("name") or ""))
        if not self._is_new("account", account_id, handle, name):
            return account_id, []
        url = f"https://{self._host}/u/{handle}" if self._host and handle else ""
        is_bot = account_id.startswith("-")
        return account_id, [AccountRecord(account_id, self._realm, handle, name, url=url, is_bot=is_bot)]

    def _url(self, topic: Json, number: int) -> str:
        if not self._host:
            return ""
        url = f"https://{self._host}/t/{topic.get('slug') or 'topic'}/{topic['id']}"
        return f"{url}/{number}" if number else url

    def _is_new(self, *key: str) -> bool:
        if key in self._given:
            return False
        self._given.add(key)
        return True


class _Topic(NamedTuple):
    """What the posts of a topic need to know of it."""

    thread_id: str
    posts: list[Json]
    ids: dict[int, str]
    first: int
    accepted_id: str

    @classmethod
    def of(cls, topic: Json) -> "_Topic":
        """Raises `KeyError`, `TypeError` or `BadField` for what is no topic."""
        posts: list[Json] = topic["post_stream"]["posts"]
        if not isinstance(posts, list):
            raise BadField("wrong-type", "posts")
        ids = {
            int(post["post_number"]): str(int(post["id"]))
            for post in posts
            if isinstance(post, dict) and _is_int(post.get("post_number")) and _is_int(post.get("id"))
        }
        first = min(ids, default=1)
        accepted = topic.get("accepted_answer")
        number = accepted.get("post_number") if isinstance(accepted, dict) else None
        marked = next(
            (post["post_number"] for post in posts if isinstance(post, dict) and post.get("accepted_answer")), 0
        )
        return cls(f"topic-{int(topic['id'])}", posts, ids, first, ids.get(number or marked or 0, ""))


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(post: Json) -> int:
    number = post.get("reply_to_post_number")
    return number if isinstance(number, int) else 0


def _likes(post: Json) -> int:
    actions = post.get("actions_summary") or []
    likes = sum(int(action.get("count") or 0) for action in actions if action.get("id") == _LIKE)
    # With the reactions plug-in, the like is one of several.
    others = sum(int(reaction.get("count") or 0) for reaction in post.get("reactions") or [])
    return max(likes, others)


def host_of(topic: Json) -> str:
    """The forum's host as its avatar addresses tell it, or ""."""
    posts = topic.get("post_stream", {}).get("posts", []) if isinstance(topic.get("post_stream"), dict) else []
    for post in posts:
        match = _AVATAR_HOST.match(str(post.get("avatar_template") or "")) if isinstance(post, dict) else None
        if match:
            return match[1]
    return ""


def _load(entry: Entry, encoding: str = "") -> Json | BadRecord:
    """One file as an object."""
    try:
        raw = read_all(entry, encoding=encoding)
    except EntryProblem as problem:
        return entry.bad(problem.reason, "byte 0", problem.detail)
    try:
        value = loads(raw)
    except orjson.JSONDecodeError as error:
        reason = "truncated" if error.pos >= len(error.doc) - 1 else "not-json"
        return entry.bad(reason, f"byte {error.pos}", str(error), decode(raw[:10_000]))
    return value if isinstance(value, dict) else entry.bad("unknown-shape", "byte 0", type(value).__name__)


def _looks_like_topic(entry: Entry) -> bool:
    try:
        with entry.open() as stream:
            head = stream.read(_SNIFFED_BYTES)
    except EntryProblem:
        return False
    return b'"post_stream"' in head and b'"cooked"' in head and b'"backend_name"' not in head


def _topics(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix == ".json"]


def _host(entries: list[Entry]) -> str:
    for entry in entries[:_SNIFFED_FILES]:
        topic = _load(entry)
        host = host_of(topic) if isinstance(topic, dict) else ""
        if host:
            return host
    return ""


class DiscourseImporter:
    """A folder of topics."""

    key = "discourse"
    name = "Discourse topics (JSON)"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """A topic among the first JSON files."""
        entries = [entry for entry in _topics(tree)[:_SNIFFED_FILES] if _looks_like_topic(entry)]
        if not entries:
            return None
        host = _host(entries)
        name = host or tree.name.partition(".")[0] or "discourse"
        return Match(85, f"discourse-{name.lower()}", name, "discourse", f"discourse:{host}" if host else "")

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Topic after topic, in the order of the files."""
        entries = _topics(tree)
        forum = Forum(_host(entries), _categories(tree))
        for entry in entries:
            if entry.name in _CATEGORY_FILES:
                continue
            topic = _load(entry, options.encoding)
            if isinstance(topic, BadRecord):
                yield topic
            elif "post_stream" in topic:
                yield from forum.records(entry, topic)
            elif "id" in topic:
                # Files that are no topic at all (notes, statistics) are none of our business.
                yield entry.bad("unknown-shape", "byte 0", ", ".join(sorted(topic)[:20]))


_CATEGORY_FILES = ("categories.json", "site.json")


def _categories(tree: Tree) -> dict[int, Json]:
    """Names of categories, when `/categories.json` or `/site.json` was saved with the topics."""
    found: dict[int, Json] = {}
    for entry in (entry for entry in map(tree.find, _CATEGORY_FILES) if entry):
        value = _load(entry)
        if isinstance(value, BadRecord):
            continue
        inner = value.get("category_list", value)
        rows = inner.get("categories") if isinstance(inner, dict) else None
        found |= {row["id"]: row for row in rows or [] if isinstance(row, dict) and _is_int(row.get("id"))}
    return found


IMPORTER = DiscourseImporter()
