"""Make a survey, change it while it is a draft, remove a draft."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.surveys.enums import EDIT, Kind, State
from steward.square.surveys.errors import not_a_draft
from steward.square.surveys.events import SurveyChanged
from steward.square.surveys.models import Survey
from steward.square.surveys.rules import clean_questions


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked, of whom, until when; `questions` by language, {} for the usual one."""

    kind: str = Kind.NPS
    questions: Mapping[str, str] = field(default_factory=dict)
    rhythm: int = 90
    sample: int = 100
    min_days: int = 14
    closes_on: date | None = None


@transaction.atomic
def make_survey(*, actor: Viewer, terms: Terms) -> Survey:
    """Make a draft. Raises Forbidden, Invalid by field."""
    require(allowed(actor, EDIT))
    values = _clean(terms)
    slug = f"{terms.kind}-{secrets.token_hex(4)}"
    row = Survey.objects.create(slug=slug, made_at=clock.now(), by_id=actor.account_id, **values)
    publish(SurveyChanged(row.pk, "made"), actor=actor.name)
    return row


@transaction.atomic
def change_survey(*, actor: Viewer, survey_id: int, terms: Terms) -> Survey:
    """Change a draft. Raises Forbidden, NotFound, Invalid (also where members were asked already)."""
    require(allowed(actor, EDIT))
    row = _draft(survey_id)
    for name, value in _clean(terms).items():
        setattr(row, name, value)
    row.save()
    publish(SurveyChanged(row.pk, "changed"), actor=actor.name)
    return row


@transaction.atomic
def remove_survey(*, actor: Viewer, survey_id: int) -> None:
    """Remove a draft with what was imported into it. Raises Forbidden, NotFound, Invalid."""
    require(allowed(actor, EDIT))
    row = _draft(survey_id)
    decide(kind="surveys.remove", subject=f"survey:{survey_id}", account_id=actor.account_id,
           evidence={"answers": row.answers.count()},
           undo={"kind": row.kind, "questions": row.questions})  # fmt: skip
    row.delete()
    publish(SurveyChanged(survey_id, "removed"), actor=actor.name)


def hold(survey_id: int) -> Survey:
    """The survey, locked. Raises NotFound."""
    row = Survey.objects.select_for_update().filter(pk=survey_id).first()
    if row is None:
        raise NotFound
    return row


def _draft(survey_id: int) -> Survey:
    row = hold(survey_id)
    if row.state != State.DRAFT:
        raise not_a_draft()
    return row


def _clean(terms: Terms) -> dict[str, object]:
    wrong = {}
    if terms.kind not in Kind.values:
        wrong["kind"] = _("There is no such kind of survey.")
    for name, low, high in (("sample", 1, 100), ("rhythm", 1, 3650), ("min_days", 0, 3650)):
        if not low <= getattr(terms, name) <= high:
            wrong[name] = _("Choose a number from %(low)s to %(high)s.") % {"low": low, "high": high}
    if wrong:
        raise Invalid(wrong)
    return {
        "kind": terms.kind, "questions": clean_questions(terms.questions), "rhythm": terms.rhythm,
        "sample": terms.sample, "min_days": terms.min_days, "closes_on": terms.closes_on,
    }  # fmt: skip
