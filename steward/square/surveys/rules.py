"""Scores to numbers with their range of chance, and who an answer belongs to without saying so. Pure."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from django.conf import settings
from django.utils.translation import gettext as _

from steward.foundation.kernel.chance import Interval, Z
from steward.foundation.kernel.ruling import Invalid
from steward.square.surveys.enums import LONGEST_COMMENT, LONGEST_QUESTION, Kind
from steward.square.surveys.errors import no_such_score


@dataclass(frozen=True, slots=True)
class Recommended:
    """Answers from 0 to 10 by group."""

    promoters: int  # 9 and 10
    passives: int  # 7 and 8
    detractors: int  # 0 to 6

    @property
    def size(self) -> int:
        """All of them."""
        return self.promoters + self.passives + self.detractors

    @property
    def value(self) -> float | None:
        """The net promoter score from -100 to 100: per cent of promoters less per cent of detractors.

        Source: F. Reichheld (2003), Harvard Business Review 81(12):46-54; jinshuju.net/help/articles/nps.
        """
        return 100 * (self.promoters - self.detractors) / self.size if self.size else None

    @property
    def interval(self) -> Interval | None:
        """The range of chance (95 %) around it; None without answers.

        The adjusted Wald interval: 3/4 of a promoter, 3/2 passives and 3/4 of a detractor are added, then the variance
        of promoters less detractors is p + d - (p - d)², over the number of answers. Source: B. Rocks (2016),
        "Interval estimation for the net promoter score", The American Statistician 70:365-372.
        """
        if not self.size:
            return None
        size = self.size + 3
        p, d = (self.promoters + 0.75) / size, (self.detractors + 0.75) / size
        half = Z * sqrt((p + d - (p - d) ** 2) / size)
        return Interval(max(-100.0, 100 * (p - d - half)), min(100.0, 100 * (p - d + half)))


def recommended(counts: Mapping[int, int]) -> Recommended:
    """Groups from score → number of answers."""
    return Recommended(
        sum(number for score, number in counts.items() if score >= 9),
        sum(number for score, number in counts.items() if 7 <= score <= 8),
        sum(number for score, number in counts.items() if score <= 6),
    )


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of answers with its range of chance (normal, from their own spread); None without answers."""

    value: float | None
    interval: Interval | None


def mean_of(counts: Mapping[int, int]) -> Mean:
    """The mean of score → number of answers."""
    size = sum(counts.values())
    if not size:
        return Mean(None, None)
    value = sum(score * number for score, number in counts.items()) / size
    if size == 1:
        return Mean(value, None)
    spread = sum(number * (score - value) ** 2 for score, number in counts.items()) / (size - 1)
    half = Z * sqrt(spread / size)
    low, high = min(counts), max(counts)
    return Mean(value, Interval(max(float(low), value - half), min(float(high), value + half)))


def voter_of(salt: str, account_id: int) -> str:
    """The keyed hash under which an account's answer lies while the survey is open."""
    return hmac.new(salt.encode(), str(account_id).encode(), hashlib.sha256).hexdigest()


def in_sample(salt: str, account_id: int, per_cent: int) -> bool:
    """Whether chance has chosen the account: the same answer each time, another for the next survey."""
    drawn = hmac.new(salt.encode(), f"sample:{account_id}".encode(), hashlib.sha256).digest()
    return int.from_bytes(drawn[:8], "big") % 100 < per_cent


def usual_question(kind: str, community: str) -> str:
    """The question in the language in use, unless the team wrote its own."""
    if kind == Kind.NPS:
        return _("How likely are you to recommend %(name)s to a friend or colleague?") % {"name": community}
    return _("How do you like it here these days?")


def ends_of(kind: str) -> tuple[str, str]:
    """What the lowest and the highest answer mean."""
    if kind == Kind.NPS:
        return _("not at all likely"), _("extremely likely")
    return _("not at all"), _("very much")


def clean_score(scale: tuple[int, int], score: int) -> int:
    """A score on the scale. Raises Invalid."""
    if not scale[0] <= score <= scale[1]:
        raise no_such_score(*scale)
    return score


def clean_comment(text: str) -> str:
    """The comment as it is kept. Raises Invalid."""
    clean = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(clean) > LONGEST_COMMENT:
        raise Invalid({"comment": _("Write at most %(most)s characters.") % {"most": LONGEST_COMMENT}})
    return clean


def languages() -> tuple[str, ...]:
    """The languages a question is written in: those Steward speaks."""
    return tuple(code for code, _name in settings.LANGUAGES)


def clean_questions(texts: Mapping[str, str]) -> dict[str, str]:
    """The questions by language, empty ones left out. Raises Invalid."""
    found = {code: text for code in languages() if (text := " ".join(texts.get(code, "").replace("\0", "").split()))}
    for code, text in found.items():
        if len(text) > LONGEST_QUESTION:
            raise Invalid({f"question_{code}": _("Write at most %(most)s characters.") % {"most": LONGEST_QUESTION}})
    return found


def counted(scores: Iterable[tuple[int, int]], scale: tuple[int, int]) -> dict[int, int]:
    """Score → number of answers for the whole scale, from (score, number)."""
    found = dict.fromkeys(range(scale[0], scale[1] + 1), 0)
    for score, number in scores:
        found[score] = found.get(score, 0) + number
    return found
