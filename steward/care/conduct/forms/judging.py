"""What is typed where somebody judges."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.care.clauses.public import code_now
from steward.care.conduct.enums import Level
from steward.care.conduct.rules.finding import LONGEST_FACTS, Finding
from steward.foundation.kernel.ruling import Invalid
from steward.people.accounts.public import Account

#: Hours of the units a time is given in.
UNITS = {"h": 1, "d": 24}


class JudgeForm(forms.Form):
    """A finding. What it must say is the action's matter; here only types are looked at."""

    level = forms.CharField(max_length=20, required=False)
    clause = forms.CharField(max_length=50, required=False)
    facts = forms.CharField(max_length=20_000, required=False)
    scope = forms.CharField(max_length=40, required=False)
    time = forms.IntegerField(min_value=0, max_value=100_000, required=False)
    unit = forms.ChoiceField(choices=[("h", "h"), ("d", "d")], required=False)
    note = forms.CharField(max_length=20_000, required=False)
    deviation = forms.CharField(max_length=20_000, required=False)
    linked = forms.BooleanField(required=False)
    disturbing = forms.BooleanField(required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def values(self) -> dict[str, Any]:
        """The fields of a finding, whatever was typed; a time only for levels that take one."""
        self.is_valid()
        data = self.cleaned_data
        time, unit = data.get("time") or 0, data.get("unit") or "h"
        level = data.get("level", "")
        found = {name: value for name, value in data.items() if name in Finding.__dataclass_fields__}
        hours = time * UNITS[unit] if level in {"mute", "restrict", "suspend"} else 0
        return {"clause": "", "facts": "", "level": "", **found, "hours": hours}

    def finding(self) -> Finding:
        """The finding; one of no violation names no clause."""
        values = self.values()
        if values["level"] == "none":
            values |= {"clause": "", "deviation": "", "scope": "", "facts": ""}
        return Finding(**values)


class ManyForm(forms.Form):
    """Hide many under one clause whose range provides for it."""

    clause = forms.ChoiceField(label=lazy("Clause"), error_messages={
        "required": lazy("Choose the clause of the code in force that was violated."),
        "invalid_choice": lazy("Choose the clause of the code in force that was violated."),
    })  # fmt: skip
    facts = forms.CharField(
        label=lazy("What happened"), max_length=LONGEST_FACTS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("One sentence that is true of each of them: every author reads it."),
        error_messages={"required": lazy("Say what happened: the author reads it.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fitting = [(one.key, one.title()) for one in code_now().clauses if Level.HIDE in one.levels]
        self.fields["clause"].choices = [("", _("Choose a clause")), *fitting]  # type: ignore[attr-defined]

    def finding(self) -> Finding:
        """The finding, once the form is valid."""
        return Finding(level=Level.HIDE, clause=self.cleaned_data["clause"], facts=self.cleaned_data["facts"])


class ReasonForm(forms.Form):
    """A reason, where an act wants one."""

    reason = forms.CharField(max_length=5000, required=False)
    tell_reporters = forms.BooleanField(required=False)


class LinkForm(forms.Form):
    """Another account of the same person: by its address or its exact nickname."""

    other = forms.CharField(max_length=254, required=False)
    why = forms.CharField(max_length=500, required=False)
    hold = forms.BooleanField(required=False)

    def accounts(self, member_id: int) -> tuple[int, int]:
        """(the member's account, the other one). Raises Invalid when there is none, or several."""
        self.is_valid()
        one = Account.objects.filter(member=member_id).values_list("pk", flat=True).first()
        words = self.cleaned_data.get("other", "").strip()
        if one is None:
            raise Invalid(_("Nobody signs in as this member."))
        found = Account.objects.filter(Q(email__iexact=words) | Q(name=words)).values_list("pk", flat=True)[:2]
        if words.isdecimal() and len(words) < 18:
            found = Account.objects.filter(pk=int(words)).values_list("pk", flat=True)[:2]
        if len(ids := list(found)) != 1:
            raise Invalid({"other": _("Nobody, or more than one, is called so. Give the mail address.")})
        return one, ids[0]
