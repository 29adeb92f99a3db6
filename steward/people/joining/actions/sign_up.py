"""Making an account by oneself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.kernel.sealing import seal
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.people.accounts.public import Account, announce_account, rename_account
from steward.people.community.public import SignUp, community
from steward.people.joining.actions.accept_texts import record_acceptance
from steward.people.joining.actions.arrive import arrive, hold_sequences
from steward.people.joining.actions.ask_guardian import note_guardian, send_waiting_letter
from steward.people.joining.actions.use_invitation import refuse_closed, take_place
from steward.people.joining.enums import Consent, State
from steward.people.joining.errors import nickname_taken
from steward.people.joining.events import SignUpWaiting
from steward.people.joining.models import Profile
from steward.people.joining.queries.entry import entry_of
from steward.people.joining.rules import check_birth_year, clean_nickname, needs_guardian, nickname_key


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody wrote when signing up."""

    nickname: str
    invitation: str = ""  # the token of the link they came by
    answer: str = ""  # to the community's question
    birth_year: int | None = None
    guardian: str = ""  # an address
    real_name: str = ""
    accepted: Mapping[str, int] = field(default_factory=dict)  # text → version


@transaction.atomic
def sign_up(*, actor: Viewer, account: Account, answers: Answers) -> Profile:
    """Give a new account everything that makes it a member's: in the transaction that makes the account.

    An invitation stands for the team's approval. Raises Forbidden, Invalid; then there is no account either.
    """
    hold_sequences()
    now = community()
    refuse_closed(answers.invitation, mode_is_open=now.is_open)
    check_birth_year(answers.birth_year, clock.now().astimezone(now.zone).year, now)
    invitation = take_place(answers.invitation) if answers.invitation else None
    profile = _profile(account, answers)
    profile.invitation = invitation
    if now.signup_mode == SignUp.APPROVAL and invitation is None:
        profile.state = State.WAITING
    try:
        with transaction.atomic():
            profile.save()
    except IntegrityError:
        raise nickname_taken() from None
    rename_account(account=account, name=clean_nickname(answers.nickname))
    announce_account(account=account)
    record_acceptance(account.pk, answers.accepted)
    if profile.needs_guardian:
        note_guardian(account_id=account.pk, email=answers.guardian)
    proceed(actor=actor, account_id=account.pk)
    return profile


def _profile(account: Account, answers: Answers) -> Profile:
    moment, now = clock.now(), community()
    year = answers.birth_year if now.needs_age else None
    return Profile(
        account=account,
        name_key=nickname_key(clean_nickname(answers.nickname)),
        state=State.APPROVED,
        made_at=moment,
        answer=answers.answer.strip()[:2000],
        birth_year=year,
        needs_guardian=needs_guardian(year, moment.astimezone(now.zone).year, now),
        real_name_sealed=seal(" ".join(answers.real_name.split())[:120]),
    )


@transaction.atomic
def proceed(*, actor: Viewer, account_id: int) -> None:
    """Take the next step of coming in, whatever has just become true: ask the team, or welcome the member."""
    entry = entry_of(account_id)
    if entry.verified and entry.guardian == Consent.ASKED:
        send_waiting_letter(actor=actor, account_id=account_id)
    ready = entry.verified and entry.guardian in {"", Consent.GIVEN}
    if entry.state == State.WAITING and ready:
        fresh = Profile.objects.filter(account=account_id, state=State.WAITING, asked_at=None)
        if fresh.update(asked_at=clock.now()):
            publish(SignUpWaiting(account_id), actor=actor.name)
    else:
        arrive(actor=actor, account_id=account_id)


@transaction.atomic
def confirm_address(*, actor: Viewer, account_id: int) -> None:
    """Take an address as proven by the team's word, where letters do not arrive. Raises Forbidden."""
    require(allowed(actor, "joining.approve"))
    if not Profile.objects.filter(account=account_id).update(vouched=True):
        return
    EmailAddress.objects.filter(user=account_id, primary=True).update(verified=True)
    decide(kind="joining.vouch", subject=f"account:{account_id}", account_id=actor.account_id)
    proceed(actor=SYSTEM, account_id=account_id)
