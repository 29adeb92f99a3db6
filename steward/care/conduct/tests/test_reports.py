"""Members report: what may be reported, by whom, how often, and what it does to the queue."""

from datetime import timedelta

import pytest

from steward.care.conduct.actions.claim import claim
from steward.care.conduct.actions.close_case import close_case
from steward.care.conduct.actions.report import report, withdraw_report
from steward.care.conduct.enums import CaseState, Outcome, Source
from steward.care.conduct.models import Case, Signal
from steward.care.conduct.tests.courtroom import found_a_code, make_viewer
from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import NOBODY, SYSTEM
from steward.people.notify.models import Notification
from steward.square.forum.tests.square import make_category, make_post, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    found_a_code()
    make_post()
    return make_post(make_viewer("李雷"), make_topic(make_viewer("Noise")), source="买表加微信")


def test_a_report_opens_a_case_that_keeps_the_words(post) -> None:
    han = make_viewer("韩梅梅", 2)
    signal = report(actor=han, kind="post", subject_id=post.pk, code="ad", note=" watches ")

    case = Case.objects.get()
    assert (case.kind, case.subject_id, case.text, case.author_id) == ("post", post.pk, "买表加微信", post.author_id)
    assert (case.code, case.signals_count, case.state, case.held) == ("ad", 1, CaseState.OPEN, False)
    assert (signal.source, signal.note, signal.weight) == (Source.REPORT, "watches", 3.0)
    assert signal.reporter_id == han.own_id
    types = set(Fact.objects.filter(type__startswith="conduct.").values_list("type", flat=True))
    assert types == {"conduct.case_opened", "conduct.signalled"}


def test_several_reports_make_one_case_that_grows_more_urgent(post) -> None:
    report(actor=make_viewer(level=1), kind="post", subject_id=post.pk, code="ad")
    first = Case.objects.get()
    report(actor=make_viewer(level=3), kind="post", subject_id=post.pk, code="fraud")

    case = Case.objects.get()
    assert (case.signals_count, case.code, case.trust) == (2, "fraud", 6.0)
    assert case.priority > first.priority
    assert case.version == first.version + 1


def test_nobody_reports_the_same_thing_twice(post) -> None:
    han = make_viewer()
    report(actor=han, kind="post", subject_id=post.pk, code="ad")

    with pytest.raises(Invalid, match="reported this already"):
        report(actor=han, kind="post", subject_id=post.pk, code="abuse")
    assert Signal.objects.get().code == "ad"


def test_own_things_what_one_does_not_see_and_unknown_reasons_are_refused(post, stranger) -> None:
    lead = make_viewer(role="lead")
    secret = make_post(lead, make_topic(lead, make_category(rights={"see": ["role:lead"]})))
    author = make_viewer("Author")
    own = make_post(author)

    with pytest.raises(Forbidden):
        report(actor=author, kind="post", subject_id=own.pk, code="ad")
    with pytest.raises(Forbidden):
        report(actor=NOBODY, kind="post", subject_id=post.pk, code="ad")
    with pytest.raises(NotFound):
        report(actor=stranger, kind="post", subject_id=secret.pk, code="ad")
    with pytest.raises(NotFound):
        report(actor=stranger, kind="spaceship", subject_id=1, code="ad")
    with pytest.raises(Invalid):
        report(actor=stranger, kind="post", subject_id=post.pk, code="ugly")
    with pytest.raises(Invalid):
        report(actor=stranger, kind="post", subject_id=post.pk, code="ad", note="x" * 1001)
    assert (Case.objects.count(), Signal.objects.count()) == (0, 0)


def test_newcomers_send_three_reports_an_hour_and_the_team_any_number(post, moderator) -> None:
    newcomer, now = make_viewer(level=0), clock.now()
    posts = [make_post(topic=post.topic) for _ in range(4)]
    for one in posts[:3]:
        report(actor=newcomer, kind="post", subject_id=one.pk, code="ad", now=now)

    with pytest.raises(Forbidden, match="3 reports"):
        report(actor=newcomer, kind="post", subject_id=posts[3].pk, code="ad", now=now)
    assert Signal.objects.count() == 3
    report(actor=newcomer, kind="post", subject_id=posts[3].pk, code="ad", now=now + timedelta(minutes=61))
    for one in posts:
        report(actor=moderator, kind="post", subject_id=one.pk, code="ad", now=now)
    assert Signal.objects.count() == 8


def test_a_report_is_taken_back_while_the_case_is_open_and_closes_it_when_it_was_the_only_one(post) -> None:
    han, other = make_viewer(level=1), make_viewer(level=1)
    mine = report(actor=han, kind="post", subject_id=post.pk, code="ad")
    theirs = report(actor=other, kind="post", subject_id=post.pk, code="ad")

    with pytest.raises(NotFound):
        withdraw_report(actor=han, signal_id=theirs.pk)
    withdraw_report(actor=han, signal_id=mine.pk)
    case = Case.objects.get()
    assert (case.state, case.signals_count, case.trust) == (CaseState.OPEN, 1, 2.0)
    withdraw_report(actor=other, signal_id=theirs.pk)
    case.refresh_from_db()
    assert (case.state, case.steps.get().step) == (CaseState.DECIDED, "closed")


def test_a_decided_report_stays_and_its_reporter_hears_the_outcome(post) -> None:
    han = make_viewer(level=1)
    signal = report(actor=han, kind="post", subject_id=post.pk, code="ad")
    case = Case.objects.get()
    close_case(actor=SYSTEM, case=case, upheld=True, words="hidden there")

    signal.refresh_from_db()
    assert (signal.outcome, signal.told_at is not None) == (Outcome.UPHELD, True)
    told = Notification.objects.get(account=han.own_id)
    assert (told.kind, told.params["upheld"]) == ("conduct.outcome", True)
    with pytest.raises(Invalid, match="decided"):
        withdraw_report(actor=han, signal_id=signal.pk)
    assert Signal.objects.filter(pk=signal.pk).exists()


def test_the_reported_party_and_the_reporter_cannot_take_the_case_up(post) -> None:
    reporter = make_viewer("Reporter", role="moderator")
    author = make_viewer("Guilty", role="moderator")
    own = make_post(author, post.topic)
    report(actor=reporter, kind="post", subject_id=own.pk, code="abuse")
    case = Case.objects.get()

    for viewer in (reporter, author):
        with pytest.raises(Forbidden):
            claim(actor=viewer, case_id=case.pk)
    case.refresh_from_db()
    assert case.claimed_by_id is None
    assert claim(actor=make_viewer(role="moderator"), case_id=case.pk).claimed_by_id is not None


def test_a_person_can_be_reported_and_a_message_elsewhere_only_by_the_team(post, stranger) -> None:
    author = post.author
    signal = report(actor=stranger, kind="member", subject_id=author.member_id, code="abuse")

    assert (signal.case.kind, signal.case.title) == ("member", "李雷")
    with pytest.raises(NotFound):
        report(actor=stranger, kind="activity", subject_id=1, code="ad")


def test_the_page_of_a_report_works_without_javascript(post, client_of) -> None:
    han = make_viewer("韩梅梅", 1)
    client, there = client_of(han), f"/conduct/report/post/{post.pk}/"
    page = client.get(there)
    empty = client.post(there, {"note": "see"})
    sent = client.post(there, {"code": "ad", "note": "see"})
    again = client.post(there, {"code": "ad"})

    assert (page.status_code, empty.status_code, sent.status_code, again.status_code) == (200, 422, 302, 422)
    assert page.content.decode().count('type="radio"') == 18
    assert Signal.objects.get().note == "see"
    mine = client.get("/conduct/mine/").content.decode()
    assert post.topic.title in mine
    client.post(f"/conduct/mine/reports/{Signal.objects.get().pk}/withdraw/")
    assert Signal.objects.count() == 0


def test_a_team_mate_opens_a_case_and_may_decide_it_themselves(post, client_of) -> None:
    modi = make_viewer("Modi", role="moderator")
    answer = client_of(modi).post(f"/conduct/report/post/{post.pk}/", {"code": "ad", "as": "team"})

    case = Case.objects.get()
    assert answer["Location"] == f"/console/conduct/cases/{case.pk}/"
    assert claim(actor=modi, case_id=case.pk).claimed_by_id == modi.own_id
