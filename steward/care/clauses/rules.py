"""What a clause may be, and what an edition changes against another."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from steward.care.clauses.enums import MOST_DAYS, REASONS, RESERVED, Change, Level, Severity
from steward.care.clauses.records import ClauseNow, Example, Words
from steward.foundation.kernel.ruling import Invalid
from steward.people.community.public import cook
from steward.square.forum.public import Piece, differences

#: Clauses are few and drawn often.
_COOKED = 512
_KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LONGEST_KEY, LONGEST_TITLE, LONGEST_TEXT, LONGEST_EXAMPLE, MOST_EXAMPLES = 40, 120, 10_000, 500, 40


def languages() -> tuple[str, ...]:
    """The languages a clause is written in: those Steward speaks."""
    return tuple(code for code, _name in settings.LANGUAGES)


@lru_cache(maxsize=_COOKED)
def html_of(markdown: str) -> str:
    """A clause's text as safe HTML."""
    return cook(markdown)


def clean_key(text: str) -> str:
    """The key of a new clause. Raises Invalid."""
    key = text.strip().lower()
    if len(key) > LONGEST_KEY or not _KEY.fullmatch(key):
        raise Invalid({
            "key": _("Use at most 40 small letters, digits and hyphens, a letter first, like no-advertising.")
        })  # fmt: skip
    if key in RESERVED:
        raise Invalid({"key": _("This word is an address of its own. Choose another.")})
    return key


def clean_reason(reason: str) -> str:
    """One of the reasons. Raises Invalid."""
    if reason not in REASONS:
        raise Invalid({"reason": _("There is no such reason.")})
    return reason


def clean_words(words: Words) -> Words:
    """The words as they are kept. Raises Invalid with a sentence for each field (`title_en`, `text_zh-hans`, …)."""
    wrong: dict[str, str] = {}
    titles, texts = _trimmed(words.titles, one_line=True), _trimmed(words.texts, one_line=False)
    for code in languages():
        wrong |= _language_errors(code, titles.get(code, ""), texts.get(code, ""))
    if not titles and not texts:
        wrong[f"title_{languages()[0]}"] = _("Write the clause in at least one language.")
    if words.severity not in Severity.values:
        wrong["severity"] = _("The severity is a number from 1 to 4.")
    wrong |= _range_errors(words.least, words.most)
    examples = _examples(words.examples)
    if len(examples) > MOST_EXAMPLES or any(len(one.text) > LONGEST_EXAMPLE for one in examples):
        wrong["examples"] = _("At most %(count)s examples of %(most)s characters each.") % {
            "count": MOST_EXAMPLES, "most": LONGEST_EXAMPLE,
        }  # fmt: skip
    if wrong:
        raise Invalid(wrong)
    return Words(titles, texts, examples, words.severity, words.least, words.most)


def _trimmed(texts: Mapping[str, str], *, one_line: bool) -> dict[str, str]:
    found = {}
    for code in languages():
        text = str(texts.get(code, "")).replace("\r\n", "\n").replace("\0", "").strip()
        if text:
            found[code] = " ".join(text.split()) if one_line else text
    return found


def _language_errors(code: str, title: str, text: str) -> dict[str, str]:
    wrong = {}
    if text and not title:
        wrong[f"title_{code}"] = _("The text in this language needs a title.")
    if title and not text:
        wrong[f"text_{code}"] = _("The title in this language needs a text.")
    if len(title) > LONGEST_TITLE:
        wrong[f"title_{code}"] = _("Write at most %(most)s characters.") % {"most": LONGEST_TITLE}
    if len(text) > LONGEST_TEXT:
        wrong[f"text_{code}"] = _("Write at most %(most)s characters.") % {"most": LONGEST_TEXT}
    return wrong


def _range_errors(least: str, most: str) -> dict[str, str]:
    known = Level.values
    ends = {"least": least, "most": most}
    wrong = {name: _("There is no such level.") for name, level in ends.items() if level not in known}
    if not wrong and known.index(least) > known.index(most):
        wrong["most"] = _("The hardest sanction cannot be milder than the mildest.")
    return wrong


def _examples(examples: Iterable[Example]) -> tuple[Example, ...]:
    known = languages()
    clean = (Example(one.language, one.fine, " ".join(one.text.replace("\0", "").split())) for one in examples)
    return tuple(dict.fromkeys(one for one in clean if one.text and one.language in known))


def clean_notice(days: int) -> int:
    """Days of notice. Raises Invalid."""
    if not 0 <= days <= MOST_DAYS:
        raise Invalid({"notice_days": _("Choose between 0 and %(most)s days.") % {"most": MOST_DAYS}})
    return days


def clean_notes(notes: Mapping[str, str]) -> dict[str, str]:
    """What an edition says of itself by language, trimmed. Raises Invalid."""
    found = _trimmed(notes, one_line=False)
    for code, text in found.items():
        if len(text) > LONGEST_TEXT:
            raise Invalid({f"note_{code}": _("Write at most %(most)s characters.") % {"most": LONGEST_TEXT}})
    return found


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What an edition did to one clause, in the language of the reader; pieces as `differences` gives them."""

    change: Change
    clause: ClauseNow
    before: ClauseNow | None
    title: Sequence[Piece] = ()
    text: Sequence[Piece] = ()
    terms: Sequence[Piece] = ()  # severity and range, where they differ
    examples: Sequence[Piece] = ()

    @property
    def html(self) -> str:
        """The clause's text as it is now, as safe HTML."""
        return html_of(self.clause.text())


def changes(before: Sequence[ClauseNow], after: Sequence[ClauseNow], language: str = "") -> list[ClauseChange]:
    """What is different in `after`, in its order, dropped clauses last; what stays the same is left out."""
    old = {one.key: one for one in before}
    kept = {one.key for one in after}
    found = []
    for clause in after:
        was = old.get(clause.key)
        if was is None:
            found.append(ClauseChange(Change.NEW, clause, None))
        elif was.wording_id != clause.wording_id:
            found.append(compared(was, clause, language))
    return found + [ClauseChange(Change.GONE, one, one) for one in before if one.key not in kept]


def compared(was: ClauseNow, now: ClauseNow, language: str = "") -> ClauseChange:
    """One wording against another."""
    return ClauseChange(
        Change.CHANGED, now, was,
        title=_pieces(was.title(language), now.title(language)),
        text=_pieces(was.text(language), now.text(language)),
        terms=_pieces(terms_of(was), terms_of(now)),
        examples=_pieces(_listed(was, language), _listed(now, language)),
    )  # fmt: skip


def terms_of(clause: ClauseNow) -> str:
    """Severity and range of a clause in one line: "serious · warning to ban"."""
    return f"{clause.severity_label} · {shown_range(clause)}"


def shown_range(clause: ClauseNow) -> str:
    """The range of answers in words: "warning to ban"."""
    ends = clause.range_labels
    return _("%(least)s to %(most)s") % {"least": ends[0], "most": ends[1]} if len(ends) == 2 else ends[0]


def _listed(clause: ClauseNow, language: str) -> str:
    marks = {True: "✓", False: "✗"}
    return "\n".join(f"{marks[one.fine]} {one.text}" for one in clause.examples_for(language))


def _pieces(was: str, now: str) -> list[Piece]:
    return differences(was, now) if was != now else []


def reordered(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether clauses that are in both stand in another order."""
    both = set(before) & set(after)
    return [key for key in before if key in both] != [key for key in after if key in both]
