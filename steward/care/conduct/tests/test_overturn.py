"""Taking judgements back: judge and overturn together change nothing that lasts."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.care.classifier.models import Example
from steward.care.conduct.actions.hold_back import hold_back
from steward.care.conduct.actions.lift_sanction import end_sanctions, lift_sanction
from steward.care.conduct.actions.link_alternate import link_alternate, unlink_alternate
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.actions.overturn import overturn_many
from steward.care.conduct.actions.reach_claimed import let_go_unclaimed, reach_claimed, sweep_claimed
from steward.care.conduct.enums import CaseState, Outcome
from steward.care.conduct.models import Case, Judgement, Sanction, Signal
from steward.care.conduct.public import judge, overturn
from steward.care.conduct.tests.courtroom import finding, found_a_code, make_case, make_viewer
from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.members.models import Identity
from steward.people.notify.models import Notification
from steward.people.restraints.models import Restraint
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.hide_posts import remove_posts
from steward.square.forum.enums import PostState
from steward.square.forum.models import Category, Post, Topic
from steward.square.forum.tests.square import make_post, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _code(db):
    found_a_code()


def the_square() -> list:
    """Every row of the square a judgement can touch, and what holds whom back."""
    fields = [field.attname for field in Topic._meta.concrete_fields if field.attname != "version"]
    return [
        list(Topic.objects.order_by("pk").values_list(*fields)),
        list(Post.objects.order_by("pk").values()),
        list(Category.objects.order_by("pk").values()),
        list(Restraint.objects.filter(lifted_at=None).order_by("pk").values_list("account_id", "kind", "scope")),
    ]


LEVELS = st.sampled_from(["remind", "warn", "hide", "mute", "restrict", "suspend", "ban"])


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(level=LEVELS, opens=st.booleans(), here=st.booleans(), linked=st.booleans(), appeal=st.booleans())
def test_a_judgement_and_its_overturn_leave_everything_as_it_was(moderator, owner, level, opens, here, linked, appeal):
    author, alt = make_viewer("Author"), make_viewer("Alt")
    link_alternate(actor=moderator, account_id=author.own_id, other_id=alt.own_id, why="same device")
    topic = make_topic(author)
    post = Post.objects.get(topic=topic, number=1) if opens else make_post(author, topic)
    case = make_case(author, post)
    scope = case.place if here and level not in {"suspend", "ban"} else ""
    before = the_square()

    judgement = judge(actor=moderator, case_id=case.pk, finding=finding(level, scope=scope, linked=linked))
    overturn(actor=owner, judgement_id=judgement.pk, reason="It was a joke.", by_appeal=appeal)

    author.account.refresh_from_db()
    assert the_square() == before
    assert (author.account.restrained, author.account.away) == (False, False)
    assert not Sanction.objects.filter(counts=True).exists()


def test_an_overturn_tells_marks_unlearns_and_counts_no_more(moderator, owner):
    author, reporter = make_viewer("Author"), make_viewer("Reporter")
    case = make_case(author)
    Signal.objects.create(case=case, source="report", code="ad", reporter_id=reporter.own_id, at=clock.now())
    judgement = judge(actor=moderator, case_id=case.pk, finding=finding("mute"))
    other = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))
    told = Notification.objects.filter(account=reporter.own_id).count()

    overturn(actor=owner, judgement_id=judgement.pk, reason="Not selling at all.")

    judgement.refresh_from_db()
    sanction = judgement.sanction
    assert (judgement.overturned_by_id, judgement.overturned_why, judgement.by_appeal) == (
        owner.own_id, "Not selling at all.", True
    )  # fmt: skip
    assert judgement.decision.undone_by_id == owner.own_id
    assert (sanction.counts, sanction.lifted, sanction.ended_at) == (False, True, judgement.overturned_at)
    assert list(Restraint.objects.filter(lifted_at=None).values_list("by", flat=True)) == [f"judgement:{other.pk}"]
    assert dict(Example.objects.values_list("by", "label")) == {
        f"judgement:{judgement.pk}": "", f"judgement:{other.pk}": "ad",
    }  # fmt: skip
    assert set(Signal.objects.filter(case=case).values_list("outcome", flat=True)) == {Outcome.DISMISSED}
    assert Notification.objects.filter(account=author.own_id, kind="conduct.overturned").count() == 1
    assert Notification.objects.filter(account=reporter.own_id).count() == told
    assert Fact.objects.get(type="conduct.overturned").data == {
        "judgement_id": judgement.pk, "case_id": case.pk, "by_appeal": True,
    }  # fmt: skip


def test_reporters_hear_of_it_when_they_are_to(moderator, owner):
    reporter = make_viewer("Reporter")
    case = make_case()
    Signal.objects.create(case=case, source="report", code="ad", reporter_id=reporter.own_id, at=clock.now())
    judgement = judge(actor=moderator, case_id=case.pk, finding=finding("hide"))
    told = Notification.objects.filter(account=reporter.own_id).count()

    overturn(actor=owner, judgement_id=judgement.pk, reason="No.", tell_reporters=True)

    assert Notification.objects.filter(account=reporter.own_id).count() == told + 1


def test_who_judged_does_not_decide_the_appeal_and_others_do_not_meddle(moderator, stranger, owner):
    other = make_viewer("Other", role="moderator")
    judgement = judge(actor=moderator, case_id=make_case().pk, finding=finding("mute"))
    before = [the_square(), list(Judgement.objects.values()), list(Decision.objects.values())]

    for actor, appeal in ((moderator, True), (other, False), (stranger, True), (stranger, False)):
        with pytest.raises(Forbidden):
            overturn(actor=actor, judgement_id=judgement.pk, reason="No.", by_appeal=appeal)
    with pytest.raises(Invalid):
        overturn(actor=owner, judgement_id=judgement.pk, reason="  ")
    with pytest.raises(NotFound):
        overturn(actor=owner, judgement_id=judgement.pk + 9, reason="No.")
    assert [the_square(), list(Judgement.objects.values()), list(Decision.objects.values())] == before

    overturn(actor=moderator, judgement_id=judgement.pk, reason="My mistake.", by_appeal=False)
    with pytest.raises(Invalid, match="before"):
        overturn(actor=owner, judgement_id=judgement.pk, reason="No.")
    assert Judgement.objects.get().overturned_why == "My mistake."


def test_a_rejected_post_is_published_and_one_that_changed_since_is_left_as_it_is(moderator, owner):
    topic = make_topic(make_viewer("Opener"))
    held, shown = (make_post(make_viewer(), topic) for _ in range(2))
    Post.objects.filter(pk=held.pk).update(state=PostState.WAITING)
    case, _signal = open_case(actor=SYSTEM, kind="post", subject_id=held.pk, reason=Reason("held"))
    first = judge(actor=moderator, case_id=case.pk, finding=finding("warn"))
    second = judge(actor=moderator, case_id=make_case(post=shown).pk, finding=finding("mute"))
    remove_posts(actor=owner, post_ids=[shown.pk], why=Why("ad", "again"))

    done, refused = overturn_many(actor=owner, judgement_ids=[first.pk, second.pk, 10**6], reason="A bad afternoon.")

    second.refresh_from_db()
    assert (done, refused) == (2, {})
    assert Post.objects.get(pk=held.pk).state == PostState.VISIBLE
    assert not Restraint.objects.filter(lifted_at=None).exists()
    assert second.undo["decisions"] != []


def test_an_overturned_no_violation_opens_the_case_again(moderator, owner):
    case = make_case()
    judgement = judge(actor=moderator, case_id=case.pk, finding=finding("none"))

    overturn(actor=owner, judgement_id=judgement.pk, reason="Look again.", by_appeal=False)

    case.refresh_from_db()
    assert (case.state, case.decided_at) == (CaseState.OPEN, None)
    assert set(case.signals.values_list("outcome", flat=True)) == {""}
    assert not Example.objects.exists()
    assert Case.objects.exclude(state=CaseState.DECIDED).count() == 1


def test_a_sanction_is_lifted_early_and_still_counts(moderator, stranger):
    author = make_viewer("Author")
    judgement = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))
    hidden = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("hide"))

    with pytest.raises(Forbidden):
        lift_sanction(actor=stranger, sanction_id=judgement.sanction.pk, reason="Enough.")
    with pytest.raises(Invalid):
        lift_sanction(actor=moderator, sanction_id=judgement.sanction.pk, reason=" ")
    with pytest.raises(Invalid, match="nobody back"):
        lift_sanction(actor=moderator, sanction_id=hidden.sanction.pk, reason="Enough.")
    assert Restraint.objects.filter(lifted_at=None).count() == 1
    lifted = lift_sanction(actor=moderator, sanction_id=judgement.sanction.pk, reason="Enough.")
    with pytest.raises(Invalid, match="ended"):
        lift_sanction(actor=moderator, sanction_id=lifted.pk, reason="Enough.")

    assert (lifted.lifted, lifted.counts, lifted.ended_at is not None) == (True, True, True)
    assert not Restraint.objects.filter(lifted_at=None).exists()
    assert Post.objects.get(pk=judgement.case.subject_id).state == PostState.HIDDEN
    assert Notification.objects.filter(account=author.own_id, kind="conduct.lifted").count() == 1


def test_sanctions_end_when_their_time_is_over(moderator):
    now = clock.now()
    short, long, ban = (
        judge(actor=moderator, case_id=make_case().pk, finding=finding(level, hours=hours), now=now)
        for level, hours in (("mute", 1), ("mute", 48), ("ban", 0))
    )

    ended = end_sanctions(now=now + timedelta(hours=2))

    short.sanction.refresh_from_db()
    assert ended == 1
    assert (short.sanction.ended_at, short.sanction.lifted) == (now + timedelta(hours=1), False)
    assert set(Sanction.objects.filter(ended_at=None)) == {long.sanction, ban.sanction}
    assert end_sanctions(now=now + timedelta(hours=2)) == 0


def test_what_holds_one_account_holds_the_other_once_they_are_linked_and_ends_with_the_link(moderator, stranger):
    author, alt = make_viewer("Author"), make_viewer("Alt")
    judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))

    with pytest.raises(Forbidden):
        link_alternate(actor=stranger, account_id=author.own_id, other_id=alt.own_id, why="same words")
    for wrong in ({"other_id": author.own_id, "why": "same"}, {"other_id": alt.own_id, "why": ""}):
        with pytest.raises(Invalid):
            link_alternate(actor=moderator, account_id=author.own_id, **wrong)
    link_alternate(actor=moderator, account_id=alt.own_id, other_id=author.own_id, why="same words", hold=True)
    held = set(Restraint.objects.filter(lifted_at=None).values_list("account_id", flat=True))
    unlink_alternate(actor=moderator, account_id=author.own_id, other_id=alt.own_id)

    assert held == {author.own_id, alt.own_id}
    assert list(Restraint.objects.filter(lifted_at=None).values_list("account_id", flat=True)) == [author.own_id]


def test_a_sanction_reaches_the_account_that_claims_the_identity(moderator):
    author, claimer = make_viewer("Author"), make_viewer("Claimer")
    case = make_case(author)
    identity = case.author
    identity.member.account = None
    identity.member.save()
    now = clock.now()
    judgement = judge(actor=moderator, case_id=case.pk, finding=finding("mute"), now=now)
    untouched = (judgement.sanction.effective_at, Restraint.objects.count())

    assert reach_claimed(account_id=claimer.own_id, identity_ids=[identity.pk], now=now + timedelta(hours=1)) == 1
    sanction = Sanction.objects.get()
    restraint = Restraint.objects.get()
    let_go_unclaimed(account_id=claimer.own_id, identity_ids=[identity.pk])

    assert untouched == (None, 0)
    assert (restraint.account_id, restraint.until) == (claimer.own_id, now + timedelta(hours=24))
    assert sanction.effective_at == now + timedelta(hours=1)
    assert Notification.objects.filter(account=claimer.own_id, kind="conduct.statement").count() == 1
    assert Restraint.objects.get().lifted_at is not None
    assert reach_claimed(account_id=claimer.own_id, identity_ids=[identity.pk], now=now + timedelta(days=9)) == 0


def test_a_claim_nobody_heard_of_is_found_by_the_sweep_once(moderator):
    claimer, noise = make_viewer("Claimer"), make_case(make_viewer("Unclaimed"))
    case, now = make_case(make_viewer("Author")), clock.now()
    for one in (case, noise):
        one.author.member.account = None
        one.author.member.save()
        judge(actor=moderator, case_id=one.pk, finding=finding("mute"), now=now)
    found_before = sweep_claimed(now=now)
    Identity.objects.filter(pk=case.author_id).update(member=claimer.account.member)

    found = [sweep_claimed(now=now + timedelta(hours=1)) for _ in range(2)]

    assert (found_before, found) == (0, [1, 0])
    assert list(Restraint.objects.values_list("account_id", flat=True)) == [claimer.own_id]
    assert set(Sanction.objects.values_list("author", "effective_at")) == {
        (case.author_id, now + timedelta(hours=1)), (noise.author_id, None),
    }  # fmt: skip
    assert Notification.objects.filter(account=claimer.own_id, kind="conduct.statement").count() == 1


def test_a_restraint_imposed_twice_is_one(moderator):
    author = make_viewer("Author")
    judgement = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))

    hold_back(judgement.sanction, [author.own_id], actor=moderator, now=clock.now())

    assert Restraint.objects.count() == 1
    assert Sanction.objects.get().restraints == [Restraint.objects.get().pk]
