"""Two at once in the loop of goals, numbers and decisions: one wins, the other is told, nothing is done twice."""

from datetime import date, timedelta

import pytest

from steward.care.conduct.tests.test_together import at_once
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import SYSTEM
from tests.safety.loop import NUMBER, made_loop

pytestmark = pytest.mark.django_db(transaction=True)


def refused(given: list[object]) -> int:
    """How many were told that somebody else was quicker."""
    return sum(isinstance(one, Invalid) for one in given)


def test_two_who_publish_send_and_redefine_at_once(owner):
    from steward.direction.positioning.actions.publish_positioning import publish_positioning
    from steward.direction.positioning.actions.write_draft import write_draft
    from steward.direction.positioning.models import Version
    from steward.direction.reports.actions.send_report import send_report
    from steward.people.notify.models import Notification
    from steward.stream.insights.actions.change_definition import change_definition
    from steward.stream.insights.models import Definition

    made_loop(owner)
    write_draft(actor=owner, words={"need": {"en": "More calm."}})
    published = at_once(*[lambda: publish_positioning(actor=owner, reason="We grow.", based_on=1)] * 2)
    sent = at_once(*[lambda: send_report(actor=owner, report_id=NUMBER, version=1)] * 2)
    defined = at_once(
        lambda: change_definition(actor=owner, key="floor", values={"members": 7}, reason="Small."),
        lambda: change_definition(actor=owner, key="floor", values={"members": 8}, reason="Smaller."),
    )

    assert (refused(published), Version.objects.count()) == (1, 2)
    assert (refused(sent), Fact.objects.filter(type="reports.sent").count()) == (1, 1)
    assert Notification.objects.filter(kind="reports.ready").count() == 1
    numbers = sorted(Definition.objects.values_list("number", flat=True))
    assert numbers in ([2], [2, 3])
    assert refused(defined) == 2 - len(numbers)


def test_two_who_answer_open_and_change_terms_at_once(owner, home):
    from steward.direction.decisions.actions.measure_effect import measure_effect
    from steward.direction.decisions.models import Measurement, Resolution
    from steward.direction.goals.actions.activate import activate
    from steward.direction.goals.actions.write_part import change_guardrail
    from steward.direction.goals.models import RuleVersion
    from steward.direction.goals.records import GuardrailValues, Measure
    from steward.square.surveys.actions.answer_survey import answer_survey
    from steward.square.surveys.actions.make_survey import Terms, make_survey
    from steward.square.surveys.actions.open_survey import close_survey, open_survey
    from steward.square.surveys.models import Answer, Survey
    from steward.square.surveys.tests.asked import member

    made_loop(owner)
    mei = member("mei")
    at_once(*[lambda score=score: answer_survey(actor=mei, survey_id=NUMBER, score=score) for score in (9, 9, 3)])
    assert Answer.objects.exclude(voter="").count() == 1

    close_survey(actor=owner, survey_id=NUMBER)
    drafts = [make_survey(actor=owner, terms=Terms()).pk for _ in range(2)]
    opened = at_once(*[lambda pk=pk: open_survey(actor=owner, survey_id=pk) for pk in drafts])
    assert (refused(opened), Survey.objects.filter(state="open").count()) == (1, 1)

    activate(actor=owner, goal_id=NUMBER)
    limits = [GuardrailValues(measure=Measure(metric="comments"), limit=limit, bound="at_most") for limit in (8.0, 9.0)]
    changed = at_once(
        *[lambda one=one: change_guardrail(actor=owner, guardrail_id=NUMBER, values=one, reason="x") for one in limits]
    )
    versions = sorted(RuleVersion.objects.filter(guardrail=NUMBER).values_list("number", flat=True))
    assert versions == list(range(1, 4 - refused(changed)))

    day = date(2024, 3, 4)
    Resolution.objects.filter(pk=NUMBER).update(kind="act", starts=day, due=day + timedelta(days=14), expected=3.0)
    at_once(*[lambda: _measured(measure_effect)] * 2)
    assert Measurement.objects.count() == 1


def _measured(measure) -> object:
    """As the job does, which takes it that somebody else has."""
    try:
        return measure(actor=SYSTEM, resolution_id=NUMBER, value=3.0)
    except NotFound:
        return None
