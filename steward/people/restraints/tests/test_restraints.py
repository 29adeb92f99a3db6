"""Being held back: what it forbids, where, until when."""

from datetime import timedelta

import pytest

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, Forbidden, NotFound
from steward.people.access.public import NOBODY, SYSTEM, hash_of, issue_token, viewer_of_token
from steward.people.accounts.public import Account
from steward.people.restraints.actions.impose import impose, lift, lift_ended
from steward.people.restraints.models import Restraint
from steward.people.restraints.queries import restraints_of
from steward.people.restraints.rules import may_write_there

BY = "judgement:1"


def may_write(viewer):
    """What the next request of theirs is told."""
    return may_write_there(restraints_of(Account.objects.get(pk=viewer.account_id)))


def test_the_muted_write_nothing_until_their_time_is_over(stranger, moderator, db):
    noon = clock.now()
    assert may_write(stranger)

    impose(actor=moderator, account_id=stranger.own_id, kind="mute", by=BY, until=noon + timedelta(hours=1),
           url="/conduct/decisions/1/")  # fmt: skip

    ruling = may_write(stranger)
    assert isinstance(ruling, Denied)
    assert "/conduct/decisions/1/" in ruling.why
    assert lift_ended(now=noon + timedelta(minutes=59)) == 0
    assert lift_ended(now=noon + timedelta(hours=1)) == 1
    assert may_write(stranger)
    assert Account.objects.get(pk=stranger.account_id).restrained is False


def test_a_restraint_of_one_place_leaves_the_others_free(stranger, moderator):
    impose(actor=moderator, account_id=stranger.own_id, kind="mute", by=BY, scope="category:7")

    assert may_write(stranger)
    assert Account.objects.get(pk=stranger.account_id).away is False


def test_the_same_judgement_imposes_once(stranger, moderator):
    first = impose(actor=moderator, account_id=stranger.own_id, kind="mute", by=BY)
    second = impose(actor=moderator, account_id=stranger.own_id, kind="mute", by=BY)

    assert first.pk == second.pk
    assert Restraint.objects.count() == 1


def test_letting_go_leaves_what_else_holds(stranger, moderator):
    mute = impose(actor=moderator, account_id=stranger.own_id, kind="mute", by=BY)
    impose(actor=moderator, account_id=stranger.own_id, kind="ban", by="judgement:2")

    assert lift(actor=moderator, restraint_id=mute.pk) is True

    account = Account.objects.get(pk=stranger.account_id)
    assert (account.restrained, account.away) == (True, True)
    assert lift(actor=moderator, restraint_id=mute.pk) is False


def test_only_who_may_impose_does(stranger, analyst):
    with pytest.raises(Forbidden):
        impose(actor=analyst, account_id=stranger.own_id, kind="ban", by=BY)
    with pytest.raises(NotFound):
        impose(actor=SYSTEM, account_id=999_999, kind="ban", by=BY)

    assert Restraint.objects.count() == 0
    assert Account.objects.get(pk=stranger.account_id).away is False


def test_the_banned_read_why_and_nothing_else(stranger, moderator, client_of):
    client = client_of(stranger)
    assert client.get("/latest/").status_code == 200

    impose(actor=moderator, account_id=stranger.own_id, kind="ban", by=BY, url="/conduct/decisions/1/")

    answer = client.get("/latest/")
    assert (answer.status_code, answer["Location"]) == (302, "/conduct/decisions/1/")
    assert client.get("/api/me").status_code == 403
    assert client.get("/me/data/").status_code == 200


def test_a_token_of_the_suspended_opens_nothing(analyst, moderator):
    _token, secret = issue_token(actor=analyst, name="mine", scopes=["console.open"])
    assert viewer_of_token(hash_of(secret)).account_id == analyst.account_id

    impose(actor=moderator, account_id=analyst.own_id, kind="suspend", by=BY)

    assert viewer_of_token(hash_of(secret)) == NOBODY


def test_who_was_never_held_back_costs_no_query(stranger, queries_of):
    assert queries_of(lambda: restraints_of(stranger.account)) == 0
