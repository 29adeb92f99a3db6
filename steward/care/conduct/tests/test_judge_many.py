"""Many cases decided in one way, what is left alone, and the way back."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from steward.care.clauses.public import code_now
from steward.care.conduct.actions.claim import claim
from steward.care.conduct.actions.judge_many import AT_ONCE, JOB, UNDO_JOB, judge_many, judge_soon, overturn_soon
from steward.care.conduct.actions.note import declare_conflict
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.actions.report import report
from steward.care.conduct.api import judging as api
from steward.care.conduct.models import Case, Judgement, Sanction, Signal
from steward.care.conduct.public import Finding, judge
from steward.care.conduct.tests.courtroom import clause, finding, found_a_code, make_case, make_viewer
from steward.foundation.jobs.public import Job, run
from steward.foundation.kernel.ruling import Forbidden, NotFound
from steward.people.access.public import SYSTEM
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post
from steward.square.forum.tests.square import make_category, make_post, make_topic

pytestmark = pytest.mark.django_db
NONE = Finding(level="none")


@pytest.fixture(autouse=True)
def _code(db):
    found_a_code()


@pytest.fixture
def mo():
    return make_viewer("Mo", role="moderator")


def hidden() -> Finding:
    return Finding(level="hide", clause=clause().key, facts="The same advertisement, several times.")


def states(*cases: Case) -> list[str]:
    found = dict(Post.objects.values_list("pk", "state"))
    return [found[case.subject_id] for case in cases]


def waiting_case(topic) -> Case:
    post = make_post(make_viewer(), topic)
    Post.objects.filter(pk=post.pk).update(state=PostState.WAITING)
    case, _signal = open_case(actor=SYSTEM, kind="post", subject_id=post.pk, reason=Reason("held"))
    return case


def test_what_was_held_is_published_and_reports_are_dismissed_and_back_again(mo, client_of):
    held, reported, noise = waiting_case(make_topic()), make_case(), make_case()
    report(actor=make_viewer(), kind="post", subject_id=reported.subject_id, code="ad")
    client, path = client_of(mo), "/console/conduct/queue/none/"

    answer = client.post(path, {"rows": [held.pk, reported.pk]}, follow=True)
    done = list(Judgement.objects.order_by("pk").values_list("case", "level"))
    after = states(held, reported)
    outcomes = set(Signal.objects.filter(case__in=[held, reported]).values_list("outcome", flat=True))
    batch = Judgement.objects.first().decision.evidence["batch"]
    back = reverse("conduct-undo-many", args=[batch])
    client.post(back)

    page = answer.content.decode()
    assert "2 cases decided." in page
    assert back in page
    assert (done, after) == ([(held.pk, "none"), (reported.pk, "none")], ["visible", "visible"])
    assert outcomes == {"dismissed"}
    assert states(held, reported) == ["waiting", "visible"]
    assert set(Case.objects.filter(decided_at=None)) == {held, reported, noise}
    assert client.post(back).status_code == 404


def test_one_clause_and_one_sentence_for_all_and_undo_restores_each(mo, client_of):
    one, two, waits, noise = make_case(), make_case(), waiting_case(make_topic()), make_case()
    client, path, rows = client_of(mo), "/console/conduct/queue/hide/", {"rows": [one.pk, two.pk, waits.pk]}

    asked = client.post(path, rows)
    wrong = client.post(path, rows | {"clause": "", "facts": ""})
    untouched = Judgement.objects.count()
    versions = {f"version-{pk}": Case.objects.get(pk=pk).version for pk in rows["rows"]}
    client.post(path, rows | versions | {"clause": clause().key, "facts": "All the same."})
    after = states(one, two, waits, noise)
    batch = Judgement.objects.first().decision.evidence["batch"]
    client.post(reverse("conduct-undo-many", args=[batch]))

    assert (asked.status_code, wrong.status_code, untouched) == (200, 422, 0)
    assert f'name="version-{two.pk}"' in asked.content.decode()
    assert after == ["hidden", "hidden", "removed", "visible"]
    assert set(Judgement.objects.values_list("facts", "clause")) == {("All the same.", clause().key)}
    assert states(one, two, waits, noise) == ["visible"] * 4
    assert not Judgement.objects.filter(overturned_at=None).exists()
    assert not Sanction.objects.filter(counts=True).exists()


def test_what_stands_in_the_way_of_one_case_leaves_that_one_alone_and_is_said(mo):
    li, leads = make_viewer("Li", role="moderator"), make_category("Leads", rights={"moderate": ["role:lead"]})
    plain, taken, own, told_on, friend, decided, changed, narrow = (
        make_case(), make_case(), make_case(mo), make_case(), make_case(), make_case(), make_case(),
        make_case(post=make_post(topic=make_topic(category=leads))),
    )  # fmt: skip
    claim(actor=li, case_id=taken.pk)
    report(actor=mo, kind="post", subject_id=told_on.subject_id, code="ad")
    declare_conflict(actor=mo, case_id=friend.pk)
    judge(actor=li, case_id=decided.pk, finding=finding("none"))
    before = states(taken, own, told_on, friend, decided, changed, narrow)
    ids = [case.pk for case in (plain, taken, own, told_on, friend, decided, changed, narrow)]

    found = judge_many(actor=mo, case_ids=[*ids, plain.pk, 10**9], finding=hidden(), versions={changed.pk: 99})

    left = {pk: why for why, cases in found.skipped.items() for pk in cases}
    assert [Judgement.objects.get(pk=pk).case_id for pk in found.done] == [plain.pk]
    assert set(left) == {*ids[1:], 10**9}
    assert "Li works on this case" in left[taken.pk]
    assert "your own" in left[own.pk]
    assert "reported this yourself" in left[told_on.pk]
    assert "conflict of interest" in left[friend.pk]
    assert left[decided.pk] == "This case is decided."
    assert "since you opened it" in left[changed.pk]
    assert left[10**9] == "There is no such case."
    assert states(taken, own, told_on, friend, decided, changed, narrow) == before
    assert Judgement.objects.count() == 2


def test_a_clause_that_does_not_provide_for_hiding_is_neither_offered_nor_taken(mo, client_of):
    case = make_case()
    narrow = next(one for one in code_now().clauses if "hide" not in one.levels)
    given = {"rows": [case.pk], "clause": narrow.key, "facts": "It is."}

    answer = client_of(mo).post("/console/conduct/queue/hide/", given)
    found = judge_many(actor=mo, case_ids=[case.pk], finding=Finding(level="hide", clause=narrow.key, facts="It is."))

    assert answer.status_code == 422
    assert f'value="{clause().key}"' in answer.content.decode()
    assert f'value="{narrow.key}"' not in answer.content.decode()
    assert (found.done, list(found.skipped.values())) == ([], [[case.pk]])
    assert states(case) == ["visible"]


def test_who_may_not_judge_changes_nothing(mo, stranger, analyst, client_of):
    case = make_case()
    made = judge_many(actor=mo, case_ids=[make_case().pk], finding=NONE)
    before = [list(Judgement.objects.values()), list(Case.objects.values()), list(Post.objects.values())]

    for viewer in (stranger, analyst, SYSTEM):
        for act in (judge_many, judge_soon):
            with pytest.raises(Forbidden):
                act(actor=viewer, case_ids=[case.pk], finding=NONE)
        with pytest.raises(Forbidden):
            overturn_soon(actor=viewer, batch=made.batch)
    for viewer in (stranger, analyst):
        for path in ("none/", "hide/", f"batch/{made.batch}/undo/"):
            data = {"rows": [case.pk], "clause": clause().key, "facts": "x"}
            assert client_of(viewer).post(f"/console/conduct/queue/{path}", data).status_code == 403
        assert client_of(viewer).get(f"/console/conduct/queue/batch/{made.batch}/").status_code == 403
        assert "conduct/queue/none/" not in client_of(viewer).get("/console/conduct/queue/").content.decode()
    with pytest.raises(NotFound):
        overturn_soon(actor=mo, batch="nothing")

    assert [list(Judgement.objects.values()), list(Case.objects.values()), list(Post.objects.values())] == before


def test_many_are_decided_and_taken_back_by_a_job_that_says_what_it_left_alone(mo, client_of):
    topic = make_topic()
    ids = [make_case(make_viewer(), make_post(topic=topic)).pk for _ in range(AT_ONCE)]
    taken = make_case(post=make_post(topic=topic))
    claim(actor=make_viewer("Li", role="moderator"), case_id=taken.pk)
    client = client_of(mo)

    answer = client.post("/console/conduct/queue/none/", {"rows": [*ids, taken.pk]})
    job = Job.objects.get(kind=JOB)
    run(job.pk)
    job.refresh_from_db()
    page = client.get(reverse("conduct-batch", args=[job.args["batch"]]) + f"?job={job.pk}").content.decode()
    judge_many(actor=mo, case_ids=[make_case().pk], finding=NONE, batch=job.args["batch"])
    client.post(reverse("conduct-undo-many", args=[job.args["batch"]]))
    back = Job.objects.get(kind=UNDO_JOB)
    run(back.pk)
    back.refresh_from_db()
    standing = Judgement.objects.filter(overturned_at=None).count()

    assert answer.url == reverse("jobs-job", args=[job.pk])
    assert (len(job.result["done"]), list(job.result["skipped"].values())) == (AT_ONCE, [[taken.pk]])
    assert f"{AT_ONCE} judgements stand." in page
    assert f"#{taken.pk}" in page
    assert (standing, back.result) == (0, {"done": AT_ONCE + 1, "refused": {}})


def test_many_are_decided_and_taken_back_over_json(mo, stranger):
    request, other = RequestFactory().get("/"), RequestFactory().get("/")
    request.viewer, other.viewer = mo, stranger
    case, gone = make_case(), 10**9
    given = api.ManyIn(case_ids=[case.pk, gone], level="hide", clause=clause().key, facts="Sold watches.")

    with pytest.raises(Forbidden):
        api.decide_many(other, given)
    assert not Judgement.objects.exists()
    made = api.decide_many(request, given)
    back = api.take_many_back(request, made.batch)

    assert [(one.reason, one.case_ids) for one in made.left] == [("There is no such case.", [gone])]
    assert (len(made.judgement_ids), made.job) == (1, None)
    assert (back.overturned, back.refused, back.job) == (1, {}, None)
    assert states(case) == ["visible"]
