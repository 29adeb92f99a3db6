"""Saying "this imported identity is me": by one's own address, by a letter to an old one, by the team's word."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.kernel.sealing import seal, unseal
from steward.people.access.public import Viewer, allowed
from steward.people.accounts.public import Account
from steward.people.joining.actions.arrive import ensure_identity, hold_sequences
from steward.people.joining.enums import ClaimState
from steward.people.joining.errors import already_decided, claimed_by_another, link_over
from steward.people.joining.events import ClaimDecided, ClaimMade, IdentityClaimed, IdentityUnclaimed
from steward.people.joining.models import Claim
from steward.people.joining.queries.claims import offered, unclaimed, with_address
from steward.people.joining.queries.entry import may_write
from steward.people.joining.queries.faces import identities_of
from steward.people.joining.rules import CLAIM_LINK, new_token, token_hash
from steward.people.members.public import Identity, merge_members, undo_merge

#: Letters an account may cause in a day, and open questions to the team.
MOST_LETTERS, MOST_QUESTIONS = 5, 5


@transaction.atomic
def claim_offered(*, actor: Viewer, identity_ids: Collection[int]) -> Claim:
    """Take over identities whose address is the account's own, proven one. Raises Forbidden, NotFound, Invalid."""
    require(may_write(actor))
    hold_sequences()
    wanted = [identity for identity in offered(actor) if identity.pk in set(identity_ids)]
    if not wanted:
        raise NotFound
    claim = Claim(account_id=actor.own_id, state=ClaimState.DONE, made_at=clock.now(), decided_at=clock.now())
    return _take_over(claim, wanted, by=actor)


@transaction.atomic
def ask_by_letter(*, actor: Viewer, email: str) -> None:
    """Send a link to an old address, if anybody was known by it; the answer is the same if nobody was.

    Raises Forbidden, Invalid.
    """
    require(may_write(actor))
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid({"email": _("“%(email)s” is not an e-mail address.") % {"email": email}}) from None
    day = clock.now() - timedelta(days=1)
    letters = Claim.objects.filter(account=actor.own_id, made_at__gt=day).exclude(email_sealed="")
    if letters.count() >= MOST_LETTERS:
        raise Invalid({"email": _("That was enough letters for today. Try again tomorrow.")})
    token = new_token()
    known = bool(with_address(email))
    claim = Claim.objects.create(
        account_id=actor.own_id, state=ClaimState.SENT, email_sealed=seal(f"{email} {token}"),
        token_hash=token_hash(token), made_at=clock.now(),
    )  # fmt: skip
    if known:
        publish(ClaimMade(actor.own_id, claim.pk, for_team=False), actor=actor.name)


def letter_of(claim_id: int) -> tuple[str, str]:
    """Where the letter goes and the token of its link, for the subscriber that writes it."""
    email, _space, token = unseal(Claim.objects.get(pk=claim_id).email_sealed).partition(" ")
    return email, token


def claim_behind(*, actor: Viewer, token: str) -> tuple[Claim, list[Identity]]:
    """The claim a letter's link belongs to and what it would bring. Raises Invalid: also for another's link."""
    row = Claim.objects.filter(token_hash=token_hash(token), account=actor.own_id, state=ClaimState.SENT).first()
    if row is None or clock.now() > row.made_at + CLAIM_LINK:
        raise link_over()
    return row, with_address(unseal(row.email_sealed).partition(" ")[0])


@transaction.atomic
def claim_by_letter(*, actor: Viewer, token: str) -> Claim:
    """Take over what was known by the address the letter went to. Raises Forbidden, Invalid."""
    require(may_write(actor))
    hold_sequences()
    claim, wanted = claim_behind(actor=actor, token=token)
    if not wanted or not Claim.objects.filter(pk=claim.pk, state=ClaimState.SENT).update(state=ClaimState.DONE):
        raise link_over()
    claim.state, claim.decided_at, claim.token_hash = ClaimState.DONE, clock.now(), None
    return _take_over(claim, wanted, by=actor)


@transaction.atomic
def ask_team(*, actor: Viewer, identity_id: int, reason: str) -> Claim:
    """Ask the team to say that an identity without an address is one's own. Raises Forbidden, NotFound, Invalid."""
    require(may_write(actor))
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise Invalid({"reason": _("Say how the team can tell that this was you.")})
    if not unclaimed().filter(pk=identity_id).exists():
        raise NotFound
    waiting = Claim.objects.filter(account=actor.own_id, state=ClaimState.WAITING)
    if waiting.count() >= MOST_QUESTIONS:
        raise Invalid({"reason": _("The team is still looking at your earlier claims.")})
    claim = Claim(
        account_id=actor.own_id, state=ClaimState.WAITING, identity_id=identity_id, reason=reason, made_at=clock.now()
    )
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError:
        raise Invalid({"reason": _("The team is still looking at this claim.")}) from None
    publish(ClaimMade(actor.own_id, claim.pk, for_team=True), actor=actor.name)
    return claim


@transaction.atomic
def decide_claim(*, actor: Viewer, claim_id: int, accept: bool, answer: str = "") -> Claim:
    """Say yes or no to a claim. Raises Forbidden, NotFound, Invalid."""
    require(allowed(actor, "members.merge"))
    hold_sequences()
    claim = Claim.objects.select_for_update(of=("self",)).select_related("identity").filter(pk=claim_id).first()
    if claim is None:
        raise NotFound
    if claim.state != ClaimState.WAITING or claim.identity is None:
        raise already_decided()
    claim.decided_at, claim.decided_by_id, claim.answer = clock.now(), actor.account_id, " ".join(answer.split())[:300]
    publish(ClaimDecided(claim.account_id, claim.pk, accept), actor=actor.name)
    if accept:
        claim.state = ClaimState.DONE
        return _take_over(claim, [claim.identity], by=actor)
    claim.state = ClaimState.REFUSED
    claim.save()
    return claim


@transaction.atomic
def undo_claim(*, actor: Viewer, claim_id: int) -> None:
    """Take a claim back: each side is what it was. Raises Forbidden, NotFound, Invalid."""
    require(allowed(actor, "members.merge"))
    claim = Claim.objects.select_for_update().filter(pk=claim_id).first()
    if claim is None:
        raise NotFound
    if claim.state != ClaimState.DONE:
        raise already_decided()
    hold_sequences()
    for decision_id in reversed(claim.merges):
        undo_merge(actor=actor, decision_id=decision_id)
    claim.state = ClaimState.UNDONE
    claim.save(update_fields=["state"])
    publish(IdentityUnclaimed(claim.account_id, tuple(claim.identity_ids)), actor=actor.name)


def _take_over(claim: Claim, wanted: Iterable[Identity], *, by: Viewer) -> Claim:
    """Merge the members of these identities into the account's own and write the claim down."""
    claim.save()
    own = ensure_identity(Account.objects.get(pk=claim.account_id))
    before = set(identities_of(claim.account_id))
    # The account's member survives; the decision is the person's, who need not hold the team's right to merge.
    person = Viewer(account=by.account, is_system=True)
    for member in sorted({identity.member_id for identity in wanted}):
        if not unclaimed().filter(member=member).exists():
            raise claimed_by_another()
        decision = merge_members(
            actor=person, winner_id=own.member_id, loser_id=member, evidence={"claim": claim.pk, "by": by.name}
        )
        claim.merges.append(decision.pk)
    claim.identity_ids = sorted(set(identities_of(claim.account_id)) - before)
    claim.save()
    publish(IdentityClaimed(claim.account_id, own.member_id, tuple(claim.identity_ids)), actor=by.name)
    return claim
