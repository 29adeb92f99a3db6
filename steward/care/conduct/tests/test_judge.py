"""Judging: who may, what follows, all or nothing."""

from datetime import timedelta

import pytest

from steward.care.classifier.models import Example
from steward.care.conduct.actions.claim import claim
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.enums import CaseState, Level
from steward.care.conduct.models import Alternate, Case, Judgement, Sanction, Signal
from steward.care.conduct.public import Finding, judge
from steward.care.conduct.tests.courtroom import clause, finding, found_a_code, make_case, make_viewer
from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM, viewer_of
from steward.people.notify.models import Mail, Notification, Preference
from steward.people.restraints.models import Restraint
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post
from steward.square.forum.tests.square import make_post, make_topic

pytestmark = pytest.mark.django_db
GOOD = {"facts": "Off topic.", "deviation": "why"}


@pytest.fixture(autouse=True)
def _code(db):
    found_a_code()


def everything() -> list:
    """What a judgement can touch."""
    return [
        list(Case.objects.order_by("pk").values()),
        list(Signal.objects.order_by("pk").values()),
        list(Post.objects.order_by("pk").values("pk", "state", "state_reason")),
        [model.objects.count() for model in (Judgement, Sanction, Restraint, Decision, Notification, Mail, Example)],
    ]


def test_a_mute_hides_the_words_holds_the_author_back_and_says_why(moderator):
    author = make_viewer("Author")
    make_case()  # noise
    case = make_case(author)
    now = clock.now()

    judgement = judge(actor=moderator, case_id=case.pk, finding=finding("mute", note="again"), now=now)

    sanction, restraint = Sanction.objects.get(judgement=judgement), Restraint.objects.get(account=author.own_id)
    case.refresh_from_db()
    assert Post.objects.get(pk=case.subject_id).state == PostState.HIDDEN
    assert (restraint.kind, restraint.scope, restraint.until) == ("mute", "", now + timedelta(hours=24))
    assert restraint.url == f"/conduct/decisions/{judgement.pk}/"
    assert (sanction.level, sanction.step, sanction.restraints) == ("mute", 1, [restraint.pk])
    assert (sanction.effective_at, sanction.ends_at, sanction.counts) == (now, now + timedelta(hours=24), True)
    assert (case.state, case.decided_at, case.claimed_by_id) == (CaseState.DECIDED, now, None)
    assert (judgement.clause, judgement.clause_version, judgement.code) == (clause().key, 1, "ad")
    assert (judgement.earlier, judgement.source, judgement.machine) == (0, "team", {})
    assert judgement.decision.kind == "conduct.judge"
    assert judgement.decision.undo == {"judgement": judgement.pk}
    assert "watches" not in str(judgement.decision.evidence) + judgement.decision.reason
    assert (
        Notification.objects.get(account=author.own_id, kind="conduct.statement").subject == f"judgement:{judgement.pk}"
    )
    assert list(Example.objects.values_list("label", "by")) == [("ad", f"judgement:{judgement.pk}")]
    assert Fact.objects.get(type="conduct.judged").data == {
        "judgement_id": judgement.pk,
        "case_id": case.pk,
        "level": "mute",
    }


@pytest.mark.parametrize(
    ("level", "state", "restraints"),
    [
        ("none", PostState.VISIBLE, []), ("remind", PostState.VISIBLE, []), ("warn", PostState.VISIBLE, []),
        ("hide", PostState.HIDDEN, []), ("restrict", PostState.HIDDEN, ["restrict"]),
        ("suspend", PostState.HIDDEN, ["suspend"]), ("ban", PostState.HIDDEN, ["ban"]),
    ],
)  # fmt: skip
def test_each_level_does_what_it_says(moderator, level, state, restraints):
    case = make_case()

    judgement = judge(actor=moderator, case_id=case.pk, finding=finding(level))

    assert Post.objects.get(pk=case.subject_id).state == state
    assert list(Restraint.objects.values_list("kind", flat=True)) == restraints
    assert Sanction.objects.filter(judgement=judgement).exists() == (level != "none")
    assert Notification.objects.filter(kind="conduct.statement").exists() == (level != "none")


def test_a_held_post_is_published_or_rejected(moderator):
    topic = make_topic(make_viewer("Opener"))
    fine, wrong = (make_post(make_viewer(), topic) for _ in range(2))
    Post.objects.filter(pk__in=[fine.pk, wrong.pk]).update(state=PostState.WAITING)
    cases = [
        open_case(actor=SYSTEM, kind="post", subject_id=post.pk, reason=Reason("held"))[0] for post in (fine, wrong)
    ]

    judge(actor=moderator, case_id=cases[0].pk, finding=finding("none"))
    judge(actor=moderator, case_id=cases[1].pk, finding=finding("warn"))

    assert Post.objects.get(pk=fine.pk).state == PostState.VISIBLE
    assert Post.objects.get(pk=wrong.pk).state == PostState.REMOVED


def test_nobody_decides_without_the_right_or_in_a_matter_of_their_own(moderator, analyst, stranger, owner):
    reporter = make_viewer("Reporter", role="moderator")
    case = make_case(make_viewer("Judge", role="moderator"))
    author_account = case.author.member.account
    Signal.objects.create(case=case, source="report", code="ad", reporter_id=reporter.own_id, at=clock.now())
    before = everything()

    for actor in (stranger, analyst, SYSTEM, viewer_of(author_account), reporter):
        with pytest.raises(Forbidden):
            judge(actor=actor, case_id=case.pk, finding=finding("warn"))
    with pytest.raises(NotFound):
        judge(actor=owner, case_id=case.pk + 100, finding=finding("warn"))

    assert everything() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "exile"}, "level"), ({"clause": ""}, "clause"), ({"clause": "no-such"}, "clause"),
        ({"facts": "  "}, "facts"), ({"level": "mute", "hours": 0}, "hours"),
        ({"level": "mute", "hours": 10**6}, "hours"),
        ({"level": "warn", "hours": 3}, "hours"), ({"scope": "category:999999"}, "scope"),
        ({"level": "ban", "hours": 0, "scope": "here"}, "scope"), ({"level": "ban", "deviation": ""}, "deviation"),
        ({"level": "none"}, "clause"), ({"facts": "x" * 5001}, "facts"), ({"note": "x" * 1001}, "note"),
    ],
)  # fmt: skip
def test_a_finding_that_lacks_something_changes_nothing(moderator, changes, field):
    case = make_case(code="offtopic")
    if changes.get("scope") == "here":
        changes = changes | {"scope": case.place}
    changes = dict(changes)
    wrong = Finding(level=changes.pop("level", "hide"), **GOOD | {"clause": clause("offtopic").key} | changes)
    before = everything()

    with pytest.raises(Invalid) as refused:
        judge(actor=moderator, case_id=case.pk, finding=wrong)

    assert list(refused.value.errors) == [field]
    assert everything() == before


def test_two_people_never_decide_the_same(moderator, owner):
    case = make_case()
    seen = case.version
    open_case(actor=SYSTEM, kind="post", subject_id=case.subject_id, reason=Reason("rule", "abuse", hit_id=7))
    with pytest.raises(Invalid, match="Something was added"):
        judge(actor=moderator, case_id=case.pk, finding=finding("warn", version=seen))
    claim(actor=owner, case_id=case.pk)
    before = everything()

    with pytest.raises(Invalid, match="works on this case"):
        judge(actor=moderator, case_id=case.pk, finding=finding("warn"))
    assert everything() == before
    judge(actor=owner, case_id=case.pk, finding=finding("warn"))
    with pytest.raises(Invalid, match="decided"):
        judge(actor=owner, case_id=case.pk, finding=finding("warn"))

    assert Judgement.objects.count() == 1


def test_leading_people_are_not_silenced_from_below(moderator, owner):
    lead = make_viewer("Lead", role="lead")
    case, other = make_case(lead), make_case(owner)
    before = everything()

    with pytest.raises(Forbidden):
        judge(actor=moderator, case_id=case.pk, finding=finding("mute"))
    with pytest.raises(Forbidden):
        judge(actor=moderator, case_id=other.pk, finding=finding("mute"))
    assert everything() == before
    judge(actor=owner, case_id=case.pk, finding=finding("mute"))

    assert Restraint.objects.get().account_id == lead.own_id


def test_linked_accounts_are_held_back_together_when_asked(moderator):
    author, alt, third, alone = (make_viewer(name) for name in ("Author", "Alt", "Third", "Alone"))
    for one, other in ((author, alt), (alt, third)):
        pair = sorted((one.own_id, other.own_id))
        Alternate.objects.create(account_id=pair[0], other_id=pair[1], why="same device", at=clock.now())

    judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))
    judge(actor=moderator, case_id=make_case(author).pk, finding=finding("suspend", linked=True))

    assert list(Restraint.objects.order_by("pk").values_list("account_id", "kind")) == [
        (author.own_id, "mute"), (author.own_id, "suspend"), (alt.own_id, "suspend"), (third.own_id, "suspend"),
    ]  # fmt: skip
    assert alone.own_id not in Restraint.objects.values_list("account_id", flat=True)


def test_the_ladder_counts_across_cases_and_a_repeat_stands_on_the_next_step(moderator):
    author = make_viewer("Author")
    start = clock.now()
    judge(actor=moderator, case_id=make_case(author, now=start).pk, finding=finding("hide"), now=start)

    later = make_case(author, now=start + timedelta(days=1), at=start + timedelta(days=1))
    second = judge(actor=moderator, case_id=later.pk, finding=finding("mute"), now=start + timedelta(days=1))

    assert (second.earlier, second.sanction.step) == (1, 2)
    assert second.decision.evidence["suggested"] == {"step": 2, "level": "mute", "hours": 24}


def test_far_from_what_is_usual_asks_for_a_reason(moderator):
    for _ in range(3):
        judge(actor=moderator, case_id=make_case(code="abuse").pk, finding=finding("hide", code="abuse"))
    case = make_case(code="abuse")
    before = everything()

    with pytest.raises(Invalid) as refused:
        judge(actor=moderator, case_id=case.pk, finding=finding("restrict", code="abuse", deviation=""))
    assert list(refused.value.errors) == ["deviation"]
    assert everything() == before
    judgement = judge(actor=moderator, case_id=case.pk, finding=finding("restrict", code="abuse", deviation="threats"))

    assert (judgement.usual, judgement.deviation) == (Level.HIDE, "threats")


def test_who_switched_everything_off_still_gets_the_statement_by_mail(moderator):
    author = make_viewer("Author")
    Preference.objects.create(account_id=author.own_id, kind="conduct.statement", in_app=False, mail="off")

    judge(actor=moderator, case_id=make_case(author).pk, finding=finding("warn"))

    assert Mail.objects.get(kind="conduct.statement").to == author.account.email
