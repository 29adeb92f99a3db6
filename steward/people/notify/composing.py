"""From notifications to mails: words in the reader's language, the community's colours, headers mail programs know."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from typing import Any

import nh3
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.text import cut
from steward.people.accounts.public import Account
from steward.people.community.public import community
from steward.people.notify.addresses import absolute, list_id, message_id, reply_address, stop_url
from steward.people.notify.enums import MailMode
from steward.people.notify.models import Content
from steward.people.notify.rules import zone_of

#: What a mail shows of a cooked post; scripts, frames, forms and classes stay in the house.
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "details", "div", "em", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"}, "td": {"align"}, "th": {"align"},
}  # fmt: skip
_OURS = re.compile(r'(\s(?:href|src)=")/(?!/)')
#: A line of its own that is a code to type in: "4F7K-22QX", "482913".
_CODE = re.compile(r"^(?=[A-Z0-9-]*\d|[A-Z]{6,}$)[A-Z0-9]{3,8}(-?[A-Z0-9]{3,8})?$")
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]，。；：！？）]")
#: A digest shows so much of one letter, and so many letters.
EXCERPT, MOST_ENTRIES = 280, 30


@dataclass(slots=True)
class Composed:
    """A mail as it goes out."""

    subject: str
    text: str
    html: str
    sender: str  # the name beside our address
    headers: dict[str, str] = field(default_factory=dict)

    def message(self, to: str) -> EmailMultiAlternatives:
        """Django's mail to that address: plain text, and HTML beside it."""
        address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        sender = formataddr((self.sender.replace("\n", " "), address))
        message = EmailMultiAlternatives(self.subject, self.text, sender, [to], headers=self.headers)
        if self.html:
            message.attach_alternative(self.html, "text/html")
        return message


@dataclass(frozen=True, slots=True)
class News:
    """One thing a mail tells: its sentence and, when there is a letter, what it says."""

    kind: str
    label: str  # of the kind: why the reader gets this
    line: str
    detail: str
    url: str
    person: str  # who caused it
    content: Content | None  # as it reads now
    stored: int | None = None  # the number of the letter answers go to

    @property
    def title(self) -> str:
        """What it is about."""
        return self.content.subject if self.content else self.line

    @property
    def thread(self) -> str:
        """What it is grouped by in a digest."""
        return self.content.thread if self.content else self.url

    @property
    def whole_url(self) -> str:
        """The address with scheme and host."""
        return absolute(self.url)

    @property
    def body(self) -> str:
        """The cooked HTML of the letter made fit for a mail."""
        return fit_for_mail(self.content.html) if self.content else ""

    @property
    def excerpt(self) -> str:
        """The beginning of the letter in plain words."""
        if self.content is None:
            return self.detail
        lines = (line for line in self.content.text.split("\n") if not line.lstrip().startswith(">"))
        return cut(" ".join(" ".join(lines).split()), EXCERPT)


@contextmanager
def as_reader(account: Account) -> Iterator[None]:
    """In the account's language and time zone; the community's where it chose none."""
    zone = zone_of(account.timezone or community().timezone)
    with translation.override(account.language or community().language), timezone.override(zone):
        yield


def fit_for_mail(html: str) -> str:
    """Safe HTML with whole addresses and nothing a mail program would trip over."""
    whole = _OURS.sub(rf"\1{settings.BASE_URL}/", html)
    return nh3.clean(whole, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"})


def letter_mail(account: Account, news: News) -> Composed:
    """One letter to one account, in whose language and zone this is called."""
    stop = stop_url(account.pk, news.kind)
    reply = reply_address(account.pk, news.stored) if news.content and news.content.handler and news.stored else ""
    context = _context(news=news, url=absolute(news.url), stop=stop, answerable=bool(reply))
    headers = _headers(stop, news.content.list_id if news.content else news.kind)
    if news.content:
        key, thread = news.content.message_key, news.content.thread
        headers |= {"Message-ID": message_id(key)}
        if thread and thread != key:
            headers |= {"In-Reply-To": message_id(thread), "References": message_id(thread)}
    if reply:
        headers["Reply-To"] = reply
    headers["List-Archive"] = f"<{absolute(news.url)}>"
    sender = f"{news.person} · {context['community']}" if news.person else str(context["community"])
    subject = f"Re: {news.title}" if "In-Reply-To" in headers else news.title
    return Composed(" ".join(subject.split()), _text("letter.txt", context), _html("letter", context), sender, headers)


def digest_mail(account: Account, mode: str, news: Sequence[News], key: str) -> Composed:
    """Everything of an hour or a day in one mail, grouped by thread, the oldest thread first."""
    threads: dict[str, list[News]] = {}
    for one in news[:MOST_ENTRIES]:
        threads.setdefault(one.thread, []).append(one)
    stop = stop_url(account.pk, f"digest:{mode}")
    count = len(news)
    title = ngettext("%(n)s thing new in %(community)s", "%(n)s things new in %(community)s", count) % {
        "n": count, "community": community_name(),
    }  # fmt: skip
    context = _context(
        threads=list(threads.values()), title=title, more=count - min(count, MOST_ENTRIES), stop=stop,
        url=absolute(reverse("notifications")), daily=mode == MailMode.DAILY,
    )  # fmt: skip
    headers = _headers(stop, f"digest-{mode}") | {"Message-ID": message_id(key)}
    return Composed(title, _text("digest.txt", context), _html("digest", context), str(context["community"]), headers)


def framed(subject: str, text: str) -> str:
    """Plain text in the community's frame: paragraphs, links, codes to type in."""
    return _html("plain", _context(title=subject, parts=[part_of(one) for one in _paragraphs(text)], stop=""))


def part_of(paragraph: str) -> Mapping[str, Any]:
    """How a paragraph is drawn: {"code": …}, {"url": …} when it is nothing else, or {"words": [(text, url), …]}."""
    if _CODE.match(paragraph):
        return {"code": paragraph}
    if _URL.fullmatch(paragraph):
        return {"url": paragraph}
    words, at = [], 0
    for match in _URL.finditer(paragraph):
        words += [(paragraph[at : match.start()], ""), (match[0], match[0])]
        at = match.end()
    return {"words": [*words, (paragraph[at:], "")]}


def community_name() -> str:
    """What the community is called, in the language that is set."""
    return community().name or str(settings.STEWARD_COMMUNITY_NAME or _("Steward"))


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r", "")) if part.strip()]


def _headers(stop: str, list_words: str) -> dict[str, str]:
    identifier = list_id(list_words)
    return {
        "List-Id": f"<{identifier}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "list",
        "X-Auto-Response-Suppress": "All",
    }


def _context(**more: Any) -> dict[str, Any]:
    now = community()
    language = {"zh-hans": "zh-Hans"}.get(translation.get_language() or "en", translation.get_language() or "en")
    return {
        "community": community_name(), "home": settings.BASE_URL + "/", "lang": language, "contact": now.contact,
        "primary": now.primary, "accent": now.accent, "preferences": absolute(reverse("notification-preferences")),
        **more,
    }  # fmt: skip


def _html(name: str, context: Mapping[str, Any]) -> str:
    return render_to_string(f"notify/mail/{name}.jinja", dict(context))


def _text(name: str, context: Mapping[str, Any]) -> str:
    # The text is set by hand in the template; three empty lines are never meant.
    return re.sub(r"\n{3,}", "\n\n", render_to_string(f"notify/mail/{name}.jinja", dict(context))).strip() + "\n"
