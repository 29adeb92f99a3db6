"""What the team types about the community: one form for each tab of the settings."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from steward.people.community.enums import Radius
from steward.people.community.public import Community, SignUp

_COLOUR = forms.TextInput(attrs={"type": "color"})


class SettingsForm(forms.Form):
    """A tab: its fields are settings by name."""

    @classmethod
    def of(cls, now: Community) -> "SettingsForm":
        """The form as it stands."""
        names = [name for name in cls.base_fields if hasattr(now, name)]
        return cls(initial={name: getattr(now, name) for name in names} | cls.derived(now))

    @classmethod
    def derived(cls, _now: Community) -> dict[str, Any]:
        """Initial values of fields that are no settings."""
        return {}

    def changes(self) -> dict[str, Any]:
        """The cleaned values as `change_community` takes them."""
        return dict(self.cleaned_data)


class AboutForm(SettingsForm):
    """Who the community is."""

    name = forms.CharField(label=_("Name of the community"), max_length=80)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences: what brings people here."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the community"), choices=settings.LANGUAGES,
        help_text=_("What somebody sees who has chosen no language."),
    )  # fmt: skip
    others = forms.MultipleChoiceField(
        label=_("Further languages"), choices=settings.LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    timezone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in sorted(available_timezones())])
    contact = forms.EmailField(
        label=_("Address for members"), required=False, help_text=_("Where members can write to the team.")
    )

    @classmethod
    def derived(cls, now: Community) -> dict[str, Any]:
        """The first language apart from the others."""
        return {"language": now.language, "others": list(now.languages[1:])}

    def changes(self) -> dict[str, Any]:
        """The languages as one list, the community's own first."""
        data = dict(self.cleaned_data)
        first = data.pop("language")
        return data | {"languages": [first, *(code for code in data.pop("others") if code != first)]}


class LookForm(SettingsForm):
    """How every page looks."""

    logo_file = forms.ImageField(
        label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP; it is drawn 32 pixels high.")
    )
    no_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    cover_file = forms.ImageField(label=_("Cover"), required=False, help_text=_("A wide picture for the home page."))
    no_cover = forms.BooleanField(label=_("Take the cover away"), required=False)
    primary = forms.CharField(
        label=_("Main colour"), max_length=7, widget=_COLOUR,
        help_text=_(
            "Buttons and links. It must be dark enough to be read on paper; a lighter one for dark pages follows by "
            "itself."
        ),
    )  # fmt: skip
    accent = forms.CharField(
        label=_("Second colour"), max_length=7, widget=_COLOUR, help_text=_("Marks and highlights.")
    )
    radius = forms.ChoiceField(label=_("Corners"), choices=Radius.choices, widget=forms.RadioSelect)

    def changes(self) -> dict[str, Any]:
        """The tokens; pictures are stored by the view and added."""
        data = self.cleaned_data
        gone = {place: "" for place in ("logo", "cover") if data[f"no_{place}"]}
        return {name: data[name] for name in ("primary", "accent", "radius")} | gone


class JoiningForm(SettingsForm):
    """How people come in."""

    signup_mode = forms.ChoiceField(label=_("Signing up"), choices=SignUp.choices, widget=forms.RadioSelect)
    members_invite = forms.BooleanField(
        label=_("Members may invite"), required=False, help_text=_("Otherwise only the team makes invitation links.")
    )
    question = forms.CharField(
        label=_("Question to newcomers"), max_length=300, required=False,
        help_text=_("The team reads the answer when it approves, for example “What brings you here?”."),
    )  # fmt: skip
    asks_real_name = forms.BooleanField(
        label=_("Ask for the real name"), required=False,
        help_text=_("Voluntary, kept encrypted, seen only by who has the right; every look is in the journal."),
    )  # fmt: skip
    asks_birth_year = forms.BooleanField(label=_("Ask for the year of birth"), required=False)
    minimum_age = forms.IntegerField(
        label=_("Youngest age"), min_value=0, max_value=120, required=False, help_text=_("0: nobody is too young.")
    )
    guardian_age = forms.IntegerField(
        label=_("Guardian's consent below the age of"), min_value=0, max_value=120, required=False,
        help_text=_("0: not needed. In mainland China it is 14, in the EU 13 to 16."),
    )  # fmt: skip


class FooterForm(SettingsForm):
    """What stands at the foot of every page."""

    filing = forms.CharField(
        label=_("ICP filing number"), max_length=60, required=False,
        help_text=_("Shown with a link to the register, as mainland China asks of public sites."),
    )  # fmt: skip
    filing_police = forms.CharField(label=_("Public security filing number"), max_length=60, required=False)


class TextForm(forms.Form):
    """A new version of a legal text."""

    markdown = forms.CharField(
        label=_("Text"), required=False, max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text=_("Markdown. Empty takes the page away."),
    )  # fmt: skip
    asks_again = forms.BooleanField(
        label=_("Everybody has to accept this version"), required=False,
        help_text=_("Tick it when something changes that matters; until they accept, members can read but not write."),
    )  # fmt: skip


FORMS: dict[str, type[SettingsForm]] = {
    "about": AboutForm, "look": LookForm, "joining": JoiningForm, "footer": FooterForm,
}  # fmt: skip
