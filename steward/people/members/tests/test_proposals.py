"""Resolution over the database: certain pairs merge, likely ones wait for a person, rejected ones stay away."""

import pytest

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.proposals.public import Proposal, accept, reject, reopen
from steward.people.access.public import SYSTEM
from steward.people.members.actions.decide_many import decide_above, decide_many
from steward.people.members.actions.merge_members import merge_members, undo_merge
from steward.people.members.actions.resolve import resolve_members, resolve_soon
from steward.people.members.models import Member, Merge, RejectedPair
from steward.people.members.tests.people import account, bring, snapshot

pytestmark = pytest.mark.django_db

ANN = {"name": "Ann Archer", "handle": "kestrel77"}


def run():
    return resolve_members(actor=SYSTEM)


def open_proposals() -> list[Proposal]:
    return list(Proposal.objects.filter(state="open").order_by("pk"))


def test_one_verified_address_on_two_services_merges_by_itself():
    first, second, other = bring(
        account(1, email="ann@x.org", email_verified=True, name="Ann"),
        account(1, realm="forum", service="discourse", email="ANN@x.org", email_verified=True, name="annie"),
        account(3, email="bob@x.org", email_verified=True),
    )

    fact = run()

    assert (fact.examined, fact.merged) == (3, 1)
    assert dict(Member.objects.values_list("pk", "merged_into")) == {first: None, second: first, other: None}
    assert (Decision.objects.get().by, Decision.objects.get().evidence["rules"]) == ("rule", ["verified_address"])


def test_equal_names_alone_are_proposed_and_never_merged():
    bring(account(1, name="Henrietta Ravenscroft"), account(1, realm="forum", name="Henrietta Ravenscroft"))

    fact = run()

    assert (fact.merged, fact.proposed, Merge.objects.count()) == (0, 1, 0)


def test_a_second_run_finds_nothing_new_and_looks_only_at_what_changed():
    bring(account(1, **ANN), account(2, realm="forum", **ANN), account(3, name="Somebody Else"))
    run()
    before = snapshot()
    run()

    bring(account(4, realm="irc", service="irc", name="", handle="somebodyelse"))
    fact = run()

    assert fact.examined == 1
    assert snapshot()["members"][: len(before["members"])] == before["members"]


def test_an_automatic_merge_that_is_taken_back_is_not_made_again():
    bring(account(1, **ANN), account(2, realm="forum", **ANN))
    run()

    undo_merge(actor=SYSTEM, decision_id=Decision.objects.get().pk)
    resolve_members(actor=SYSTEM, everything=True)

    assert Member.objects.filter(merged_into=None).count() == 2
    assert (RejectedPair.objects.count(), open_proposals()) == (1, [])


def test_accepting_merges_and_reopening_takes_it_back(moderator):
    bring(account(1, name="Henrietta Ravenscroft"), account(1, realm="forum", name="Henrietta Ravenscroft"))
    run()
    [proposal] = open_proposals()
    before = snapshot()

    accept(actor=moderator, proposal_id=proposal.pk)
    merged = Member.objects.filter(merged_into=None).count()
    reopen(actor=moderator, proposal_id=proposal.pk)

    assert merged == 1
    assert snapshot() == before
    assert [row.pk for row in open_proposals()] == [proposal.pk]


def test_taking_the_merge_back_opens_its_proposal_again(moderator):
    bring(account(1, name="Henrietta Ravenscroft"), account(1, realm="forum", name="Henrietta Ravenscroft"))
    run()
    decision = accept(actor=moderator, proposal_id=open_proposals()[0].pk).decision_id

    undo_merge(actor=moderator, decision_id=decision)

    assert len(open_proposals()) == 1


def test_a_rejected_pair_never_comes_back_not_even_across_merges_and_imports(moderator):
    name = "Henrietta Ravenscroft"
    one, two = bring(account(1, name=name), account(1, realm="forum", name=name))
    run()
    reject(actor=moderator, proposal_id=open_proposals()[0].pk)
    [third] = bring(account(5, realm="wiki", name="hr", handle="hr5"))
    merge_members(actor=SYSTEM, winner_id=third, loser_id=one)
    bring(account(1, realm="forum", name=name, handle="henrietta", email="h@r.org"))

    resolve_members(actor=SYSTEM, everything=True)

    assert open_proposals() == []
    assert {two, third} == set(Member.objects.filter(merged_into=None).values_list("pk", flat=True))


def test_a_certain_match_does_not_join_what_a_person_said_is_different(moderator):
    name, mail = "Henrietta Ravenscroft", {"email": "h@r.org", "email_verified": True}
    bring(account(1, name=name), account(1, realm="forum", name=name, **mail))
    run()
    reject(actor=moderator, proposal_id=open_proposals()[0].pk)

    bring(account(1, name=name, **mail))
    run()

    assert Member.objects.filter(merged_into=None).count() == 2


def test_reopening_a_rejection_forgets_it(moderator):
    bring(account(1, name="Henrietta Ravenscroft"), account(1, realm="forum", name="Henrietta Ravenscroft"))
    run()
    proposal = reject(actor=moderator, proposal_id=open_proposals()[0].pk)

    reopen(actor=moderator, proposal_id=proposal.pk)

    assert (RejectedPair.objects.count(), len(open_proposals())) == (0, 1)


def test_a_decided_proposal_cannot_be_decided_again(moderator):
    bring(account(1, name="Henrietta Ravenscroft"), account(1, realm="forum", name="Henrietta Ravenscroft"))
    run()
    [proposal] = open_proposals()
    reject(actor=moderator, proposal_id=proposal.pk)

    with pytest.raises(Invalid):
        accept(actor=moderator, proposal_id=proposal.pk)


def test_bulk_acceptance_passes_over_what_an_earlier_one_answered(moderator):
    name = "Henrietta Ravenscroft"
    bring(*(account(1, realm=realm, name=name) for realm in ("a", "b", "c")), account(9, name="Some Bystander"))
    run()

    result = decide_many(actor=moderator, verdict="accept", least=0.5)

    assert result["decided"] == 2
    assert Member.objects.filter(merged_into=None).count() == 2
    assert open_proposals() == []


@pytest.mark.parametrize("role", ["stranger", "analyst"])
def test_who_may_not_merge_decides_nothing(role, request):
    viewer = request.getfixturevalue(role)
    bring(account(1, name="Henrietta Ravenscroft"), account(1, realm="forum", name="Henrietta Ravenscroft"))
    run()
    [proposal] = open_proposals()
    before = snapshot()

    for act in (accept, reject, reopen):
        with pytest.raises(Forbidden):
            act(actor=viewer, proposal_id=proposal.pk)
    with pytest.raises(Forbidden):
        resolve_members(actor=viewer)
    with pytest.raises(Forbidden):
        decide_many(actor=viewer, verdict="accept")

    assert (snapshot(), len(open_proposals())) == (before, 1)


def test_the_same_work_runs_as_jobs(moderator):
    from steward.foundation.jobs.public import Job
    from steward.foundation.jobs.public import run as run_job

    name = "Henrietta Ravenscroft"
    names = [f"{name}{chr(97 + n) * 3}" for n in range(26)]
    bring(*(account(n, realm=f"{realm}{n}", name=names[n]) for n in range(26) for realm in "rs"))

    look = resolve_soon(actor=moderator)
    again = resolve_soon(actor=moderator)
    states = [run_job(look.pk)]
    decide = decide_above(actor=moderator, verdict="accept", least=0.9)
    states.append(run_job(decide.pk))

    assert (again, states) == (None, ["done", "done"])
    assert Job.objects.get(pk=look.pk).result["proposed"] >= 26
    assert Member.objects.filter(merged_into=None).count() < 52
    assert open_proposals() == []
