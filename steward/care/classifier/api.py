"""The classifier over JSON, for whoever may choose what it uses."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema

from steward.care.classifier.actions.train import train_soon
from steward.care.classifier.actions.use import back, use
from steward.care.classifier.engine.folding import LONGEST
from steward.care.classifier.enums import MANAGE
from steward.care.classifier.queries.pages import VersionRow, version_for, versions_for
from steward.care.classifier.queries.quality import LabelQuality
from steward.care.classifier.queries.version import score, version_in_use
from steward.care.classifier.records import Score
from steward.foundation.kernel.chance import Share
from steward.foundation.kernel.ruling import require
from steward.people.access.api import answers
from steward.people.access.public import allowed, viewer_in

router = Router(tags=["classifier"])
Number = Annotated[int, Path(ge=0, le=2**31 - 1)]


class RateOut(Schema):
    """A share with its range of chance (95 %); null where nothing was counted."""

    hits: int
    size: int
    value: float | None
    low: float | None
    high: float | None


class LabelOut(Schema):
    """How good a version is for one reason; `threshold` null: never proposed."""

    label: str
    learned: int
    threshold: float | None
    precision: RateOut
    recall: RateOut
    f1: float | None


class VersionOut(Schema):
    """A version; `state` is trained, shown or used."""

    number: int
    state: str
    learned: int
    held: int
    made_at: datetime
    used_at: datetime | None


class OneVersionOut(VersionOut):
    """A version with its quality by reason."""

    labels: list[LabelOut]


class VersionsOut(Schema):
    """Every version, the newest first; `in_use` is "v3", or "lexicon-1" for the built-in words."""

    in_use: str
    items: list[VersionOut]


class TextsIn(Schema):
    """Texts to score; nothing of them is kept."""

    texts: list[Annotated[str, Field(max_length=LONGEST)]] = Field(max_length=100)


class ReasonOut(Schema):
    """A piece of the text with what it adds to the log-odds of the likeliest reason."""

    words: str
    weight: float


class ScoreOut(Schema):
    """`label` is the likeliest reason, "" for fine; `proposed` the one it is sure enough of, or ""."""

    label: str
    probability: float
    proposed: str
    chances: dict[str, float]
    reasons: list[ReasonOut]
    version: str


class ScoresOut(Schema):
    """One score for each text, in their order."""

    items: list[ScoreOut]


class WhyIn(Schema):
    """Why a version is used."""

    reason: str = Field("", max_length=500)


class UsedOut(Schema):
    """What scores now."""

    in_use: str


class JobOut(Schema):
    """The training's job; null when one is under way already."""

    job: int | None


@router.get("/classifier/versions", response=answers(VersionsOut), summary="List versions of the classifier")
def list_versions(request: HttpRequest) -> dict[str, Any]:
    """Versions and which one scores."""
    rows = versions_for(viewer_in(request))
    return {"in_use": version_in_use(), "items": [_version(row) for row in rows]}


@router.get("/classifier/versions/{number}", response=answers(OneVersionOut), summary="Read a version's quality")
def read_version(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Precision, recall and F1 on decisions the version had not seen."""
    page = version_for(viewer_in(request), number)
    return _version(page.row) | {"labels": [_label(one) for one in page.labels]}


@router.post("/classifier/versions/{number}/use", response=answers(UsedOut), summary="Use a version")
def use_version(request: HttpRequest, number: Number, why: WhyIn) -> dict[str, str]:
    """From now on this version scores; the choice goes to the journal."""
    use(actor=viewer_in(request), number=number, reason=why.reason)
    return {"in_use": version_in_use()}


@router.post("/classifier/back", response=answers(UsedOut), summary="Go back to the version before")
def go_back(request: HttpRequest) -> dict[str, str]:
    """Take the latest choice back."""
    back(actor=viewer_in(request))
    return {"in_use": version_in_use()}


@router.post("/classifier/train", response=answers(JobOut), summary="Train a version")
def train_version(request: HttpRequest) -> dict[str, int | None]:
    """Start a training in the background."""
    job = train_soon(actor=viewer_in(request))
    return {"job": job.pk if job else None}


@router.post("/classifier/score", response=answers(ScoresOut), summary="Score texts")
def score_texts(request: HttpRequest, body: TextsIn) -> dict[str, Any]:
    """What the version in use says of each text."""
    require(allowed(viewer_in(request), MANAGE))
    return {"items": [_score(one) for one in score(body.texts)]}


def _version(row: VersionRow) -> dict[str, Any]:
    one = row.version
    return {
        "number": one.number, "state": one.state, "learned": row.learned, "held": row.held, "made_at": one.made_at,
        "used_at": one.used_at,
    }  # fmt: skip


def _label(one: LabelQuality) -> dict[str, Any]:
    return {
        "label": one.label, "learned": one.learned, "threshold": one.threshold, "precision": _rate(one.tally.precision),
        "recall": _rate(one.tally.recall), "f1": one.tally.f1,
    }  # fmt: skip


def _rate(one: Share) -> dict[str, Any]:
    return {"hits": one.hits, "size": one.size, "value": one.value, "low": one.low, "high": one.high}


def _score(one: Score) -> dict[str, Any]:
    return {
        "label": one.label, "probability": one.probability, "proposed": one.proposed, "chances": dict(one.chances),
        "reasons": [{"words": words, "weight": weight} for words, weight in one.reasons], "version": one.version,
    }  # fmt: skip
