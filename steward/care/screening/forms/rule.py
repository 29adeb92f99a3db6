"""A rule as the form shows it: what to look for, what to do, where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from steward.care.clauses.public import Level, code_now
from steward.care.screening.forms.conditions import Conditions, conditions_of, read_conditions
from steward.care.screening.models import Rule, Switches
from steward.foundation.kernel.ruling import Invalid

#: In the order the form offers them: what is done, how it is called, what is asked beside it.
ACTS: tuple[tuple[str, Any, Any], ...] = (
    ("hold", _("Hold it until the team has read it"), ""),
    ("flag", _("Put it before the team; it stays where it is"), ""),
    ("replace", _("Replace the words it found"), _("With (empty: asterisks)")),
    ("tag", _("Tag the topic"), _("Tag")),
    ("notify_team", _("Send the team a notice"), _("Words (optional)")),
    ("notify_author", _("Send the author a notice"), _("Words")),
    ("slow", _("Let the author write only so often"), _("Minutes between two posts")),
    ("sanction", _("Propose a sanction; people decide"), _("Level")),
)
#: Levels of the ladder a rule may propose.
LEVELS = tuple(Level.choices)


class RuleForm(forms.Form):
    """The fields of a rule beside its conditions and acts."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("What the rule is called in lists and logs."))
    clause = forms.ChoiceField(label=_("Clause of the code"), required=False, help_text=_("What a hit would break."))
    places = forms.MultipleChoiceField(label=_("Only in"), required=False, widget=forms.CheckboxSelectMultiple)
    spares_team = forms.BooleanField(
        label=_("Spare the team"), required=False, initial=True, help_text=_("What team mates write is never hit.")
    )
    priority = forms.IntegerField(
        label=_("Priority"), required=False, min_value=-1000, max_value=1000, initial=0,
        help_text=_("Higher ones are asked first: it matters for rules that replace words."),
    )  # fmt: skip
    ceiling = forms.IntegerField(
        label=_("At most so often in an hour"), required=False, min_value=0, max_value=100_000,
        help_text=_("Beyond this the rule puts itself into shadow and tells the leads. 0: no ceiling."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why this change"), required=False, max_length=300, help_text=_("For the rule's history.")
    )

    def __init__(self, data: Any = None, *, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        clauses = [(one.key, one.title()) for one in code_now().clauses]
        self.fields["clause"].choices = [("", __("none"))] + clauses  # type: ignore[attr-defined]  # noqa: RUF005
        self.fields["places"].choices = places  # type: ignore[attr-defined]


@dataclass(slots=True)
class RuleDraft:
    """Everything the page of the form shows."""

    form: RuleForm
    conditions: Conditions | None  # None: nested too deeply for the form
    acts: dict[str, str] = field(default_factory=dict)  # key of ACTS → value

    def body(self, condition: Any = None) -> dict[str, Any]:
        """The body of a rule as the action takes it. The form must be valid."""
        clean = self.form.cleaned_data
        tree = condition if condition is not None else self.conditions.tree() if self.conditions else {}
        return {
            "name": clean["name"], "condition": tree, "acts": [_act(key, value) for key, value in self.acts.items()],
            "clause": clean["clause"], "priority": clean["priority"] or 0, "places": clean["places"],
            "spares_team": clean["spares_team"],
        }  # fmt: skip


def _act(key: str, value: str) -> dict[str, str]:
    kind, _bar, to = key.partition("_")
    return {"kind": kind, "value": value, "to": to}


def draft_of(rule: Rule | None, places: list[tuple[str, str]], switches: Switches) -> RuleDraft:
    """The form of a rule as it stands; of a new one with a first group to fill."""
    if rule is None:
        return RuleDraft(RuleForm(places=places, initial={"ceiling": switches.ceiling}), Conditions(), {"hold": ""})
    initial = {name: getattr(rule, name) for name in ("name", "clause", "places", "spares_team", "priority", "ceiling")}
    acts = {_key(act): act.get("value", "") for act in rule.acts}
    return RuleDraft(RuleForm(places=places, initial=initial), conditions_of(rule.condition), acts)


def _key(act: Mapping[str, str]) -> str:
    return f"notify_{act.get('to') or 'team'}" if act["kind"] == "notify" else act["kind"]


def read_draft(data: QueryDict, places: list[tuple[str, str]], *, new: bool) -> RuleDraft:
    """The form as it was sent. Conditions it could not show are left out of it; a new rule has none of those."""
    acts = {key: data.get(f"act.{key}.value", "").strip() for key, _label, _asks in ACTS if f"act.{key}" in data}
    conditions = read_conditions(data) if new or "g0.mode" in data else None
    return RuleDraft(RuleForm(data, places=places), conditions, acts)


def as_yaml(body: Mapping[str, Any]) -> str:
    """A rule's body as YAML, in the order of its fields."""
    return yaml.safe_dump(dict(body), allow_unicode=True, sort_keys=False, width=110)


def from_yaml(text: str) -> dict[str, Any]:
    """The body in a text of YAML. Raises Invalid (field "text") with the place of the first mistake."""
    try:
        read = yaml.safe_load(text)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise Invalid(
            {"text": __("Line %(line)d cannot be read: %(what)s.") % {"line": line, "what": problem.problem}}
        ) from problem
    if not isinstance(read, dict):
        raise Invalid({"text": __("A rule is written as names and values: name, condition, acts.")})
    unknown = sorted(str(name) for name in read if name not in Rule.BODY)
    if unknown:
        raise Invalid({"text": __("A rule has no “%(name)s”. Remove it.") % {"name": unknown[0]}})
    acts = read.get("acts")
    if not isinstance(acts, list) or not all(isinstance(act, dict) for act in acts):
        raise Invalid({"text": __("“acts” is a list of acts, each with its kind.")})
    return read
