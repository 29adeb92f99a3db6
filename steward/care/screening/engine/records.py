"""What the engine is given and what it answers: frozen records that know nothing of databases.

Texts are `str`, offsets count code points of the field they name, ages are days, times are aware datetimes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext

from steward.care.screening.engine.fingerprint import Fingerprint

Kind = Literal["post", "comment", "letter", "activity"]
ActKind = Literal["flag", "hold", "replace", "tag", "notify", "slow", "sanction"]
What = Literal[
    "word", "pattern", "link", "age", "level", "posts", "rate", "duplicate", "mentions", "language", "attachment",
    "length", "reports", "score", "place", "kind", "author", "team",
]  # fmt: skip
Via = Literal["plain", "folded", "pinyin", ""]
Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Recent:
    """One of the author's recent messages: `fingerprint` as `fingerprint.fingerprint_of` gives it."""

    fingerprint: Fingerprint
    at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is screened. `None` for a number means "nobody knows": a limit on it is then never met.

    `html_text` is the text of the cooked message without its markup, where it may differ from `text`; `opens` says that
    it begins a thread; `language` is a code such as zh or en; `place` a key such as category:3 or channel:12. `scores`
    is a mapping from reason code to probability, or a function that computes it when a rule first asks. `fingerprint`
    is that of `text`, where somebody keeps it for later messages.
    """

    text: str
    title: str = ""
    html_text: str = ""
    author_age_days: float | None = None
    author_level: int = 0
    author_posts: int | None = None
    is_team: bool = False
    links: tuple[str, ...] = ()
    pictures: int = 0
    mentions: int = 0
    language: str = ""
    place: str = ""
    kind: str = "post"
    opens: bool = False
    at: datetime | None = None
    recent: tuple[Recent, ...] = ()
    scores: Scores | Callable[[], Scores] | None = None
    author: str = ""
    reports: int = 0
    fingerprint: Fingerprint | None = None


@dataclass(frozen=True, slots=True)
class WordListSpec:
    """A word list in one version. `code` is the reason code a hit speaks for; `pinyin` and `whole_words` as asked for.

    An allow list (`allow`) hits nothing: where one of its words covers a hit, the longer of the two counts.
    """

    key: str
    version: int
    words: tuple[str, ...]
    allow: bool = False
    code: str = ""
    pinyin: bool = False
    whole_words: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """What a rule asks for. `value`: the replacement, the tag, the words of a notice, minutes, or the ladder's level.

    `to` is only for `notify`: "author" or "team".
    """

    kind: ActKind
    value: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule in one version: `condition` is a tree of `grammar`; a higher `priority` is found first."""

    key: str
    version: int
    name: str
    condition: Mapping[str, Any]
    acts: tuple[Act, ...]
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule fired: one fact about the message.

    `detail` is what was found as it stands in the original: `field` ("text", "title", "html_text", "author" or "links")
    from `start` to `end`, both -1 where no place in a text is meant. `word` is the list's entry or the pattern. `why`
    is a message id and `params` its values.
    """

    what: What
    detail: str = ""
    start: int = -1
    end: int = -1
    field: str = "text"
    word: str = ""
    list_key: str = ""
    list_version: int = 0
    via: Via = ""
    why: str = ""
    params: tuple[tuple[str, str], ...] = ()

    def sentence(self) -> str:
        """The reason in the language of whoever reads."""
        return gettext(self.why) % dict(self.params) if self.why else self.detail


@dataclass(frozen=True, slots=True)
class Found:
    """One rule's hit on one message. `replaced` is the whole text after replacement, where the rule replaces."""

    rule_key: str
    rule_version: int
    acts: tuple[Act, ...]
    reasons: tuple[Reason, ...] = field(default=())
    replaced: str | None = None
