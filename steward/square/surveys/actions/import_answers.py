"""Add answers that were given elsewhere."""

from django.db import transaction

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.square.surveys.actions.make_survey import hold
from steward.square.surveys.enums import EDIT
from steward.square.surveys.events import AnswersImported
from steward.square.surveys.models import Answer
from steward.square.surveys.reading import read_answers
from steward.square.surveys.records import Imported
from steward.stream.insights.public import today


@transaction.atomic
def import_answers(*, actor: Viewer, survey_id: int, data: bytes) -> Imported:
    """Add the good rows of a CSV file and list the bad ones; a row that is there already is not added again.

    Raises Forbidden, NotFound, Invalid (the file is no table of scores).
    """
    require(allowed(actor, EDIT))
    survey = hold(survey_id)
    found = read_answers(data, survey.scale, today())
    known = set(survey.answers.exclude(row_key="").values_list("row_key", flat=True))
    fresh = [row for row in found.rows if row.key not in known]
    Answer.objects.bulk_create(
        [Answer(survey=survey, score=row.score, comment=row.comment, on=row.on, row_key=row.key) for row in fresh],
        batch_size=1000,
    )
    if fresh:
        decide(kind="surveys.import", subject=f"survey:{survey.pk}", account_id=actor.account_id,
               evidence={"added": len(fresh), "bad": len(found.bad)})  # fmt: skip
        publish(AnswersImported(survey.pk, len(fresh)), actor=actor.name)
    return Imported(len(fresh), len(found.rows) - len(fresh), found.bad)
