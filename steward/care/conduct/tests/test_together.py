"""Several people at once: one case, one claim."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from steward.care.conduct.actions.claim import claim
from steward.care.conduct.actions.report import report
from steward.care.conduct.models import Case, CaseStep, Signal
from steward.care.conduct.tests.courtroom import found_a_code, make_case, make_viewer
from steward.foundation.kernel.ruling import Invalid
from steward.square.forum.tests.square import make_post, make_topic

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run every call in a thread of its own; what each gave, or the Invalid it raised."""

    def run(call: Callable[[], object]) -> object:
        close_old_connections()
        try:
            return call()
        except Invalid as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_reports_of_the_same_thing_at_once_make_one_case() -> None:
    found_a_code()
    post = make_post(topic=make_topic())
    people = [make_viewer(level=1) for _ in range(4)]
    given = at_once(
        *(lambda who=who: report(actor=who, kind="post", subject_id=post.pk, code="ad") for who in (*people, people[0]))
    )

    assert sum(isinstance(one, Invalid) for one in given) == 1
    case = Case.objects.get()
    assert (case.signals_count, Signal.objects.count(), case.trust) == (4, 4, 8.0)


def test_of_several_who_take_a_case_up_at_once_one_gets_it() -> None:
    found_a_code()
    case = make_case()
    team = [make_viewer(role="moderator") for _ in range(4)]
    given = at_once(*(lambda who=who: claim(actor=who, case_id=case.pk).claimed_by_id for who in team))

    winners = [one for one in given if isinstance(one, int)]
    assert (len(winners), CaseStep.objects.filter(step="claimed").count()) == (1, 1)
    assert Case.objects.get().claimed_by_id == winners[0]
