"""What a team mate says about a move."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.square.moving.enums import LEAVE, NEW
from steward.square.moving.rules.plan import Plan
from steward.stream.activity.public import Channel

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,198}[a-z0-9])?")


class PlanForm(forms.Form):
    """One choice for each channel, and what holds for all of them."""

    one = forms.ChoiceField(label=_("Everything into one category"), required=False)
    since = forms.DateField(
        label=_("Only topics opened since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    private = forms.BooleanField(
        label=_("Private channels too"),
        required=False,
        help_text=_("Each becomes a category only the team sees; you decide later who else may."),
    )
    hosts = forms.CharField(
        label=_("Old host names"),
        required=False,
        max_length=400,
        help_text=_(
            "Names under which the old forum was reached, apart by commas. Once they point to this server, "
            "the old addresses lead to the new places."
        ),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, channels: Iterable[Channel], categories: Iterable[tuple[int, str]], plan: Plan
    ) -> None:
        existing = [(str(pk), name) for pk, name in categories]
        initial = {
            "one": str(plan.one or ""), "since": plan.since, "private": plan.private, "hosts": ", ".join(plan.hosts),
        }  # fmt: skip
        super().__init__(data, initial=initial)
        one = self.fields["one"]
        assert isinstance(one, forms.ChoiceField)
        one.choices = [("", _("No: as chosen below")), *existing]
        self.channels = list(channels)
        choices = [(NEW, _("a new category")), (LEAVE, _("leave it out")), *existing]
        for channel in self.channels:
            self.fields[f"channel-{channel.pk}"] = forms.ChoiceField(
                label=channel.name,
                choices=choices,
                required=False,
                initial=plan.channels.get(str(channel.pk), NEW),
            )

    def clean_hosts(self) -> tuple[str, ...]:
        """Lower case, without what is not a name."""
        hosts = [word.strip().lower() for word in self.cleaned_data["hosts"].replace("，", ",").split(",")]
        wrong = next((host for host in hosts if host and not _HOST.fullmatch(host)), None)
        if wrong:
            raise forms.ValidationError(
                _("“%(host)s” is not a host name. Write it like forum.example.org."), params={"host": wrong}
            )
        return tuple(dict.fromkeys(host for host in hosts if host))

    def plan(self) -> Plan:
        """The plan of a valid form."""
        values = self.cleaned_data
        chosen = {str(each.pk): values.get(f"channel-{each.pk}") or NEW for each in self.channels}
        return Plan(
            {channel: wanted for channel, wanted in chosen.items() if wanted != NEW},
            int(values["one"]) if values["one"] else None,
            values["since"],
            values["private"],
            values["hosts"],
        )
