"""What the team types into definitions."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from steward.stream.insights.metrics.parameters import Group, Parameter
from steward.stream.insights.rules import LONGEST_REASON


class DefinitionForm(forms.Form):
    """The parameters of a group, and why they change."""

    def __init__(self, group: Group, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.group = group
        for parameter in group.parameters:
            self.fields[parameter.key] = _field(parameter)
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("Reason"),
            help_text=gettext_lazy("Whoever compares numbers later reads it."),
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def parameters(self) -> dict[str, float]:
        """The values of a valid form, without the reason."""
        return {one.key: self.cleaned_data[one.key] for one in self.group.parameters}


def _field(parameter: Parameter) -> forms.Field:
    span = _("%(low)s to %(high)s") % {"low": f"{parameter.low:g}", "high": f"{parameter.high:g}"}
    units = {
        "days": _("days"), "hours": _("hours"), "minutes": _("minutes"), "weight": pgettext("unit", "weight"),
        "share": _("share from 0 to 1"),
    }  # fmt: skip
    unit = units.get(parameter.unit, "")
    hint = f"{span} · {unit}" if unit else span
    if parameter.whole:
        low, high = int(parameter.low), int(parameter.high)
        return forms.IntegerField(label=parameter.label, help_text=hint, min_value=low, max_value=high)
    return forms.FloatField(label=parameter.label, help_text=hint, min_value=parameter.low, max_value=parameter.high)
