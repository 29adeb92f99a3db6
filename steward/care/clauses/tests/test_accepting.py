"""Accepting the code: at sign-up, again when it changes materially, and who has not yet."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from steward.care.clauses.actions.remind_members import remind_members, tell_of_edition
from steward.care.clauses.actions.write_clause import change_clause
from steward.care.clauses.models import Edition
from steward.care.clauses.queries.acceptances import acceptances_for, counts
from steward.care.clauses.tests.code import publish, words, write
from steward.foundation.jobs.public import Job
from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community, community
from steward.people.community.queries import one_request
from steward.people.joining.public import Acceptance, Profile, accept_texts, may_write
from steward.people.joining.tests.people import fill_in, settings_are, sign_up, viewer
from steward.people.notify.models import Notification

pytestmark = pytest.mark.django_db


def accepts(someone, number: int) -> None:
    accept_texts(actor=someone, versions={"conduct": number})


def changed(clause, text: str) -> None:
    change_clause(actor=SYSTEM, clause_id=clause.pk, words=words(text))


def test_newcomers_accept_the_edition_that_was_on_the_page(client):
    settings_are(signup_mode="open")
    write()
    publish()

    page = client.get(reverse("account_signup")).content.decode()
    without = fill_in(client, "li@example.org", nickname="Li", accept="")
    sign_up()

    assert re.search(r'name="versions" value="([^"]*)"', page)[1] == "conduct:1"
    assert f'href="{reverse("code-of-conduct")}?version=1"' in page
    assert without.status_code == 200
    assert [(one.key, one.version) for one in Acceptance.objects.all()] == [("conduct", 1)]
    assert may_write(viewer())


def test_a_material_edition_asks_everybody_again_once_it_binds(stranger, monkeypatch):
    clause = write()
    publish()
    first = may_write(stranger)
    accepts(stranger, 1)
    accepted = bool(may_write(stranger))
    changed(clause, "Be kind, please.")
    publish(material=False)
    small = bool(may_write(stranger))
    changed(clause, "Be kind or leave.")
    publish(notice_days=7)
    announced = bool(may_write(stranger))
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert (bool(first), accepted, small, announced) == (False, True, True, True)
    assert reverse("accept-texts") in first.why
    assert not may_write(stranger)


def test_who_accepts_during_the_notice_is_not_asked_again(stranger, client_of, monkeypatch):
    write()
    publish(notice_days=7)
    client = client_of(stranger)
    page = client.get(reverse("accept-texts")).content.decode()
    client.post(reverse("accept-texts"), {"accept": "on", "versions": "conduct:1"})
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert 'value="conduct:1"' in page
    assert may_write(stranger)


def test_an_edition_that_was_replaced_while_somebody_read_is_not_accepted(stranger):
    clause = write()
    publish()
    changed(clause, "Be kinder.")
    publish()

    with pytest.raises(Invalid):
        accepts(stranger, 1)

    assert Acceptance.objects.count() == 0


def test_a_code_nobody_has_to_accept_stands_in_nobodys_way(stranger):
    write()
    publish(material=False)

    assert may_write(stranger)


def test_asking_whether_one_may_write_costs_one_query_more_only_while_something_must_be_accepted(stranger, queries_of):
    change_community(actor=SYSTEM, name="Tea")

    def page() -> None:
        with one_request():
            community()
            may_write(stranger)

    before = queries_of(page)
    write()
    publish(material=False)
    small = queries_of(page)
    write("no-ads", "ad")
    publish()

    assert (before, small, queries_of(page)) == (2, 2, 3)


def test_team_mates_are_on_the_list_and_not_held_up(owner, moderator, stranger):
    write()
    publish()
    accepts(stranger, 1)

    rows = {row.pk: (bool(row.done), row.in_team, row.accepted) for row in acceptances_for(owner)}

    assert rows == {
        owner.own_id: (False, True, None), moderator.own_id: (False, True, None), stranger.own_id: (True, False, 1),
    }  # fmt: skip
    assert counts(1) == (1, 3)
    assert may_write(moderator)


def test_the_list_is_searched_filtered_and_exported(owner, moderator, stranger, client_of):
    write()
    publish()
    accepts(stranger, 1)
    client, address = client_of(owner), reverse("code-acceptances")

    missing = client.get(address, {"state": "missing"}).content.decode()
    team = client.get(address, {"kind": "team", "q": "Modi"}).content.decode()
    rows = b"".join(client.get(address, {"format": "csv", "state": "accepted"})).decode("utf-8-sig").splitlines()

    assert ("Select Modi" in missing, "Select Stranger" in missing) == (True, False)
    assert ("Select Modi" in team, "Select Olivia" in team) == (True, False)
    assert len(rows) == 2
    assert rows[1].startswith("Stranger,accepted,1,")
    assert client_of(moderator).get(address).status_code == 403


def test_the_page_of_acceptances_asks_the_same_number_of_queries_for_one_and_for_many(owner, client_of, queries_of):
    from steward.people.accounts.public import Account

    write()
    publish()
    client, address = client_of(owner), reverse("code-acceptances")
    few = queries_of(lambda: client.get(address))
    for number in range(3):
        Account.objects.create_user(f"n{number}@example.org", name=f"N{number}")

    assert queries_of(lambda: client.get(address)) == few


def test_reminding_tells_those_who_have_not_accepted_and_nobody_twice(owner, moderator, stranger):
    write()
    publish()
    accepts(stranger, 1)

    count = remind_members(actor=owner)
    remind_members(actor=owner, account_ids=[moderator.own_id, stranger.own_id])

    told = Notification.objects.filter(kind="clauses.reminder")
    assert count == 2
    assert [(one.account_id, one.times) for one in told] == [(moderator.own_id, 2)]
    assert Decision.objects.filter(kind="clauses.remind").count() == 2
    with pytest.raises(Forbidden):
        remind_members(actor=moderator)


def test_the_buttons_remind_the_ticked_or_everybody(owner, moderator, stranger, client_of):
    write()
    publish()
    client, address = client_of(owner), reverse("code-remind")

    client.post(address, {"rows": [stranger.own_id]})
    ticked = list(Notification.objects.filter(kind="clauses.reminder").values_list("account_id", flat=True))
    client.post(address, {"all": "1"})

    assert ticked == [stranger.own_id]
    assert set(Notification.objects.filter(kind="clauses.reminder").values_list("account_id", flat=True)) == {
        moderator.own_id, stranger.own_id,
    }  # fmt: skip


def test_who_was_not_let_in_is_neither_listed_nor_told(owner, stranger):
    Profile.objects.create(account=stranger.account, state="waiting", made_at=clock.now())
    write()
    publish()

    assert [row.pk for row in acceptances_for(owner)] == [owner.own_id]
    assert remind_members(actor=SYSTEM) == 1
    assert tell_of_edition(actor=SYSTEM, number=1) == 1


def test_nobody_is_reminded_where_no_edition_asks(owner):
    write()
    publish(material=False)

    with pytest.raises(Invalid):
        remind_members(actor=owner)


def test_everybody_is_told_of_an_edition_once(owner, stranger, django_capture_on_commit_callbacks):
    write()
    with django_capture_on_commit_callbacks(execute=True):
        publish(notice_days=7)
    asked = Job.objects.filter(kind="clauses.tell").values_list("args", flat=True)

    told = [tell_of_edition(actor=SYSTEM, number=1), tell_of_edition(actor=SYSTEM, number=1)]

    assert list(asked) == [{"number": 1}]
    assert told == [2, 0]
    assert Edition.objects.get().told_at is not None
    assert set(Notification.objects.filter(kind="clauses.edition").values_list("account_id", flat=True)) == {
        owner.own_id, stranger.own_id,
    }  # fmt: skip


def test_telling_many_takes_a_constant_number_of_queries(owner):
    from steward.people.accounts.public import Account

    write()
    publish()
    few, many = [], []
    remind_members(actor=owner)
    for number in range(30):
        Account.objects.create_user(f"n{number}@example.org", name=f"N{number}")
    for kept, most in ((few, 3), (many, 30)):
        ids = list(Account.objects.order_by("pk").values_list("pk", flat=True)[:most])
        with CaptureQueriesContext(connection) as context:
            remind_members(actor=owner, account_ids=ids)
        kept.append(len(context))
        Notification.objects.all().delete()

    assert few == many
