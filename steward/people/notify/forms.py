"""The page of preferences, and the test mail."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from steward.people.notify.actions.choose import Choice, Times
from steward.people.notify.enums import MailMode
from steward.people.notify.models import MailSettings
from steward.people.notify.records import NotificationKind

_HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class PreferencesForm(forms.Form):
    """In-app and mail for each kind, and the times of mail."""

    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    digest_hour = forms.TypedChoiceField(label=_("Daily digest at"), choices=_HOURS, coerce=int)
    paused_until = forms.DateField(
        label=_("No mail before"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Until that day no mail leaves; on the page everything goes on."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: Mapping[str, NotificationKind], chosen: Mapping[str, Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = dict(kinds)
        for key, kind in kinds.items():
            wish = chosen.get(key, Choice(kind.in_app, kind.mail))
            name = {"label": kind.label}
            self.fields[f"app-{key}"] = forms.BooleanField(required=False, initial=wish.in_app, **name)
            self.fields[f"mail-{key}"] = forms.ChoiceField(choices=MailMode.choices, initial=wish.mail, **name)

    @classmethod
    def initial_of(cls, settings: MailSettings) -> dict[str, Any]:
        """The times as they are."""
        return {name: getattr(settings, name) for name in Times.__dataclass_fields__}

    @property
    def rows(self) -> dict[str, list[tuple[NotificationKind, BoundField, BoundField]]]:
        """Under the name of each group: kind, the field of the house, the field of mail."""
        groups: dict[str, list[tuple[NotificationKind, BoundField, BoundField]]] = {}
        for key, kind in self.kinds.items():
            groups.setdefault(str(kind.group), []).append((kind, self[f"app-{key}"], self[f"mail-{key}"]))
        return groups

    @property
    def choices(self) -> dict[str, Choice]:
        """What was chosen, by kind."""
        data = self.cleaned_data
        return {key: Choice(data[f"app-{key}"], data[f"mail-{key}"]) for key in self.kinds}

    @property
    def times(self) -> Times:
        """The times that were chosen."""
        return Times(**{name: self.cleaned_data[name] for name in Times.__dataclass_fields__})


class TestMailForm(forms.Form):
    """Where to send a test mail."""

    to = forms.EmailField(label=_("Send a test mail to"))
