"""The queue and the page of a case as the team sees them."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from steward.care.conduct.actions.claim import claim
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.actions.report import report
from steward.care.conduct.models import Case, CaseStep, Span
from steward.care.conduct.queries.queue import next_case, queue_page, waiting_count
from steward.care.conduct.tests.courtroom import found_a_code, make_case, make_viewer
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.square.forum.tests.square import make_post, make_topic

pytestmark = pytest.mark.django_db
QUEUE = "/console/conduct/queue/"


@pytest.fixture
def mo():
    return make_viewer("Mo", role="moderator")


@pytest.fixture
def code():
    found_a_code()


def page_of(viewer, query=""):
    return queue_page(viewer, QueryDict(query), QUEUE, clock.now())


def keys(viewer, query="") -> list[int]:
    return [line.pk for line in page_of(viewer, query).rows]


def test_the_queue_is_the_teams(code, mo, stranger, analyst, client_of) -> None:
    case = make_case()

    for viewer, status in ((mo, 200), (stranger, 403), (analyst, 403)):
        for path in (QUEUE, f"/console/conduct/cases/{case.pk}/", "/console/conduct/queue/next/"):
            answer = client_of(viewer).get(path)
            assert answer.status_code == status or (viewer is mo and answer.status_code == 302)
    assert client_of(stranger).post(f"/console/conduct/cases/{case.pk}/act/claim/").status_code == 403
    assert client_of(mo).get("/console/conduct/cases/999999/").status_code == 404
    assert client_of(mo).post(f"/console/conduct/cases/{case.pk}/act/explode/").status_code == 404
    assert Case.objects.get().claimed_by_id is None


def test_the_most_urgent_comes_first_page_by_page_without_gaps(code, mo) -> None:
    topic = make_topic()
    for number in range(30):
        make_case(post=make_post(topic=topic), code=("ad", "fraud", "politics")[number % 3])
    wanted = list(Case.objects.order_by("-priority", "id").values_list("pk", flat=True))
    first = page_of(mo)
    second = page_of(mo, first.following.removeprefix("?"))

    assert [line.pk for line in first.rows] + [line.pk for line in second.rows] == wanted
    assert (first.first, first.last, second.first, second.last, second.following) == (1, 25, 26, 30, "")
    oldest = page_of(mo, "sort=opened_at")
    rest = page_of(mo, oldest.following.removeprefix("?"))
    assert [line.pk for line in [*oldest.rows, *rest.rows]] == sorted(wanted)
    assert keys(mo, "after=nonsense") == wanted[:25]


def test_filters_and_search_narrow_the_queue(code, mo) -> None:
    reporter = make_viewer(level=2)
    held, mine, late, found = (make_case(code="fraud") for _ in range(4))
    report(actor=reporter, kind="post", subject_id=found.subject_id, code="ad")
    open_case(actor=SYSTEM, kind="post", subject_id=held.subject_id, reason=Reason("held"))
    claim(actor=mo, case_id=mine.pk)
    Case.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(hours=1), text="珍珠奶茶")

    assert keys(mo, "standing=mine") == [mine.pk]
    assert mine.pk not in keys(mo, "standing=unclaimed")
    assert keys(mo, "standing=late") == [late.pk]
    assert keys(mo, "standing=held") == [held.pk]
    assert keys(mo, "standing=paused") == []
    assert keys(mo, "source=report") == [found.pk]
    assert keys(mo, "q=珍珠") == [late.pk]
    assert held.pk in keys(mo, f"q={held.pk}")
    assert keys(mo, f"place={held.place}") == [held.pk]
    assert len(keys(mo, "code=fraud")) == 4
    assert len(keys(mo, "kind=letter")) == 0


def test_nobody_sees_cases_about_their_own_words(code, mo, client_of) -> None:
    own = make_case(author=mo)
    other = make_case()

    assert keys(mo) == [other.pk]
    assert client_of(mo).get(f"/console/conduct/cases/{own.pk}/").status_code == 403
    assert next_case(mo, clock.now()) == other.pk


def test_the_next_case_is_the_most_urgent_nobody_works_on(code, mo) -> None:
    grave, light, taken = make_case(code="politics"), make_case(code="dup"), make_case(code="politics")
    claim(actor=make_viewer(role="moderator"), case_id=taken.pk)

    assert next_case(mo, clock.now()) == grave.pk
    assert next_case(mo, clock.now(), besides=grave.pk) == light.pk
    assert waiting_count(mo) == 2


def test_pages_make_the_same_queries_for_one_case_and_for_many(code, mo, client_of, queries_of) -> None:
    client, topic = client_of(mo), make_topic()
    case = make_case(post=make_post(topic=topic))
    report(actor=make_viewer(), kind="post", subject_id=case.subject_id, code="ad")
    there = f"/console/conduct/cases/{case.pk}/"
    few = queries_of(lambda: client.get(QUEUE)), queries_of(lambda: client.get(there))
    for _ in range(3):
        make_case(post=make_post(topic=topic))
        report(actor=make_viewer(), kind="post", subject_id=case.subject_id, code="ad")

    assert (queries_of(lambda: client.get(QUEUE)), queries_of(lambda: client.get(there))) == few


def test_a_case_is_worked_on_with_plain_forms(code, mo, client_of) -> None:
    case, li = make_case(), make_viewer("Li", role="moderator")
    client = client_of(mo)

    def do(verb: str, **fields: object) -> None:
        assert client.post(f"/console/conduct/cases/{case.pk}/act/{verb}/", fields).status_code == 302

    for verb, fields in (
        ("claim", {}), ("ask", {"to": li.own_id, "words": "?"}), ("pause", {"why": "expert"}), ("resume", {}),
        ("note", {"words": "hm"}), ("note", {}), ("hand-over", {"to": li.own_id}), ("hand-over", {"to": "x"}),
    ):  # fmt: skip
        do(verb, **fields)
    found = list(CaseStep.objects.order_by("pk").values_list("step", flat=True))
    assert found == ["claimed", "asked", "paused", "resumed", "noted", "handed"]
    page = client_of(li).get(f"/console/conduct/cases/{case.pk}/").content.decode()
    assert "data-judge-submit" in page
    assert "data-judge-submit" not in client.get(f"/console/conduct/cases/{case.pk}/").content.decode()


def test_disturbing_words_are_veiled_in_queue_and_case(code, mo, client_of) -> None:
    post = make_post(topic=make_topic(), source="something horrible")
    case = make_case(post=post, code="porn")
    client = client_of(mo)

    assert "something horrible" not in client.get(QUEUE).content.decode()
    assert "data-veil data-blurred" in client.get(f"/console/conduct/cases/{case.pk}/").content.decode()


def test_a_sign_of_life_says_whether_the_case_is_still_ones_own(code, mo, client_of) -> None:
    case = make_case()
    beat = f"/console/conduct/cases/{case.pk}/span/"

    assert client_of(mo).post(beat, {"seconds": 20}).status_code == 409
    claim(actor=mo, case_id=case.pk)
    assert client_of(mo).post(beat, {"seconds": 20}).status_code == 204
    assert Span.objects.filter(account=mo.own_id).count() == 1
