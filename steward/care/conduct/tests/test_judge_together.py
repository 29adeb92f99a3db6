"""Two people decide the same case at the same moment: one judgement, one sanction."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from steward.care.conduct.models import Judgement, Sanction
from steward.care.conduct.public import judge
from steward.care.conduct.tests.courtroom import finding, found_a_code, make_case, make_viewer
from steward.foundation.kernel.ruling import Invalid
from steward.people.restraints.models import Restraint

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_decide_at_once_one_does():
    found_a_code()
    case = make_case(make_viewer("Author"))
    team = [make_viewer(role="moderator") for _ in range(3)]
    found = finding("mute", version=case.version)

    def decide(who):
        close_old_connections()
        try:
            return judge(actor=who, case_id=case.pk, finding=found)
        except Invalid as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(team)) as pool:
        given = list(pool.map(decide, team))

    assert sum(isinstance(one, Judgement) for one in given) == 1
    assert (Judgement.objects.count(), Sanction.objects.count(), Restraint.objects.count()) == (1, 1, 1)
