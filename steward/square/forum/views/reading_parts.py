"""Drawing what readers share once for all of them, and filling in what is each one's own."""

from typing import Any, cast

from django.middleware.csrf import get_token
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from steward.foundation.kernel.contracts import PortalNotice
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import NotFound
from steward.square.forum.models import Category, Topic
from steward.square.forum.pages import PARTS, TOKEN, Cooked, slot
from steward.square.forum.queries.home import counted, home, pool, read_next
from steward.square.forum.queries.marks import Progress
from steward.square.forum.queries.topics import TopicRow, Wanted, listing, topic_rows
from steward.square.forum.views.reader import Reader
from steward.square.forum.views.reading_frame import TOKEN_FIELD as TOKEN_FIELD  # noqa: PLC0414 — for its readers too


def draw(template: str, **context: Any) -> str:
    """A template by itself, without a request: the same for everybody."""
    return _jinja().env.get_template(template).render(slot=slot, **context)


def macro(template: str, name: str) -> Any:
    """A macro of a template of this room."""
    return getattr(_jinja().env.get_template(f"forum/parts/{template}.jinja").module, name)


def _jinja() -> Jinja2:
    return cast("Jinja2", engines["jinja2"])


def with_token(reader: Reader, html: str) -> Markup:
    """Shared drawings with the reader's own token in their forms."""
    token = get_token(reader.request) if TOKEN in html else ""
    return Markup(html.replace(TOKEN, token))  # noqa: S704 — drawn by our own templates


def notices(reader: Reader) -> Markup:
    """Cards of other rooms at the head of the home page, for who is signed in."""
    if reader.account_id is None:
        return Markup()
    cards: list[PortalNotice] = sorted(items("portal-notices"), key=lambda card: card.order)
    built = ((card, card.build(reader.request)) for card in cards)
    return Markup().join(Markup(draw(card.template, **found)) for card, found in built if found is not None)  # noqa: S704


def list_part(reader: Reader, wanted: Wanted) -> Cooked:
    """One page of a list of topics, drawn once for everybody who sees the same categories."""
    key = ("list", reader.open_to, wanted, reader.look)
    stamp = (reader.stamp.square, reader.stamp.frame)
    kept: Cooked | None = PARTS.get(key, stamp, reader.now)
    if kept is None:
        found = listing(reader.places, reader.open_to, wanted, reader.now)
        kept = Cooked.of(draw("forum/parts/rows.jinja", rows=found.rows, wanted=wanted), found, found.until)
        PARTS.put(key, stamp, kept, kept.size, kept.until)
    reader.until = kept.until
    return kept


def home_part(reader: Reader) -> Cooked:
    """The shared part of the home page."""
    key, stamp = ("home", reader.open_to, reader.look), (reader.stamp.square, reader.stamp.frame)
    kept: Cooked | None = PARTS.get(key, stamp, reader.now)
    if kept is None:
        found = home(reader.places, reader.open_to, reader.now)
        kept = Cooked.of(draw("forum/parts/home.jinja", home=found), found, found.until)
        PARTS.put(key, stamp, kept, kept.size, kept.until)
    reader.until = kept.until
    return kept


def rows_part(reader: Reader, topics: list[Topic]) -> Cooked:
    """Some topics as a list. Each row was drawn once since the square last changed."""
    stamp = (reader.stamp.square, reader.stamp.frame)
    keys = {topic.pk: ("row", topic.pk, reader.look) for topic in topics}
    drawn: dict[int, Cooked | None] = {pk: PARTS.get(key, stamp, reader.now) for pk, key in keys.items()}
    for row in topic_rows(reader.places, [topic for topic in topics if drawn[topic.pk] is None]):
        part = drawn[row.id] = Cooked.of(draw("forum/parts/row.jinja", topic=row), row)
        PARTS.put(keys[row.id], stamp, part, part.size)
    return Cooked.joined([part for part in drawn.values() if part], '<ol class="topic-list" data-list>', "</ol>")


def counted_part(reader: Reader) -> list[Category]:
    """The categories the reader sees, with their counters."""
    key, stamp = ("counted", reader.open_to), (reader.stamp.square, reader.stamp.frame)
    kept: list[Category] | None = PARTS.get(key, stamp, reader.now)
    if kept is None:
        kept = counted(reader.open_to)
        PARTS.put(key, stamp, kept, 2000 * len(kept) + 500)
    return kept


def fill_rows(cooked: Cooked, rows: tuple[TopicRow, ...], progress: Progress | None, reader: Reader) -> Markup:
    """A list with the reader's unread marks; without any for visitors."""
    if progress is None:
        return Markup(cooked.fill(lambda _name, _number: ""))  # noqa: S704 — drawn by our own templates
    unread = {
        row.id: progress.unread(row.id, row.category.pk, row.highest_number, row.last_post_at, reader.now)
        for row in rows
    }
    badges = {row.id: unread_badge(row, unread[row.id]) for row in rows if unread[row.id]}

    def content(name: str, number: int) -> str:
        if number not in badges:
            return ""
        return " data-unread" if name == "row" else badges[number]

    return Markup(cooked.fill(content))  # noqa: S704 — drawn by our own templates


def unread_badge(row: TopicRow, count: int) -> str:
    """The link to the first unread post, with how many there are; a topic never opened is simply new."""
    if count < 0:
        words = _("new topic")
        return f'<a class="unread-badge" href="{row.url}">{words}</a>'
    words = ngettext("%(n)s unread", "%(n)s unread", count) % {"n": count}
    return f'<a class="unread-badge" href="/t/{row.id}/unread/" title="{words}">{count}</a>'


def next_part(reader: Reader, topic: TopicRow) -> Markup:
    """Topics to read after this one, drawn once since the square last changed."""
    key, stamp = ("next", topic.id, reader.look), (*reader.stamp,)
    kept: Markup | None = PARTS.get(key, stamp, reader.now)
    if kept is None:
        kept = _next(reader, topic)
        PARTS.put(key, stamp, kept, 3 * len(kept) + 300)
    return kept


def _next(reader: Reader, topic: TopicRow) -> Markup:
    key, stamp = ("pool", topic.category.pk), (reader.stamp.square, reader.stamp.frame)
    kept: list[TopicRow] | None = PARTS.get(key, stamp, reader.now)
    if kept is None:
        kept = pool(reader.places, topic.category.pk)
        PARTS.put(key, stamp, kept, 1500 * len(kept) + 500)
    rows = read_next(topic, kept)
    return Markup(draw("forum/parts/next.jinja", rows=rows)) if rows else Markup("")  # noqa: S704 — our own template


def topic_or_404(topic_id: int) -> Topic:
    """The topic as it is. Raises NotFound."""
    topic = Topic.objects.filter(pk=topic_id).first()
    if topic is None:
        raise NotFound
    return topic
