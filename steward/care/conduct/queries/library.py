"""The case library: how clauses were applied, told without anybody's name."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from steward.care.clauses.public import ClauseNow, wordings_of
from steward.care.conduct.models import Judgement
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.queries.statement import hours_of
from steward.care.conduct.queries.words import level_words
from steward.care.conduct.rules.anonymous import anonymised
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import NOBODY, Viewer
from steward.people.members.public import Identity
from steward.square.forum.public import places, standpoint

#: Cases on a page.
MANY = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """One case as readers see it."""

    id: int
    at: datetime
    clause: ClauseNow | None
    level: str
    title: str  # “muted, 2 days”
    words: str
    language: str


def samples(viewer: Viewer, clause: str = "", language: str = "en") -> list[Sample]:
    """The sample cases, of one clause or of all, the newest first; three queries.

    Raises NotFound while the library is switched off, but for who judges.
    """
    if not practice_now().library and not viewer.can(JUDGE):
        raise NotFound
    rows = Judgement.objects.filter(sample=True, overturned_at=None).select_related("sanction").order_by("-at")
    found = list((rows.filter(clause=clause) if clause else rows)[:MANY])
    wordings = wordings_of((row.clause, row.clause_version) for row in found if row.clause)
    return [_sample(row, wordings.get((row.clause, row.clause_version)), language) for row in found]


def _sample(row: Judgement, clause: ClauseNow | None, language: str) -> Sample:
    words = {code: text for code, text in row.sample_words.items() if text}
    shown = language if language in words else next(iter(words), language)
    hours = hours_of(getattr(row, "sanction", None))
    return Sample(row.pk, row.at, clause, row.level, level_words(row.level, hours), words.get(shown, ""), shown)


def first_words(judgement: Judgement) -> dict[str, str]:
    """What the team begins a sample's words with: words and facts, with what names somebody taken out.

    Of what visitors cannot read, letters first of all, only the facts: a sample is public. Each language of the house
    begins with the same text; whoever marks the sample rewrites it.
    """
    names = names_about(judgement)
    words = judgement.case.text if _is_public(judgement.case.place) else ""
    parts = (anonymised(text, names) for text in (words, judgement.facts))
    text = "\n\n".join(part for part in parts if part)
    return {language: text for language, _name in settings.LANGUAGES}


def _is_public(place: str) -> bool:
    """Whether everybody may read what stands there."""
    return place in {f"category:{pk}" for pk in places().open_to(standpoint(NOBODY))}


def names_about(judgement: Judgement) -> set[str]:
    """Names and handles of the author, of who reported it and of who decided."""
    names: set[str] = set()
    accounts = [pk for pk in judgement.case.signals.values_list("reporter_id", flat=True) if pk]
    accounts += [pk for pk in (judgement.by_id, judgement.opinion_by_id) if pk]
    people = Identity.objects.filter(member__account__in=accounts) | Identity.objects.filter(
        member__identities=judgement.author_id or 0
    )
    for row in people.select_related("member__account").prefetch_related("names_seen").distinct():
        names |= {row.name, row.handle, row.member.name, *(seen.name for seen in row.names_seen.all())}
        if row.member.account:
            names.add(row.member.account.name)
    return {name for name in names if name}
