"""Deciding, changing, withdrawing, closing: who may, what is kept, what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from steward.direction.decisions.actions.ask_again import ask_again
from steward.direction.decisions.actions.forget import forget_member
from steward.direction.decisions.errors import Settled
from steward.direction.decisions.models import Exposed, Resolution, Revision
from steward.direction.decisions.public import close, measure_effect, resume, revise, withdraw
from steward.direction.decisions.queries.personal import personal_decisions
from steward.direction.decisions.tasks import measure_due
from steward.direction.decisions.tests.village import DUE, FIRST, STARTS, decided, room, village
from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.joining.public import ensure_identity
from steward.people.members.public import Member
from steward.people.notify.models import Notification
from steward.stream.insights.errors import UnknownMetric
from steward.team.work.public import tasks_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_day(monkeypatch):
    """A function that moves the clock to noon of a day."""

    def move(day: date) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 4, tzinfo=UTC))

    move(STARTS)
    return move


class Quiet:
    """Takes progress reports and says nothing."""

    def report(self, *_args, **_more) -> None:
        """Nothing."""


def test_a_decision_keeps_the_number_the_expectation_and_the_journal(home, owner, at_day) -> None:
    village()

    made = decided(owner, evidence="两个频道可以解释。", tasks=["Ask 李雷", " ", "Write the rota"], reason="It fell.")

    assert (made.grain, made.days, made.state, made.version) == ("week", 56, "open", 1)
    assert made.baseline == made.value
    assert made.expected == pytest.approx(made.baseline * 1.5)
    assert [task.title for task in tasks_of(f"decision:{made.pk}")] == ["Ask 李雷", "Write the rota"]
    assert Decision.objects.get(kind="decisions.resolve").undo == {"resolution": made.pk}
    assert list(Fact.objects.filter(type__startswith="decisions.").values_list("type", "data__resolution_id")) == [
        ("decisions.resolved", made.pk)
    ]


def test_who_may_not_decide_changes_nothing(home, owner, analyst, moderator, stranger, at_day) -> None:
    village()
    made = decided(owner)

    for viewer in (analyst, moderator, stranger):
        with pytest.raises(Forbidden):
            decided(viewer)
        with pytest.raises(Forbidden):
            withdraw(actor=viewer, resolution_id=made.pk)
        with pytest.raises(Forbidden):
            revise(actor=viewer, resolution_id=made.pk, why="No", statement="Other")
        with pytest.raises(Forbidden):
            measure_effect(actor=viewer, resolution_id=made.pk)
        with pytest.raises(Forbidden):
            close(actor=viewer, resolution_id=made.pk)

    made.refresh_from_db()
    assert (Resolution.objects.count(), made.state, made.version, made.statement) == (1, "open", 1, "茶馆每周一个话题")
    assert Revision.objects.count() == 0


def test_an_analyst_may_watch_a_number_and_only_their_own(home, owner, analyst, at_day) -> None:
    village()

    mine = decided(analyst, kind="watch", expected_change=None)
    others = decided(owner, kind="watch", expected_change=None)

    withdraw(actor=analyst, resolution_id=mine.pk)
    with pytest.raises(Forbidden):
        withdraw(actor=analyst, resolution_id=others.pk)
    assert list(Resolution.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "open"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"expected_change": None}, "expected"),
        ({"due": None}, "due"),
        ({"due": STARTS + timedelta(days=3)}, "due"),
        ({"due": STARTS}, "due"),
        ({"until": FIRST}, "until"),
        ({"statement": "  "}, "statement"),
        ({"statement": "x" * 201}, "statement"),
        ({"metric": "by_channel"}, "metric"),
        ({"exposure": "channels", "exposed": [10**9]}, "exposure"),
        ({"exposure": "channels"}, "exposure"),
        ({"exposure": "members"}, "exposure"),
        ({"owner_id": 10**9}, "owner"),
        ({"expected": float("nan"), "expected_change": None}, "expected"),
        ({"kind": "hope"}, "kind"),
        ({"tasks": ["t"] * 21}, "tasks"),
        ({"days": 0}, "days"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(home, owner, at_day, changes, field) -> None:
    village()

    with pytest.raises(Invalid) as refused:
        decided(owner, **changes)

    assert list(refused.value.errors) == [field]
    assert (Resolution.objects.count(), Decision.objects.filter(kind="decisions.resolve").count()) == (0, 0)


def test_an_unknown_metric_is_not_found(home, owner, at_day) -> None:
    with pytest.raises(UnknownMetric):
        decided(owner, metric="happiness")


def test_a_change_keeps_what_it_said_before_and_why(home, owner, at_day) -> None:
    village()
    made = decided(owner)
    was = made.expected

    revise(actor=owner, resolution_id=made.pk, why="Too bold", expected_change=0.2, version=1)
    revise(actor=owner, resolution_id=made.pk, why="Nothing", statement=made.statement)

    made.refresh_from_db()
    kept = Revision.objects.get()
    assert (made.version, made.expected) == (2, pytest.approx(made.baseline * 1.2))
    assert (kept.version, kept.reason, kept.before) == (1, "Too bold", {"expected": was, "expected_change": 0.5})
    with pytest.raises(Invalid):
        revise(actor=owner, resolution_id=made.pk, why="Old page", statement="Other", version=1)


def test_what_was_expected_is_settled_once_it_was_measured(home, owner, at_day) -> None:
    village()
    made = decided(owner)
    at_day(DUE)
    measure_effect(actor=owner, resolution_id=made.pk)

    with pytest.raises(Settled):
        revise(actor=owner, resolution_id=made.pk, why="It looks better so", expected_change=0.01)
    revise(actor=owner, resolution_id=made.pk, why="Give it time", due=DUE + timedelta(weeks=4))

    made.refresh_from_db()
    assert (made.state, made.verdict, made.measurements.count(), made.expected_change) == ("open", "", 1, 0.5)
    with pytest.raises(Settled):
        revise(actor=owner, resolution_id=made.pk, why="Now?", expected=1.0)


def test_withdrawing_and_going_on_are_inverse(home, owner, at_day) -> None:
    village()
    made = decided(owner)

    withdraw(actor=owner, resolution_id=made.pk)
    with pytest.raises(NotFound):
        measure_effect(actor=owner, resolution_id=made.pk)
    with pytest.raises(NotFound):
        withdraw(actor=owner, resolution_id=made.pk)
    assert Decision.objects.get(pk=made.decision_id).undone_by_id == owner.account_id
    resume(actor=owner, resolution_id=made.pk)

    made.refresh_from_db()
    assert (made.state, made.decision.undone_at) == ("open", None)


def test_closing_needs_a_measurement_and_keeps_the_lesson(home, owner, at_day) -> None:
    village()
    made = decided(owner)
    with pytest.raises(Invalid):
        close(actor=owner, resolution_id=made.pk, lesson="It works")
    at_day(DUE)
    measure_effect(actor=owner, resolution_id=made.pk)

    close(actor=owner, resolution_id=made.pk, lesson="一周一个话题太多")
    made.refresh_from_db()
    assert (made.state, made.lesson) == ("closed", "一周一个话题太多")
    resume(actor=owner, resolution_id=made.pk)
    made.refresh_from_db()
    assert made.state == "measured"


def test_the_job_measures_on_the_day_and_not_before(home, owner, at_day) -> None:
    village(lift=12)
    made = decided(owner, exposure="channels", exposed=[room("tea")])
    watched = decided(owner, kind="watch", expected_change=None, due=DUE)

    at_day(DUE - timedelta(days=1))
    assert measure_due(Quiet()) == {"measured": 0, "asked": 0}
    at_day(DUE)
    assert measure_due(Quiet()) == {"measured": 1, "asked": 1}
    assert measure_due(Quiet()) == {"measured": 0, "asked": 0}

    verdicts = {row.pk: (row.verdict, row.state) for row in Resolution.objects.all()}
    assert verdicts == {made.pk: ("worked", "measured"), watched.pk: ("", "open")}


def test_owner_and_decider_are_told_what_came_of_it(
    home, owner, moderator, at_day, django_capture_on_commit_callbacks
) -> None:
    village(lift=12)
    with django_capture_on_commit_callbacks(execute=True):
        made = decided(owner, owner_id=moderator.account_id, exposure="channels", exposed=[room("tea")])
    at_day(DUE)
    with django_capture_on_commit_callbacks(execute=True):
        measure_effect(actor=SYSTEM, resolution_id=made.pk)

    told = set(Notification.objects.values_list("kind", "account_id"))
    assert told == {
        ("decisions.mine", moderator.account_id), ("decisions.measured", owner.account_id),
        ("decisions.measured", moderator.account_id),
    }  # fmt: skip


def test_somebody_is_asked_once_to_look_again(home, owner, at_day, django_capture_on_commit_callbacks) -> None:
    village()
    decided(owner, kind="watch", expected_change=None)
    at_day(DUE)

    with django_capture_on_commit_callbacks(execute=True):
        assert (ask_again(actor=SYSTEM), ask_again(actor=SYSTEM)) == (1, 0)

    assert Notification.objects.get().kind == "decisions.look_again"


def test_forgetting_a_member_leaves_the_decision(home, owner, at_day) -> None:
    village()
    own = ensure_identity(owner.account).member_id
    someone = Member.objects.get(name="Person 3").pk
    others = list(Member.objects.filter(name__startswith="Person 1").values_list("pk", flat=True))
    made = decided(owner, exposure="members", members=[someone, own, *others])
    assert personal_decisions(someone) == [{"decision": made.pk, "touched": True}]
    assert personal_decisions(own)[0]["made"] is True

    forget_member(someone)
    forget_member(own)

    made.refresh_from_db()
    assert (made.owner_id, made.made_by_id, made.statement) == (None, None, "茶馆每周一个话题")
    assert Exposed.objects.count() == len(others)
