"""Training, measuring, using and going back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from steward.care.classifier.actions.set_up import set_up
from steward.care.classifier.actions.train import KEPT, train, train_soon
from steward.care.classifier.actions.use import back, use
from steward.care.classifier.enums import TRAIN, USE, State
from steward.care.classifier.models import Example, Version
from steward.care.classifier.public import learn, score, version_in_use
from steward.care.classifier.queries.due import fresh_examples, is_due
from steward.care.classifier.queries.version import thresholds
from steward.care.classifier.tasks import train_weekly
from steward.foundation.jobs.public import Job, run
from steward.foundation.journal.public import Decision, Fact, allocate
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.notify.models import Notification

pytestmark = pytest.mark.django_db

TEXT = "本店新款连衣裙上架，活动只剩今天，戳链接"


@pytest.fixture
def trained(decided, silent):
    return train(actor=SYSTEM, progress=silent)


def _states():
    return list(Version.objects.order_by("number").values_list("number", "state"))


def test_a_version_is_trained_and_measured_and_not_used(trained, silent):
    assert trained.state == State.SHOWN
    assert version_in_use() == "lexicon-1"
    held = Example.objects.filter(held_out=True).count()
    assert trained.quality["held"] == held > 0
    assert sum(sum(by.values()) for by in trained.learned.values()) == 144 - held
    assert set(trained.quality["labels"]) == {"ad", "abuse"}
    step, right, wrong, missed = trained.quality["labels"]["ad"]["curve"][9]
    assert (step, right + missed) == (0.5, Example.objects.filter(held_out=True, label="ad").count())
    assert (wrong, missed) == (0, 0)
    assert silent.told[0][0] == 0
    assert [done for done, total, _note in silent.told if total] == [1, 2]


def test_training_the_same_examples_gives_the_same_version(trained, silent):
    again = train(actor=SYSTEM, progress=silent)
    assert again.number == trained.number + 1
    assert bytes(again.model) == bytes(trained.model)
    assert again.curves == trained.curves


def test_a_lead_uses_a_version_and_goes_back(owner, trained):
    cold = score([TEXT])[0]
    decision = use(actor=owner, number=trained.number, reason="测过了")
    assert version_in_use() == f"v{trained.number}"
    learned = score([TEXT])[0]
    assert (learned.label, learned.proposed, learned.version) == ("ad", "ad", f"v{trained.number}")
    assert (cold.label, cold.proposed) == ("", "")
    kept = Decision.objects.get(pk=decision.pk)
    assert (kept.kind, kept.version, kept.reason, kept.undo) == (USE, f"v{trained.number}", "测过了", {"before": 0})
    assert back(actor=owner) == 0
    assert version_in_use() == "lexicon-1"
    assert score([TEXT])[0] == cold
    assert _states() == [(trained.number, State.SHOWN)]
    facts = list(
        Fact.objects.filter(type="classifier.used").order_by("seq").values_list("data__number", "data__before")
    )
    assert facts == [(trained.number, 0), (0, trained.number)]
    with pytest.raises(Invalid, match="nothing to go back to"):
        back(actor=owner)


def test_going_back_twice_goes_back_two_versions(owner, trained, silent):
    second = train(actor=SYSTEM, progress=silent)
    use(actor=owner, number=trained.number)
    use(actor=owner, number=second.number)
    assert _states() == [(trained.number, State.SHOWN), (second.number, State.USED)]
    assert back(actor=owner) == trained.number
    assert version_in_use() == f"v{trained.number}"
    assert back(actor=owner) == 0


def test_only_a_measured_version_that_is_there_is_used(owner, trained):
    Version.objects.filter(pk=trained.pk).update(state=State.TRAINED)
    with pytest.raises(Invalid, match="was not measured"):
        use(actor=owner, number=trained.number)
    with pytest.raises(NotFound):
        use(actor=owner, number=trained.number + 9)
    Version.objects.filter(pk=trained.pk).update(state=State.SHOWN)
    use(actor=owner, number=trained.number)
    with pytest.raises(Invalid, match="in use already"):
        use(actor=owner, number=trained.number)


def test_a_moderator_neither_trains_nor_chooses(moderator, trained):
    for act in (
        lambda: use(actor=moderator, number=trained.number),
        lambda: back(actor=moderator),
        lambda: train_soon(actor=moderator),
    ):
        with pytest.raises(Forbidden):
            act()
    assert _states() == [(trained.number, State.SHOWN)]
    assert not Decision.objects.filter(kind=USE).exists()
    assert not Job.objects.exists()


def test_too_few_decisions_are_said_to_be_too_few(silent):
    for number in range(7):
        learn(text=f"加微信 {'甲乙丙丁戊己庚'[number]}", label="ad", by=f"judgement:{number}")
    with pytest.raises(Invalid, match="at least 8 decisions"):
        train(actor=SYSTEM, progress=silent)
    assert not Version.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_job_trains_and_tells_the_leads(owner, moderator, decided):
    job = train_soon(actor=owner)
    assert train_soon(actor=owner) is None
    assert run(job.pk) == Job.State.DONE
    version = Version.objects.get()
    assert (version.job_id, version.account_id, version.state) == (job.pk, owner.account_id, State.SHOWN)
    assert Job.objects.get(pk=job.pk).result == {"version": version.number}
    told = list(Notification.objects.values_list("account", "kind", "url"))
    assert told == [(owner.account_id, "classifier.ready", f"/console/conduct/classifier/{version.number}/")]
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    assert run(job.pk) == Job.State.DONE
    assert Version.objects.count() == 1
    assert job.kind == TRAIN


def test_versions_nobody_used_do_not_pile_up(owner, trained, silent):
    use(actor=owner, number=trained.number)
    first = allocate("classifier", KEPT)
    Version.objects.bulk_create(
        Version(number=first + each, state=State.SHOWN, model=trained.model, made_at=trained.made_at)
        for each in range(KEPT)
    )
    newest = train(actor=SYSTEM, progress=silent)
    assert [number for number, _state in _states()] == [trained.number, *range(first + 1, newest.number + 1)]
    assert version_in_use() == f"v{trained.number}"


def test_it_trains_by_itself_when_enough_is_new(trained):
    assert (fresh_examples(), is_due()) == (0, False)
    for number in range(50):
        learn(text=f"新的帖子 {number * 'x'}", label="", by=f"judgement:new:{number}")
    assert (fresh_examples(), is_due()) == (50, True)


def test_scoring_asks_the_database_once(owner, trained, queries_of):
    assert queries_of(lambda: score([TEXT])) == 1
    use(actor=owner, number=trained.number)
    assert queries_of(lambda: score([TEXT] * 3)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_choose_at_once_leave_one_version_in_use(owner, trained, silent):
    second = train(actor=SYSTEM, progress=silent)
    start = Barrier(2)

    def choose(number):
        start.wait(10)
        try:
            return use(actor=owner, number=number).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        decisions = list(pool.map(choose, (trained.number, second.number)))
    assert len(set(decisions)) == 2
    last = Decision.objects.get(pk=max(decisions))
    assert version_in_use() == last.version
    assert sorted(state for _number, state in _states()) == [State.SHOWN, State.USED]
    assert last.undo == {"before": ({trained.number, second.number} - {int(last.version[1:])}).pop()}


def test_every_week_it_trains_only_when_enough_is_new(decided):
    set_up(actor=SYSTEM, target=0.9, fresh=145)
    train_weekly()
    assert not Job.objects.exists()
    set_up(actor=SYSTEM, target=0.9, fresh=144)
    train_weekly()
    train_weekly()
    assert list(Job.objects.values_list("kind", flat=True)) == [TRAIN]


def test_zero_new_decisions_means_never(decided):
    set_up(actor=SYSTEM, target=0.9, fresh=0)
    train_weekly()
    assert not Job.objects.exists()


def test_asking_for_more_precision_never_lowers_a_threshold(trained):
    chosen = [thresholds(trained.curves, target)["ad"] or 1 for target in (0.5, 0.8, 0.9, 0.99)]
    assert chosen == sorted(chosen)
