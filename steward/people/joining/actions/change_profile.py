"""What a member shows of themselves; the name they keep back-stage."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.kernel.sealing import seal, unseal
from steward.foundation.media.public import claim, release, uploads
from steward.people.access.public import Viewer, allowed
from steward.people.accounts.public import Account, rename_account
from steward.people.joining.actions.arrive import ensure_profile, hold_sequences, put_identity
from steward.people.joining.errors import nickname_taken, renamed_lately
from steward.people.joining.events import ProfileChanged
from steward.people.joining.models import NameUsed, Profile
from steward.people.joining.rules import RENAME_DAYS, clean_nickname, nickname_key
from steward.people.restraints.public import may_write_there, restraints_of


@transaction.atomic
def change_profile(
    *, actor: Viewer, nickname: str | None = None, about: str | None = None, avatar: str | None = None
) -> tuple[str, ...]:
    """Change one's own nickname, words or picture (a key of media, "" for none); returns the fields that changed.

    Who is muted may take words and picture away, not put others there. Raises NotFound, Forbidden, Invalid.
    """
    if actor.account is None:
        raise NotFound
    hold_sequences()
    ensure_profile(actor=actor, account=actor.account)
    profile = Profile.objects.select_for_update().get(account=actor.account)
    account = Account.objects.get(pk=actor.own_id)
    changed = []
    if nickname is not None and clean_nickname(nickname) != account.name:
        _rename(account, profile, clean_nickname(nickname))
        actor.account.name = account.name
        changed.append("nickname")
    if about is not None and (words := " ".join(about.split())[:500]) != profile.about:
        profile.about = words
        changed.append("about")
    if avatar is not None and avatar != profile.avatar:
        _own_picture(avatar, account.pk)
        profile.avatar = avatar
        release(by=f"profile:{profile.pk}")
        claim([avatar] if avatar else [], by=f"profile:{profile.pk}")
        changed.append("avatar")
    if changed:
        if "nickname" in changed or any(getattr(profile, name) for name in changed):
            require(may_write_there(restraints_of(actor.account)))
        profile.save()
        publish(ProfileChanged(account.pk, tuple(changed)), actor=actor.name)
    return tuple(changed)


def _own_picture(key: str, account_id: int) -> None:
    upload = uploads([key]).get(key)
    if key and (upload is None or upload.account_id != account_id):
        raise Invalid({"avatar": _("Choose a picture that you have uploaded yourself.")})


def _rename(account: Account, profile: Profile, nickname: str) -> None:
    """Give the account its new name; only a change of spelling of the same name may follow soon."""
    now, key = clock.now(), nickname_key(nickname)
    lately = profile.renamed_at is not None and now < profile.renamed_at + timedelta(days=RENAME_DAYS)
    if lately and key != profile.name_key:
        raise renamed_lately(RENAME_DAYS)
    if account.name:
        NameUsed.objects.create(account=account, name=account.name, until=now)
        profile.renamed_at = now
    profile.name_key = key
    try:
        with transaction.atomic():
            profile.save()
    except IntegrityError:
        raise nickname_taken() from None
    rename_account(account=account, name=nickname)
    put_identity(account)


@transaction.atomic
def keep_real_name(*, actor: Viewer, real_name: str) -> None:
    """Keep one's real name back-stage, sealed; "" forgets it. Raises NotFound."""
    if actor.account is None:
        raise NotFound
    profile = ensure_profile(actor=actor, account=actor.account)
    Profile.objects.filter(pk=profile.pk).update(real_name_sealed=seal(" ".join(real_name.split())[:120]))
    publish(ProfileChanged(actor.own_id, ("real_name",)), actor=actor.name)


@transaction.atomic
def look_back_stage(*, actor: Viewer, account_id: int, reason: str = "") -> tuple[str, int | None]:
    """A member's real name and year of birth ("" and None where not given). Every look is a decision in the journal.

    Raises Forbidden, NotFound.
    """
    require(allowed(actor, "joining.backstage"))
    profile = Profile.objects.filter(account=account_id).first()
    if profile is None:
        raise NotFound
    decide(kind="joining.look", subject=f"account:{account_id}", account_id=actor.account_id, reason=reason)
    return unseal(profile.real_name_sealed), profile.birth_year
