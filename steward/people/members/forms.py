"""What team mates type about members."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.people.members.ledger import BOT, NO_PROFILE, TEAM
from steward.people.members.models import Member


class MemberForm(forms.Form):
    """Name, note, tags and flags."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=200)
    tags = forms.CharField(label=_("Tags"), required=False, max_length=400, help_text=_("Separate them by commas."))
    note = forms.CharField(label=_("Note"), required=False, max_length=10_000, widget=forms.Textarea)
    is_team = forms.BooleanField(label=_("Belongs to the team"), required=False)
    is_bot = forms.BooleanField(label=_("Is a bot"), required=False)
    do_not_profile = forms.BooleanField(
        label=_("Do not profile"),
        required=False,
        help_text=_("Counts in totals, never in figures about single people."),
    )

    @classmethod
    def of(cls, member: Member) -> "MemberForm":
        """The form as it stands for a member."""
        start = {"name": member.name, "tags": ", ".join(member.tags), "note": member.note}
        return cls(initial=start | {flag: getattr(member, flag) for flag in (BOT, TEAM, NO_PROFILE)})

    def changes(self) -> dict[str, object]:
        """The cleaned values as `edit_member` takes them."""
        data = self.cleaned_data
        tags = [tag for tag in data["tags"].replace("，", ",").replace("、", ",").split(",") if tag.strip()]
        flags = {flag: data[flag] for flag in (BOT, TEAM, NO_PROFILE)}
        return {"name": data["name"], "note": data["note"], "tags": tags, "flags": flags}


class ConsentForm(forms.Form):
    """What the member agreed to, or refused."""

    purpose = forms.CharField(label=_("What for"), max_length=80)
    given = forms.TypedChoiceField(
        label=_("Answer"), coerce=lambda value: value == "1", choices=[("1", _("agreed")), ("0", _("refused"))]
    )
    source = forms.CharField(label=_("How we know"), max_length=200)


class TagForm(forms.Form):
    """One tag for many members."""

    tag = forms.CharField(label=_("Tag"), max_length=40)
    add = forms.TypedChoiceField(
        label=_("What to do"), coerce=lambda value: value == "1", initial="1",
        choices=[("1", _("put it on")), ("0", _("take it off"))],
    )  # fmt: skip
