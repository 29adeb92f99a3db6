"""Nobody decides about themselves, reads what is said where they do not moderate, or brings up what is private."""

from itertools import pairwise

import pytest
from django.urls import reverse

from steward.care.conduct.actions.claim import claim
from steward.care.conduct.actions.lift_sanction import lift_sanction
from steward.care.conduct.actions.link_alternate import link_alternate, unlink_alternate
from steward.care.conduct.actions.note import note
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.actions.pass_on import hand_over
from steward.care.conduct.actions.report import report
from steward.care.conduct.models import Alternate, Case, Judgement, Sanction
from steward.care.conduct.public import judge, overturn
from steward.care.conduct.queries.case import case_for
from steward.care.conduct.queries.console import judgements_for
from steward.care.conduct.queries.judgement import judgement_page
from steward.care.conduct.queries.library import first_words
from steward.care.conduct.queries.own_reports import own_reports
from steward.care.conduct.queries.queue import open_cases
from steward.care.conduct.queries.statement import statement_for
from steward.care.conduct.tests.courtroom import finding, found_a_code, make_case, make_viewer
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import Viewer
from steward.people.restraints.models import Restraint
from steward.square.forum.tests.square import make_category, make_post, make_topic
from steward.square.letters.actions.begin import begin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _code(db):
    found_a_code()
    make_case()


@pytest.fixture
def mo():
    return make_viewer("Mo", role="moderator")


@pytest.fixture
def lia():
    return make_viewer("Lia", role="lead")


def judged(author: Viewer, by: Viewer, level: str = "mute", **more) -> Judgement:
    return judge(actor=by, case_id=make_case(author, **more).pk, finding=finding(level))


def same_person(*accounts: Viewer) -> None:
    """Each is linked with the next."""
    for one, other in pairwise(accounts):
        first, second = sorted((one.own_id, other.own_id))
        Alternate.objects.create(account_id=first, other_id=second, at=clock.now())


def narrowed(viewer: Viewer, *scopes: str) -> Viewer:
    return Viewer(viewer.account, viewer.roles, frozenset(scopes))


def test_nobody_ends_a_sanction_that_holds_them_back(mo):
    judged(make_viewer(), make_viewer(role="moderator"))
    made = judged(mo, make_viewer(role="moderator"))

    with pytest.raises(Forbidden, match="something of your own"):
        lift_sanction(actor=mo, sanction_id=made.sanction.pk, reason="I am sorry.")

    assert Sanction.objects.filter(ended_at=None).count() == 2
    assert Restraint.objects.filter(lifted_at=None).count() == 2
    assert judgement_page(mo, made.pk, clock.now()).may_lift is False
    assert judgement_page(make_viewer(role="moderator"), made.pk, clock.now()).may_lift is True


@pytest.mark.parametrize("by_appeal", [True, False])
def test_who_leads_does_not_overturn_what_was_decided_about_them_or_their_other_account(lia, owner, by_appeal):
    other = make_viewer()
    same_person(lia, other)
    judgements = [judged(lia, owner, "warn"), judged(other, owner, "warn")]

    for one in judgements:
        with pytest.raises(Forbidden, match="something of your own"):
            overturn(actor=lia, judgement_id=one.pk, reason="Unfair.", by_appeal=by_appeal)
        assert judgement_page(lia, one.pk, clock.now()).may_overturn is False

    assert not Judgement.objects.exclude(overturned_at=None).exists()


def test_nobody_links_or_unlinks_their_own_account(mo, stranger):
    same_person(mo, stranger)

    with pytest.raises(Forbidden, match="your own account"):
        unlink_alternate(actor=mo, account_id=stranger.own_id, other_id=mo.own_id)
    with pytest.raises(Forbidden, match="your own account"):
        link_alternate(actor=mo, account_id=mo.own_id, other_id=make_viewer().own_id, why="me")

    assert Alternate.objects.count() == 1


def test_other_accounts_of_author_and_reporter_stand_in_the_way_however_far_the_chain_goes(mo, lia):
    author, between = make_viewer(), make_viewer()
    same_person(author, between, mo)
    other = make_viewer()
    same_person(other, lia)
    case = make_case(author)
    report(actor=other, kind="post", subject_id=case.subject_id, code="ad")

    with pytest.raises(Forbidden, match="something of your own"):
        claim(actor=mo, case_id=case.pk)
    with pytest.raises(Forbidden, match="reported this yourself"):
        claim(actor=lia, case_id=case.pk)
    assert case.pk not in {one.pk for one in open_cases(mo)}
    assert case.pk in {one.pk for one in open_cases(lia)}
    assert Case.objects.filter(claimed_by=None).count() == 2


@pytest.fixture
def secret(lia):
    """A case of a category only leads moderate and read."""
    place = make_category(rights={"see": ["role:lead"], "moderate": ["role:lead"]})
    return make_case(post=make_post(lia, make_topic(lia, place), source="The plan."))


def test_a_moderator_does_not_read_cases_of_categories_they_do_not_moderate(secret, mo, owner, client_of):
    page = client_of(mo)

    assert secret.pk not in {one.pk for one in open_cases(mo)}
    assert secret.pk in {one.pk for one in open_cases(owner)}
    with pytest.raises(NotFound):
        case_for(mo, secret.pk)
    assert page.get(reverse("conduct-case", args=[secret.pk])).status_code == 404
    assert page.get(f"/api/conduct/cases/{secret.pk}").status_code == 404
    assert "The plan." not in page.get(reverse("conduct-queue")).content.decode()


@pytest.mark.parametrize(("act", "words"), [(claim, {}), (note, {"words": "me too"})])
def test_nor_do_they_work_on_them(secret, mo, owner, act, words):
    with pytest.raises(NotFound):
        act(actor=mo, case_id=secret.pk, **words)
    claim(actor=owner, case_id=secret.pk)
    with pytest.raises(Invalid):
        hand_over(actor=owner, case_id=secret.pk, to=mo.own_id)

    secret.refresh_from_db()
    assert (secret.claimed_by_id, secret.steps.count()) == (owner.own_id, 1)


def test_nor_what_was_decided_there(secret, mo, owner):
    open_one = judged(make_viewer(), owner)
    made = judge(actor=owner, case_id=secret.pk, finding=finding("hide"))

    assert [one.pk for one in judgements_for(mo)] == [open_one.pk]
    with pytest.raises(NotFound):
        statement_for(mo, made.pk)
    assert statement_for(owner, made.pk).words == "The plan."


def test_nobody_brings_up_what_stands_where_they_do_not_moderate(mo, lia):
    place = make_category(rights={"moderate": ["role:lead"]})
    post = make_post(topic=make_topic(category=place))
    reason = Reason("team", "ad")

    with pytest.raises(Forbidden):
        open_case(actor=mo, kind="post", subject_id=post.pk, reason=reason)
    assert Case.objects.count() == 1
    assert open_case(actor=lia, kind="post", subject_id=post.pk, reason=reason)[0].subject_id == post.pk


def test_a_letter_comes_before_the_team_only_by_a_report_with_a_name(mo, owner, client_of):
    writer = make_viewer()
    letter = begin(actor=writer, to=[mo.own_id], title="", source="Between us.")
    address = reverse("conduct-report", args=["letter", letter.pk])

    for viewer in (mo, owner):
        with pytest.raises(Forbidden, match="private"):
            open_case(actor=viewer, kind="letter", subject_id=letter.pk, reason=Reason("team", "abuse"))
    assert client_of(mo).post(address, {"code": "abuse", "as": "team"}).status_code == 403
    assert not Case.objects.filter(kind="letter").exists()

    report(actor=mo, kind="letter", subject_id=letter.pk, code="abuse")

    case = Case.objects.get(kind="letter")
    with pytest.raises(Forbidden, match="reported this yourself"):
        judge(actor=mo, case_id=case.pk, finding=finding("warn", "abuse"))


def test_a_sample_does_not_begin_with_words_visitors_cannot_read(mo, owner):
    letter = begin(actor=make_viewer(), to=[mo.own_id], title="", source="Between us.")
    report(actor=mo, kind="letter", subject_id=letter.pk, code="abuse")
    made = judge(actor=owner, case_id=Case.objects.get(kind="letter").pk, finding=finding("warn", "abuse"))
    public = judged(make_viewer(), owner, post=make_post(source="Said aloud."))

    assert set(first_words(made).values()) == {"Sold watches under a question."}
    assert set(first_words(public).values()) == {"Said aloud.\n\nSold watches under a question."}


def test_a_token_reads_own_reports_and_statements_only_within_its_scopes(stranger, owner):
    case = make_case(stranger)
    report(actor=stranger, kind="post", subject_id=make_post().pk, code="ad")
    made = judge(actor=owner, case_id=case.pk, finding=finding("hide"))

    with pytest.raises(Forbidden):
        own_reports(narrowed(stranger, "forum.write"))
    with pytest.raises(NotFound):
        statement_for(narrowed(stranger, "forum.write"), made.pk)
    assert len(own_reports(narrowed(stranger, "conduct.report"))) == 1
    assert statement_for(narrowed(stranger, "own"), made.pk).number == made.pk


def test_the_suspended_bring_nobody_before_the_team(stranger, owner, client_of):
    made = judged(stranger, owner, "suspend")
    post = make_post()
    address = reverse("conduct-report", args=["post", post.pk])
    client = client_of(stranger)

    for answer in (client.get(address), client.post(address, {"code": "ad"})):
        assert (answer.status_code, answer["Location"]) == (302, reverse("conduct-decision", args=[made.pk]))
    assert not Case.objects.filter(subject_id=post.pk).exists()
    assert client.get(reverse("conduct-mine")).status_code == 200


def test_another_account_of_who_is_held_back_is_sent_to_a_page_it_may_read(stranger, owner, client_of):
    other = make_viewer()
    same_person(stranger, other)
    judge(actor=owner, case_id=make_case(stranger).pk, finding=finding("suspend", linked=True))

    answer = client_of(other).get("/latest/", follow=True)

    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, reverse("conduct-mine"))
