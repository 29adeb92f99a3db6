"""The letters of this room, in the reader's language: one person's, or all of the community's below each other."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from steward.people.accounts.public import Account
from steward.people.community.public import community
from steward.people.joining.models import Claim, Guardian, Profile
from steward.people.joining.rules import shown_account
from steward.people.notify.public import send_mail


def write_guardian(guardian_id: int, email: str, token: str) -> None:
    """Ask a guardian, in every language of the community: nobody knows which one they read."""
    row = Guardian.objects.select_related("account").get(pk=guardian_id)
    link = settings.BASE_URL + reverse("guardian", args=[token])
    names = {"name": shown_account(row.account), "community": community().name}

    def words() -> tuple[str, str]:
        return _("%(name)s wants to join %(community)s: your consent is needed") % names, _paragraphs(
            _(
                "%(name)s has made an account in %(community)s, gave your address as that of a parent or guardian, and "
                "is so young that you have to consent before they can write there."
            ) % names,
            _("Read what it is about, then consent or refuse:") + "\n" + link,
            _("You can take your consent back at the same address at any time."),
            _("If you do not know this person, refuse, or leave this letter be."),
        )  # fmt: skip

    _send_in_all(email, words)


def write_claim(claim_id: int, email: str, token: str) -> None:
    """Let who reads the old address prove it."""
    claim = Claim.objects.select_related("account").get(pk=claim_id)
    link = settings.BASE_URL + reverse("claim-by-letter", args=[token])
    names = {"name": shown_account(claim.account), "community": community().name}

    def words() -> tuple[str, str]:
        return _("Is this you in %(community)s?") % names, _paragraphs(
            _("%(name)s of %(community)s says that what was written under this address is theirs.") % names,
            _("If that is you, open this address while you are signed in as %(name)s; it works for two days:") % names
            + "\n"
            + link,
            _("If it is not you, do nothing: nothing will change."),
        )

    _send_in_all(email, words)


def write_decided(account_id: int, *, approved: bool) -> None:
    """Tell a newcomer what the team said."""
    profile = Profile.objects.select_related("account").get(account=account_id)
    name = {"community": community().name}
    with translation.override(language_of(profile.account)):
        if approved:
            subject = _("Welcome to %(community)s") % name
            text = _("The team has approved your request. You can write now:") + "\n" + settings.BASE_URL
        else:
            subject = _("Your request to join %(community)s") % name
            text = _paragraphs(
                _("The team did not approve your request."),
                _("Its reason: %(reason)s") % {"reason": profile.reason},
                _("You can still read what everybody may read. Answer the team if you think it was a mistake."),
            )
        send_mail(to=profile.account.email, subject=subject, text=text, kind="joining.decided")


def write_leaving(account_id: int) -> None:
    """Confirm that an account will go, and say how to stay."""
    profile = Profile.objects.select_related("account").get(account=account_id)
    if profile.leaving_at is None:
        return
    with translation.override(language_of(profile.account)):
        day = date_format(profile.leaving_at.astimezone(community().zone), "DATE_FORMAT")
        text = _paragraphs(
            _("On %(day)s your account and what belongs to it will be deleted for ever.") % {"day": day},
            _("If you want to stay, or if it was not you who asked for this, sign in before then:")
            + "\n"
            + settings.BASE_URL
            + reverse("account_login"),
        )
        subject = _("Your account in %(community)s will be deleted") % {"community": community().name}
        send_mail(to=profile.account.email, subject=subject, text=text, kind="joining.leaving")


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(parts)


def language_of(account: Account) -> str:
    """The language to write to somebody in: their own choice, else the community's."""
    now = community()
    return account.language if account.language in now.languages else now.language


def _send_in_all(to: str, words: Callable[[], tuple[str, str]]) -> None:
    subjects, texts = [], []
    for language in community().languages:
        with translation.override(language):
            subject, text = words()
        subjects.append(subject)
        texts.append(text)
    send_mail(to=to, subject=" / ".join(subjects), text="\n\n———\n\n".join(texts), kind="joining.letter")
