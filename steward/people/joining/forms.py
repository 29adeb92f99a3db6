"""What people type when they come in, show themselves, and leave."""

from collections.abc import Iterable
from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.people.community.public import community
from steward.people.joining.actions.sign_up import Answers, sign_up
from steward.people.joining.enums import INVITED
from steward.people.joining.models import Profile
from steward.people.joining.queries.invitations import invitation_of
from steward.people.joining.queries.texts import texts_to_accept
from steward.people.joining.records import TextAsked
from steward.people.joining.rules import LONGEST, check_birth_year, clean_nickname, needs_guardian, nickname_key


def versions_field(texts: Iterable[TextAsked]) -> forms.CharField:
    """The versions that were on the page: "terms:2 privacy:1". What was agreed to is what was shown."""
    shown = " ".join(f"{text.key}:{text.version}" for text in texts)
    return forms.CharField(required=False, initial=shown, widget=forms.HiddenInput, max_length=400)


def accept_field(texts: Iterable[TextAsked]) -> forms.BooleanField:
    """The box that accepts the community's texts, each linked."""
    links = format_html_join(
        gettext(", "),
        '<a class="prose-link" href="{}" target="_blank" rel="noopener">{}</a>',
        ((text.url, text.title) for text in texts),
    )
    words = {"required": gettext("Without this you cannot take part.")}
    return forms.BooleanField(label=format_html(gettext("I have read and accept: {}"), links), error_messages=words)


def versions_in(text: str) -> dict[str, int]:
    """The field's value as numbers; anything malformed is left out and so counts as not accepted."""
    pairs = (part.partition(":") for part in text.split())
    return {key: int(number) for key, _colon, number in pairs if number.isdecimal() and len(number) < 9}


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Sign-up: what allauth asks (address, password) and what the community asks."""

    field_order = (
        "nickname",
        "email",
        "password1",
        "birth_year",
        "guardian",
        "answer",
        "real_name",
        "accept",
        "versions",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = community()
        self.fields["nickname"] = forms.CharField(
            label=_("Nickname"), max_length=LONGEST,
            help_text=_("How everybody sees you. It need not be your real name."),
            widget=forms.TextInput(attrs={"autocomplete": "nickname", "autofocus": True}),
        )  # fmt: skip
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("Only for signing in and for letters to you; nobody sees it.")
        self.fields["email"].widget.attrs.pop("placeholder", None)
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _("At least ten characters.")
        self.fields["password1"].widget.attrs.pop("placeholder", None)
        self._ask_age()
        self._ask_more()
        self.order_fields(self.field_order)

    def _ask_age(self) -> None:
        if self.now.needs_age:
            self.fields["birth_year"] = forms.IntegerField(
                label=_("Year of birth"), min_value=1900, widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                help_text=_("Only the team's rules see it; it is not shown."),
            )  # fmt: skip
        if self.now.guardian_age:
            self.fields["guardian"] = forms.EmailField(
                label=_("E-mail of a parent or guardian"), required=False,
                help_text=gettext("If you are younger than %(age)s: they get a letter and have to consent.")
                % {"age": self.now.guardian_age},
            )  # fmt: skip

    def _ask_more(self) -> None:
        if self.now.question:
            self.fields["answer"] = forms.CharField(
                label=self.now.question, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
            )
        if self.now.asks_real_name:
            self.fields["real_name"] = forms.CharField(
                label=_("Real name"), max_length=120, required=False,
                help_text=_("Kept encrypted back-stage; only chosen team mates can look, and every look is recorded."),
            )  # fmt: skip
        if texts := texts_to_accept():
            self.fields["accept"] = accept_field(texts)
            self.fields["versions"] = versions_field(texts)

    def clean_nickname(self) -> str:
        """A free nickname in its shown form."""
        try:
            name = clean_nickname(self.cleaned_data["nickname"])
        except Invalid as problem:
            raise forms.ValidationError(str(problem)) from None
        if Profile.objects.filter(name_key=nickname_key(name)).exists():
            raise forms.ValidationError(
                gettext("Somebody here has this nickname, or one that looks the same. Choose another.")
            )
        return name

    def clean(self) -> dict[str, Any]:
        """Check the age, and that a young newcomer names a guardian."""
        data: dict[str, Any] = super().clean()
        year = data.get("birth_year")
        if not self.now.needs_age or "birth_year" in self.errors:
            return data
        this_year = clock.now().astimezone(self.now.zone).year
        try:
            check_birth_year(year, this_year, self.now)
        except Invalid as problem:
            self.add_error("birth_year", str(problem))
            return data
        if needs_guardian(year, this_year, self.now) and not data.get("guardian"):
            self.add_error("guardian", gettext("Write the e-mail address of your parent or guardian."))
        return data

    def try_save(self, request: HttpRequest) -> Any:
        """Save; who was a moment slower with the same address gets the answer of who was late."""
        try:
            return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)

    def save(self, request: HttpRequest) -> Account:
        """Make the account and everything that belongs to it, or nothing."""
        token = str(request.session.get(INVITED, ""))
        if token and self.now.is_open and invitation_of(token) is None:
            token = ""
        with transaction.atomic():
            account: Account = super().save(request)
            sign_up(actor=Viewer(account=account), account=account, answers=self._answers(token))
        request.session.pop(INVITED, None)
        return account

    def _answers(self, token: str) -> Answers:
        data = self.cleaned_data
        return Answers(
            nickname=data["nickname"],
            invitation=token,
            answer=data.get("answer", ""),
            birth_year=data.get("birth_year"),
            guardian=data.get("guardian", ""),
            real_name=data.get("real_name", ""),
            accepted=versions_in(data.get("versions", "")),
        )


class ProfileForm(forms.Form):
    """What a member shows of themselves."""

    nickname = forms.CharField(
        label=_("Nickname"), max_length=LONGEST, help_text=_("It can be changed once in thirty days.")
    )
    about = forms.CharField(
        label=_("About me"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few plain sentences; links are not made clickable."),
    )  # fmt: skip
    picture = forms.ImageField(
        label=pgettext_lazy("of a member", "Picture"), required=False,
        help_text=_("Square looks best; at least 96 pixels."),
    )  # fmt: skip
    no_picture = forms.BooleanField(label=_("Take my picture away"), required=False)


class RealNameForm(forms.Form):
    """The name kept back-stage."""

    real_name = forms.CharField(label=_("Real name"), max_length=120, required=False)


class GuardianForm(forms.Form):
    """Where the guardian's letter goes."""

    guardian = forms.EmailField(label=_("E-mail of a parent or guardian"))


class AcceptForm(forms.Form):
    """Accepting the texts as they are now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = texts_to_accept()
        self.fields["accept"] = accept_field(texts)
        self.fields["versions"] = versions_field(texts)


class InvitationForm(forms.Form):
    """A new invitation link."""

    limit = forms.IntegerField(label=_("For how many people"), min_value=1, initial=1)
    days = forms.TypedChoiceField(
        label=_("Works for"), coerce=int, initial=14,
        choices=[
            (1, _("a day")), (7, _("a week")), (14, _("two weeks")), (30, _("30 days")), (365, _("a year")),
            (0, pgettext_lazy("an invitation", "until revoked")),
        ],
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("For yourself: whom it is for.")
    )

    def __init__(self, *args: Any, team: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not team:
            field = self.fields["days"]
            field.choices = [choice for choice in field.choices if 0 < choice[0] <= 30]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The cleaned values as `make_invitation` takes them."""
        return self.cleaned_data | {"days": self.cleaned_data["days"] or None}


class OldAddressForm(forms.Form):
    """An address one had elsewhere."""

    email = forms.EmailField(label=_("My old e-mail address"))


class ReasonForm(forms.Form):
    """Why the team should believe a claim."""

    reason = forms.CharField(
        label=_("How can the team tell?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: a link to a profile of yours that names both, or what only you would know."),
    )  # fmt: skip


class LeaveForm(forms.Form):
    """Deleting one's account."""

    keep = forms.TypedChoiceField(
        label=_("What happens to what I wrote"), coerce=lambda value: value == "1", widget=forms.RadioSelect,
        choices=[
            ("1", _("Leave my words without my name: conversations stay readable for others")),
            ("0", _("Remove everything I wrote")),
        ],
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_password:
            del self.fields["password"]
