"""What the team types about trust levels."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from steward.square.forum.enums import TrustLevel
from steward.square.forum.rules.trust import ALLOWS, ASKS, COUNTS, LIMITS, TrustRules

#: An empty field of these is no limit; of the others it is nothing.
ENDLESS = frozenset(
    {"links", "pictures", "mentions", "topics_a_day", "replies_a_day", "reactions_a_day", "edit_minutes"}
)


class TrustRuleForm(forms.Form):
    """What one level asks (fields `ask_…`) and allows (`allow_…`)."""

    def __init__(self, *args: Any, level: int, rules: TrustRules, **options: Any) -> None:
        asks, allows = rules.asks.get(level, {}), rules.allows[level]
        initial = {f"ask_{name}": asks.get(name) for name in COUNTS}
        initial |= {f"allow_{name}": getattr(allows, name) for name in LIMITS}
        super().__init__(*args, **options | {"initial": initial})
        self.level = level
        if level in ASKS:
            for name, label in COUNTS.items():
                self.fields[f"ask_{name}"] = forms.IntegerField(label=capfirst(label), required=False, min_value=0)
        for name, label in LIMITS.items():
            self.fields[f"allow_{name}"] = (
                forms.BooleanField(label=capfirst(label), required=False)
                if name.startswith("may_")
                else forms.IntegerField(label=capfirst(label), required=name not in ENDLESS, min_value=0)
            )

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of what the level asks."""
        return [self[name] for name in self.fields if name.startswith("ask_")]

    @property
    def allowed(self) -> list[forms.BoundField]:
        """The fields of what the level allows."""
        return [self[name] for name in self.fields if name.startswith("allow_")]

    def asks(self) -> dict[str, Any]:
        """What differs from the defaults; None takes a threshold away."""
        given = {name: self.cleaned_data.get(f"ask_{name}") for name in COUNTS} if self.level in ASKS else {}
        return {name: value for name, value in given.items() if value != ASKS[self.level].get(name)}

    def allows(self) -> dict[str, Any]:
        """What differs from the defaults; None is without limit."""
        given = {name: self.cleaned_data.get(f"allow_{name}") for name in LIMITS}
        return {name: value for name, value in given.items() if value != getattr(ALLOWS[self.level], name)}


def _levels() -> list[tuple[Any, Any]]:
    """Asked anew for each form: the words are those of the reader's language."""
    return [("", lazy("as earned")), *((level.value, f"{level.value} · {level.label}") for level in TrustLevel)]


class TrustForm(forms.Form):
    """A level set by hand."""

    level = forms.TypedChoiceField(
        label=lazy("Trust level"), coerce=int, required=False, empty_value=None,
        choices=_levels,
    )  # fmt: skip
    reason = forms.CharField(
        label=pgettext_lazy("of a decision", "Reason"), max_length=500,
        help_text=lazy("For the team mates who come after you."),
    )  # fmt: skip
