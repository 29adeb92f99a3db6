"""Cases on their way: taking up, handing over, opinions, pauses, notes, time, what is decided elsewhere."""

from datetime import timedelta

import pytest

from steward.care.conduct.actions.claim import claim, expire_claims, release, renew
from steward.care.conduct.actions.follow import sweep
from steward.care.conduct.actions.note import declare_conflict, note, withdraw_conflict
from steward.care.conduct.actions.pass_on import ask_opinion, give_opinion, hand_over
from steward.care.conduct.actions.pause import pause, resume
from steward.care.conduct.actions.remind import tell_of_late
from steward.care.conduct.actions.report import report
from steward.care.conduct.actions.spend import spend
from steward.care.conduct.enums import CaseState, Outcome
from steward.care.conduct.models import Case, CaseStep, Signal, Span
from steward.care.conduct.queries.records import records_of
from steward.care.conduct.tests.courtroom import found_a_code, make_case, make_viewer
from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.notify.models import Notification
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.edit_post import edit_post
from steward.square.forum.actions.hide_posts import hide_posts
from steward.square.forum.actions.remove_post import remove_own
from steward.square.forum.actions.review import approve, reject
from steward.square.forum.models import Post
from steward.square.forum.tests.square import give_level, make_post, make_topic, set_rule

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def case():
    found_a_code()
    make_case(code="abuse")
    return make_case()


@pytest.fixture
def mo():
    return make_viewer("Mo", role="moderator")


@pytest.fixture
def li():
    return make_viewer("Li", role="moderator")


def told(viewer) -> list[str]:
    return list(Notification.objects.filter(account=viewer.own_id).values_list("kind", flat=True))


def steps(case) -> list[str]:
    return list(CaseStep.objects.filter(case=case).order_by("at", "pk").values_list("step", flat=True))


def test_a_claim_keeps_others_away_until_they_take_over_and_say_so(case, mo, li) -> None:
    now = clock.now()
    claim(actor=mo, case_id=case.pk, now=now)

    with pytest.raises(Invalid, match="Mo works on this case"):
        claim(actor=li, case_id=case.pk, now=now)
    case.refresh_from_db()
    assert (case.claimed_by_id, case.first_claimed_at) == (mo.own_id, now)
    claim(actor=li, case_id=case.pk, take_over=True, now=now + HOUR / 6)
    case.refresh_from_db()
    assert (case.claimed_by_id, case.first_claimed_at) == (li.own_id, now)
    assert (told(mo), told(li)) == (["conduct.case"], [])
    assert steps(case) == ["claimed", "claimed"]


def test_a_claim_runs_out_unless_there_is_a_sign_of_life(case, mo, li) -> None:
    now = clock.now()
    claim(actor=mo, case_id=case.pk, now=now)

    assert renew(actor=mo, case_id=case.pk, now=now + HOUR / 4) is True
    assert renew(actor=li, case_id=case.pk, now=now + HOUR / 4) is False
    assert expire_claims(now=now + HOUR / 2) == 0
    assert expire_claims(now=now + HOUR) == 1
    case.refresh_from_db()
    assert (case.claimed_by_id, steps(case)) == (None, ["claimed", "expired"])
    claim(actor=li, case_id=case.pk, now=now + HOUR)
    with pytest.raises(Invalid):
        release(actor=mo, case_id=case.pk, now=now + HOUR)
    release(actor=li, case_id=case.pk, now=now + HOUR)
    assert Case.objects.get(pk=case.pk).claimed_by_id is None


#: Everything one does with a case but decide it.
ACTS = (
    (claim, {}), (release, {}), (hand_over, {"to": 1}), (ask_opinion, {"of": 1}), (give_opinion, {"words": "x"}),
    (pause, {"why": "author"}), (resume, {}), (note, {"words": "x"}), (declare_conflict, {}),
    (withdraw_conflict, {}), (spend, {"seconds": 9}),
)  # fmt: skip


@pytest.mark.parametrize(("act", "words"), ACTS)
def test_who_may_not_review_changes_nothing(case, analyst, stranger, act, words) -> None:
    for viewer in (analyst, stranger):
        with pytest.raises(Forbidden):
            act(actor=viewer, case_id=case.pk, **words)
    after = Case.objects.get(pk=case.pk)
    assert (after.claimed_by_id, after.state, after.version) == (None, CaseState.OPEN, case.version)
    assert (CaseStep.objects.count(), Span.objects.count()) == (0, 0)


def test_a_case_is_handed_to_a_colleague_and_to_nobody_with_a_part_in_it(case, mo, li, stranger) -> None:
    report(actor=li, kind="post", subject_id=case.subject_id, code="ad")
    ann = make_viewer("Ann", role="lead")
    claim(actor=mo, case_id=case.pk)

    for unfit in (li, stranger, mo):
        with pytest.raises(Invalid):
            hand_over(actor=mo, case_id=case.pk, to=unfit.own_id)
    hand_over(actor=mo, case_id=case.pk, to=ann.own_id, words="you know them")
    case.refresh_from_db()
    assert (case.claimed_by_id, told(ann), told(li)) == (ann.own_id, ["conduct.case"], [])
    step = CaseStep.objects.get(step="handed")
    assert (step.account_id, step.other_id, step.words) == (mo.own_id, ann.own_id, "you know them")


def test_a_second_opinion_is_asked_and_given_before_the_decision(case, mo, li) -> None:
    claim(actor=mo, case_id=case.pk)
    with pytest.raises(Invalid, match="Nobody has asked"):
        give_opinion(actor=li, case_id=case.pk, words="hide it")
    ask_opinion(actor=mo, case_id=case.pk, of=li.own_id, words="too hard?")

    with pytest.raises(Invalid):
        give_opinion(actor=li, case_id=case.pk, words="  ")
    give_opinion(actor=li, case_id=case.pk, words="a reminder is enough")
    case.refresh_from_db()
    assert (case.asked_of_id, case.claimed_by_id) == (None, mo.own_id)
    assert steps(case) == ["claimed", "asked", "advised"]
    assert (told(li), told(mo)) == (["conduct.case"], ["conduct.case"])


def test_a_pause_stops_the_clock_and_moves_the_target(case, mo) -> None:
    now, due = clock.now(), case.due_at
    pause(actor=mo, case_id=case.pk, why="author", words="asked them", now=now)

    with pytest.raises(Invalid):
        pause(actor=mo, case_id=case.pk, why="author", now=now)
    resume(actor=mo, case_id=case.pk, now=now + HOUR)
    case.refresh_from_db()
    assert (case.state, case.pause, case.paused_seconds, case.due_at) == (CaseState.OPEN, "", 3600, due + HOUR)
    with pytest.raises(Invalid):
        resume(actor=mo, case_id=case.pk)
    with pytest.raises(Invalid):
        pause(actor=mo, case_id=case.pk, why="holiday")


def test_who_declares_a_conflict_gives_the_case_back_and_cannot_come_again(case, mo) -> None:
    claim(actor=mo, case_id=case.pk)
    declare_conflict(actor=mo, case_id=case.pk, words="my cousin")

    assert Case.objects.get(pk=case.pk).claimed_by_id is None
    for act in (claim, declare_conflict):
        with pytest.raises((Forbidden, Invalid)):
            act(actor=mo, case_id=case.pk)
    assert steps(case) == ["claimed", "conflict"]


def test_a_conflict_declared_by_mistake_is_taken_back_by_who_declared_it_and_can_be_declared_again(
    case, mo, li, client_of
) -> None:
    declare_conflict(actor=mo, case_id=case.pk)
    with pytest.raises(Invalid, match="not declared"):
        withdraw_conflict(actor=li, case_id=case.pk)
    there = f"/console/conduct/cases/{case.pk}/"
    assert "act/freed/" in client_of(mo).get(there).content.decode()
    client_of(mo).post(there + "act/freed/")

    claim(actor=mo, case_id=case.pk)
    declare_conflict(actor=mo, case_id=case.pk)
    with pytest.raises(Forbidden):
        claim(actor=mo, case_id=case.pk)
    assert steps(case) == ["conflict", "freed", "claimed", "conflict"]


def test_time_is_counted_once_and_never_more_than_has_passed(case, mo) -> None:
    now = clock.now()
    claim(actor=mo, case_id=case.pk, now=now)
    assert spend(actor=mo, case_id=case.pk, seconds=20, now=now) is True
    spend(actor=mo, case_id=case.pk, seconds=60, now=now + timedelta(seconds=5))
    spend(actor=mo, case_id=case.pk, seconds=20, now=now + timedelta(seconds=25))
    spend(actor=mo, case_id=case.pk, seconds=600, now=now + HOUR / 4)

    assert list(Span.objects.order_by("pk").values_list("seconds", flat=True)) == [45, 60]
    with pytest.raises(NotFound):
        spend(actor=mo, case_id=10**9, seconds=1)


def test_leads_hear_once_of_what_is_late_and_paused_cases_are_not(case, mo, owner) -> None:
    pause(actor=mo, case_id=case.pk, why="expert")
    late = clock.now() + timedelta(days=90)

    assert (tell_of_late(now=clock.now()), tell_of_late(now=late), tell_of_late(now=late)) == (0, 1, 0)
    assert (told(owner), told(mo)) == (["conduct.late"], [])


@pytest.fixture
def waiting(django_capture_on_commit_callbacks):
    """What a newcomer wrote, held for review."""
    found_a_code()
    newcomer = make_viewer("Newcomer", 0)
    set_rule(0, allows={"reviewed_first": 3})
    give_level(newcomer, 0)
    topic = make_topic()
    with django_capture_on_commit_callbacks(execute=True):
        post = make_post(newcomer, topic)
    assert Post.objects.get(pk=post.pk).state == "waiting"
    return post


def test_a_held_post_is_a_case_that_closes_when_the_square_decides(
    waiting, moderator, django_capture_on_commit_callbacks
) -> None:
    case = Case.objects.get()
    assert (case.subject_id, case.held, case.signals.get().source) == (waiting.pk, True, "held")
    with django_capture_on_commit_callbacks(execute=True):
        approve(actor=moderator, post_id=waiting.pk)

    case.refresh_from_db()
    step = case.steps.get()
    assert (case.state, case.signals.get().outcome) == (CaseState.DECIDED, Outcome.DISMISSED)
    assert (step.step, step.account_id) == ("closed", moderator.own_id)


def test_a_rejected_post_upholds_its_case(waiting, moderator, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reject(actor=moderator, post_id=waiting.pk, why=Why("ad"))

    assert (Case.objects.get().state, Signal.objects.get().outcome) == (CaseState.DECIDED, Outcome.UPHELD)


def test_a_held_post_without_a_case_is_found_by_the_sweep(waiting) -> None:
    Case.objects.all().delete()

    assert (sweep(), sweep()) == (1, 0)
    assert Case.objects.get().subject_id == waiting.pk


def test_hiding_elsewhere_closes_and_the_authors_own_removal_does_not(
    moderator, django_capture_on_commit_callbacks
) -> None:
    found_a_code()
    author, reporter = make_viewer("Author"), make_viewer()
    topic = make_topic()
    hidden, removed = make_post(author, topic), make_post(author, topic)
    for post in (hidden, removed):
        report(actor=reporter, kind="post", subject_id=post.pk, code="ad")
    with django_capture_on_commit_callbacks(execute=True):
        hide_posts(actor=moderator, post_ids=[hidden.pk], why=Why("ad"))
        remove_own(actor=author, post_id=removed.pk)

    states = dict(Case.objects.values_list("subject_id", "state"))
    assert states == {hidden.pk: CaseState.DECIDED, removed.pk: CaseState.OPEN}
    assert steps(Case.objects.get(subject_id=removed.pk)) == ["noted"]
    assert records_of([reporter.own_id])[reporter.own_id] == (1, 0)
    assert "conduct.outcome" in told(reporter)


def test_an_edit_moves_the_version_so_that_nobody_decides_about_other_words(
    django_capture_on_commit_callbacks,
) -> None:
    found_a_code()
    author = make_viewer("Author")
    post = make_post(author, make_topic())
    case = make_case(post=post)
    with django_capture_on_commit_callbacks(execute=True):
        edit_post(actor=author, post_id=post.pk, source="quite other words", version=1)

    after = Case.objects.get()
    assert (after.version, after.text, steps(after)) == (case.version + 1, case.text, ["noted"])
    assert Fact.objects.filter(type="conduct.case_moved").count() == 1


def test_nothing_is_added_to_what_the_system_does_not_know() -> None:
    from steward.care.conduct.actions.open_case import Reason, open_case

    with pytest.raises(NotFound):
        open_case(actor=SYSTEM, kind="post", subject_id=10**9, reason=Reason("held"))
    assert Case.objects.count() == 0
