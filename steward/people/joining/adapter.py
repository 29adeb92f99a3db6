"""Where allauth asks what is ours: who may sign up, whose address must be proven, where to go, the words of letters."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext as _

from steward.people.access.public import TEAM, viewer_of
from steward.people.community.public import community
from steward.people.joining.enums import INVITED
from steward.people.joining.models import Profile
from steward.people.joining.queries.invitations import invitation_of

_OWN_STAGE = "steward.people.joining.adapter.ProvenAddressStage"


class ProvenAddressStage(EmailVerificationStage):  # type: ignore[misc]
    """Asks for the code from the letter, unless the team vouches for the account's address."""

    def handle(self) -> tuple[Any, bool]:
        """The answer of the stage (None to go on) and whether signing in can be taken up again."""
        account = self.login.user
        if account is not None and not Profile.objects.filter(account=account, vouched=False).exists():
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The defaults of allauth, bent to the community's settings."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor may make an account: the door is open, or they came by a working invitation."""
        return community().is_open or invitation_of(str(request.session.get(INVITED, ""))) is not None

    def get_login_stages(self) -> list[str]:
        """The stages of signing in with our own one for the address."""
        theirs: list[str] = super().get_login_stages()
        return [_OWN_STAGE if stage.endswith("EmailVerificationStage") else stage for stage in theirs]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The team goes to the console, members to the home page."""
        return "/console/" if viewer_of(request.user).roles & set(TEAM) else "/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Where a newcomer arrives."""
        del request
        return "/"

    def format_email_subject(self, subject: str) -> str:
        """The subject with the community's name before it."""
        name = community().name
        return f"[{name}] {subject}" if name else subject

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """The letters everybody gets are in our words; the rare others in allauth's own."""
        words = _WORDS.get(template_prefix.rpartition("/")[2])
        if words is None:
            theirs: EmailMessage = super().render_mail(template_prefix, email, context, headers)
            return theirs
        subject, parts = words(context, {"community": community().name or "Steward"})
        text = "\n\n".join(parts)
        return EmailMessage(self.format_email_subject(subject), text, self.get_from_email(), [email], headers=headers)


def _confirm(context: dict[str, Any], name: dict[str, str]) -> tuple[str, list[str]]:
    code = str(context.get("code", ""))
    if not code:
        ask = _("Open this page to confirm your address for %(community)s:") % name
        return _("Confirm your address"), [
            ask,
            str(context["activate_url"]),
            _("If you did not ask for it, do nothing."),
        ]
    return _("Your code: %(code)s") % {"code": code}, [
        _("Enter this code to confirm your address for %(community)s:") % name,
        code,
        _("It works for fifteen minutes. If you did not ask for it, do nothing."),
    ]


def _reset(context: dict[str, Any], name: dict[str, str]) -> tuple[str, list[str]]:
    return _("Choose a new password"), [
        _("Somebody, we hope you, asked for a new password in %(community)s. Choose it here:") % name,
        str(context["password_reset_url"]),
        _("If it was not you, do nothing: your password stays as it is."),
    ]


def _exists(context: dict[str, Any], name: dict[str, str]) -> tuple[str, list[str]]:
    return _("You have an account already"), [
        _("Somebody, we hope you, wanted to make an account in %(community)s with this address. There is one already.")
        % name,
        _("Sign in with it, or choose a new password here:"),
        str(context["password_reset_url"]),
        _("If it was not you, do nothing."),
    ]


def _unknown(context: dict[str, Any], name: dict[str, str]) -> tuple[str, list[str]]:
    return _("There is no account with this address"), [
        _("Somebody, we hope you, tried to get into an account in %(community)s with this address. There is none.")
        % name,
        _("Perhaps you used another address, or want to make an account:"),
        str(context["signup_url"]),
        _("If it was not you, do nothing."),
    ]


_WORDS = {
    "email_confirmation": _confirm,
    "email_confirmation_signup": _confirm,
    "password_reset_key": _reset,
    "account_already_exists": _exists,
    "unknown_account": _unknown,
}
