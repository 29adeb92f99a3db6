"""Every way of coming in, through the pages."""

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, Forbidden, Invalid
from steward.people.access.public import NOBODY, SYSTEM
from steward.people.accounts.public import Account
from steward.people.community.public import write_text
from steward.people.joining.actions.decide_sign_up import decide_sign_ups
from steward.people.joining.actions.sign_up import Answers, confirm_address
from steward.people.joining.actions.sign_up import sign_up as sign_up_action
from steward.people.joining.actions.use_invitation import make_invitation, revoke_invitation
from steward.people.joining.models import Acceptance, Guardian, Invitation, Profile
from steward.people.joining.public import may_write
from steward.people.joining.tests.people import PASSWORD, code_in_mail, fill_in, settings_are, sign_up, viewer
from steward.people.notify.models import Mail, Notification

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_tries_are_remembered():
    cache.clear()


def facts(kind: str) -> list[dict]:
    return list(Fact.objects.filter(type=kind).values_list("data", flat=True))


def test_with_open_doors_a_newcomer_is_a_member_when_the_address_is_proven():
    settings_are(signup_mode="open")
    client = Client()
    fill_in(client)
    before = may_write(viewer())

    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})

    assert isinstance(before, Denied)
    assert "_auth_user_id" in client.session
    assert bool(may_write(viewer()))
    assert len(facts("joining.member_joined")) == 1
    assert (Account.objects.get().name, Profile.objects.get().name_key) == ("Wei", "wei")


def test_the_newcomer_arrives_at_home_and_the_console_stays_closed():
    settings_are(signup_mode="open")
    client = Client()
    fill_in(client)

    answer = client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})

    assert answer["Location"] == "/"
    assert client.get("/console/members/").status_code == 403


def test_closed_doors_and_invitations_only_refuse_a_stranger(client):
    for mode in ("closed", "invitation"):
        settings_are(signup_mode=mode)

        page = client.get(reverse("account_signup"))
        answer = client.post(
            reverse("account_signup"), {"nickname": "Wei", "email": "wei@example.org", "password1": PASSWORD}
        )

        assert "Ask somebody of the team" in page.content.decode()
        assert "Ask somebody of the team" in answer.content.decode()
    assert Account.objects.count() == 0


def test_with_approval_the_newcomer_reads_until_the_team_has_decided(moderator):
    settings_are(signup_mode="approval", question="What brings you?")
    client = sign_up(answer="Tea, and friends.")
    waiting = may_write(viewer())

    decide_sign_ups(actor=moderator, account_ids=[viewer().own_id], approve=True)

    assert "still looking" in waiting.why
    assert list(Notification.objects.values_list("account__email", "kind")) == [("modi@example.org", "joining.waiting")]
    assert [letter.kind for letter in Mail.objects.exclude(to="")][-1] == "joining.decided"
    assert facts("joining.sign_up_waiting") == [{"account_id": viewer().own_id}]
    assert bool(may_write(viewer()))
    assert len(facts("joining.member_joined")) == 1
    assert client.get(reverse("own-profile")).status_code == 200
    assert Decision.objects.get(kind="joining.sign_up").account_id == moderator.own_id


def test_a_refusal_needs_a_reason_and_can_be_reversed(moderator, analyst):
    settings_are(signup_mode="approval")
    sign_up()
    ids = [viewer().own_id]
    with pytest.raises(Invalid):
        decide_sign_ups(actor=moderator, account_ids=ids, approve=False)
    with pytest.raises(Forbidden):
        decide_sign_ups(actor=analyst, account_ids=ids, approve=True)
    assert Profile.objects.get(account=ids[0]).state == "waiting"

    decide_sign_ups(actor=moderator, account_ids=ids, approve=False, reason="Spam before.")
    refused = may_write(viewer())
    decide_sign_ups(actor=moderator, account_ids=ids, approve=True)

    assert "did not approve" in refused.why
    assert bool(may_write(viewer()))
    assert facts("joining.sign_up_decided") == [
        {"account_id": ids[0], "approved": False}, {"account_id": ids[0], "approved": True},
    ]  # fmt: skip


def test_the_queue_approves_many_at_once(moderator, client_of):
    settings_are(signup_mode="approval")
    sign_up("wei@example.org")
    sign_up("ann@example.org", nickname="Ann")
    ids = [viewer("wei@example.org").own_id, viewer("ann@example.org").own_id]
    team = client_of(moderator)

    page = team.get(reverse("sign-ups")).content.decode()
    team.post(reverse("decide-sign-ups"), {"account": ids, "verdict": "approve"})

    assert "Wei" in page
    assert "ann@example.org" in page
    assert [bool(may_write(viewer(f"{who}@example.org"))) for who in ("wei", "ann")] == [True, True]


def test_an_invitation_lets_in_where_only_the_invited_may_come(moderator):
    settings_are(signup_mode="invitation")
    row, token = make_invitation(actor=moderator, limit=1, note="for Wei")
    client = Client()

    page = client.get(reverse("join", args=[token])).content.decode()
    sign_up(client=client)

    row.refresh_from_db()
    assert "Modi" in page
    assert (row.used, Profile.objects.get(account=viewer().own_id).invitation_id) == (1, row.pk)
    assert client.get(reverse("join", args=[token])).status_code == 410
    assert fill_in(Client(), "ann@example.org", nickname="Ann").status_code == 200


def test_links_that_are_revoked_or_over_no_longer_work(moderator):
    settings_are(signup_mode="invitation")
    revoked, first = make_invitation(actor=moderator, limit=5)
    late, second = make_invitation(actor=moderator, limit=5, days=1)
    revoke_invitation(actor=moderator, invitation_id=revoked.pk)
    Invitation.objects.filter(pk=late.pk).update(expires_at=clock.now() - timedelta(seconds=1))

    answers = [Client().get(reverse("join", args=[token])).status_code for token in (first, second, "never-was")]

    assert answers == [410, 410, 410]
    assert first not in Invitation.objects.get(pk=revoked.pk).token_sealed


def test_of_two_who_come_for_the_last_place_one_gets_it(moderator):
    settings_are(signup_mode="invitation")
    _row, token = make_invitation(actor=moderator, limit=1)
    ends: list[str] = []

    def come(number: int) -> None:
        from django.db import transaction

        try:
            with transaction.atomic():
                account = Account.objects.create_user(f"n{number}@example.org")
                sign_up_action(actor=SYSTEM, account=account, answers=Answers(f"Newcomer {number}", invitation=token))
            ends.append("in")
        except Invalid:
            ends.append("out")
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["in", "out", "out", "out"]
    assert (Invitation.objects.get().used, Account.objects.exclude(pk=moderator.own_id).count()) == (1, 1)


def test_members_invite_only_where_the_community_lets_them_and_little(stranger):
    settings_are(signup_mode="invitation", members_invite=False)
    with pytest.raises(Forbidden):
        make_invitation(actor=stranger)
    settings_are(members_invite=True)

    for _ in range(5):
        make_invitation(actor=stranger)

    with pytest.raises(Invalid):
        make_invitation(actor=stranger)
    with pytest.raises(Invalid):
        make_invitation(actor=stranger, limit=6)
    with pytest.raises(Forbidden):
        make_invitation(actor=NOBODY)
    assert Invitation.objects.count() == 5


def test_sign_up_answers_a_known_address_like_a_new_one(settings):
    settings_are(signup_mode="open")
    sign_up()
    cache.clear()
    mail.outbox.clear()
    known, new = Client(), Client()

    answers = [fill_in(known, "wei@example.org", nickname="Somebody"), fill_in(new, "new@example.org", nickname="Else")]
    pages = [client.get(reverse("account_email_verification_sent")).content.decode() for client in (known, new)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, answers[0]["Location"])] * 2
    plain = [_without_tokens(page).replace("wei@", "new@") for page in pages]
    assert plain[0] == plain[1]
    assert [letter.to for letter in mail.outbox] == [["wei@example.org"], ["new@example.org"]]
    assert _headers(answers[0]) == _headers(answers[1])


def _without_tokens(page: str) -> str:
    import re

    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|csrfToken&#34;: &#34;)[A-Za-z0-9]+', r"\1", page)


def _headers(answer) -> set[str]:
    return set(answer.headers) - {"Set-Cookie"}


def test_sign_in_and_password_reset_tell_nobody_who_is_here():
    settings_are(signup_mode="open")
    sign_up()
    cache.clear()
    mail.outbox.clear()
    wrong = [
        Client().post(reverse("account_login"), {"login": who, "password": "two cups of tea"}).content.decode()
        for who in ("wei@example.org", "not@example.org")
    ]
    reset = [
        Client().post(reverse("account_reset_password"), {"email": who})["Location"]
        for who in ("wei@example.org", "not@example.org")
    ]

    assert _without_tokens(wrong[0]).replace("wei@", "not@") == _without_tokens(wrong[1])
    assert reset[0] == reset[1]
    assert [letter.to for letter in mail.outbox] == [["wei@example.org"], ["not@example.org"]]


def test_the_session_is_another_one_after_signing_in():
    settings_are(signup_mode="open")
    sign_up()
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key

    client.cookies["sessionid"] = before
    client.post(reverse("account_login"), {"login": "wei@example.org", "password": PASSWORD})

    assert "_auth_user_id" in client.session
    assert client.session.session_key != before


def test_a_nickname_that_looks_the_same_is_taken():
    settings_are(signup_mode="open")
    sign_up()
    cache.clear()

    answers = [
        fill_in(Client(), f"n{number}@example.org", nickname=name).status_code
        for number, name in enumerate(
            ["WEI", "\uff37\uff25\uff29", "w\u200bei", "w\u0435i", "admin", "管理员", "a@b.c", "  "]
        )
    ]

    assert answers == [200] * 8
    assert Account.objects.count() == 1


def test_texts_are_accepted_in_the_versions_that_were_shown_and_again_when_asked():
    settings_are(signup_mode="open")
    write_text(actor=SYSTEM, key="terms", markdown="Be kind.", asks_again=True)
    client = Client()
    page = client.get(reverse("account_signup")).content.decode()
    without = fill_in(Client(), accept="")
    write_text(actor=SYSTEM, key="terms", markdown="Be kind, always.", asks_again=True)
    stale = client.post(reverse("account_signup"), {
        "nickname": "Wei", "email": "wei@example.org", "password1": PASSWORD, "accept": "on", "versions": "terms:1",
    })  # fmt: skip
    assert ("terms:1" in page, without.status_code, stale.status_code, Account.objects.count()) == (True, 200, 400, 0)

    member = sign_up()
    write_text(actor=SYSTEM, key="terms", markdown="Be kind, always. (comma)", asks_again=False)
    small = may_write(viewer())
    write_text(actor=SYSTEM, key="terms", markdown="Be kind or leave.", asks_again=True)
    big = may_write(viewer())
    member.post(reverse("accept-texts"), {"accept": "on", "versions": "terms:4"})

    assert (bool(small), bool(big), bool(may_write(viewer()))) == (True, False, True)
    assert reverse("accept-texts") in big.why
    assert sorted(Acceptance.objects.values_list("key", "version")) == [("terms", 2), ("terms", 4)]


def test_a_young_newcomer_writes_when_the_guardian_has_consented():
    settings_are(signup_mode="open", guardian_age=14, minimum_age=8)
    this_year = clock.now().year
    too_young = fill_in(Client(), birth_year=this_year - 5, guardian="ma@example.org")
    no_guardian = fill_in(Client(), birth_year=this_year - 12)
    client = Client()
    fill_in(client, birth_year=this_year - 12, guardian="ma@example.org")
    waits = Guardian.objects.get().sent_at
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})
    from steward.people.joining.actions.ask_guardian import letter_of

    email, token = letter_of(Guardian.objects.get().pk)
    waiting = may_write(viewer())
    guardian = Client()
    page = guardian.get(reverse("guardian", args=[token])).content.decode()
    guardian.post(reverse("guardian", args=[token]), {"answer": "yes"})
    given = may_write(viewer())
    guardian.post(reverse("guardian", args=[token]), {"answer": "no"})

    assert (too_young.status_code, no_guardian.status_code, email) == (200, 200, "ma@example.org")
    assert waits is None
    assert "Wei" in page
    assert (bool(waiting), bool(given), bool(may_write(viewer()))) == (False, True, False)
    assert Guardian.objects.get().state == "revoked"
    assert len(facts("joining.member_joined")) == 1
    assert "ma@example.org" not in Guardian.objects.get().email_sealed


def test_the_team_can_take_an_address_as_proven(moderator):
    settings_are(signup_mode="open")
    fill_in(Client())

    confirm_address(actor=moderator, account_id=viewer().own_id)

    assert bool(may_write(viewer()))
    assert EmailAddress.objects.get().verified
    client = Client()
    client.post(reverse("account_login"), {"login": "wei@example.org", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_accounts_of_the_team_sign_in_with_a_password_and_no_code(owner):
    owner.account.set_password(PASSWORD)
    owner.account.save()
    client = Client()

    answer = client.post(reverse("account_login"), {"login": "olivia@example.org", "password": PASSWORD})

    assert (answer["Location"], mail.outbox) == ("/console/", [])


def test_who_has_not_confirmed_is_asked_for_the_code_again_at_sign_in():
    settings_are(signup_mode="open")
    fill_in(Client())
    cache.clear()
    client = Client()

    answer = client.post(reverse("account_login"), {"login": "wei@example.org", "password": PASSWORD})

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    assert len(mail.outbox) == 2


def test_somebody_who_is_too_fast_reads_to_wait():
    settings_are(signup_mode="open")
    client = Client()

    answers = [fill_in(client, f"n{number}@example.org", nickname=f"N {number}") for number in range(25)]

    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()


def test_anonymous_and_strangers_may_or_may_not_write(stranger):
    assert isinstance(may_write(NOBODY), Denied)
    assert bool(may_write(stranger))
    assert bool(may_write(SYSTEM))
