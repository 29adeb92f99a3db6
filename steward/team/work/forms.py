"""What one types into tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.team.work.enums import LONGEST_NOTE, LONGEST_TITLE, Priority, State, Workdays
from steward.team.work.models import Task
from steward.team.work.queries.people import mates
from steward.team.work.rules.repeating import rule_of

#: Minutes before a task is due → how one says it.
REMINDERS = (
    ("", pgettext_lazy("a reminder", "not at all")),
    ("0", _("when it is due")), ("60", _("an hour before")), ("1440", _("a day before")),
    ("2880", _("two days before")), ("10080", _("a week before")),
)  # fmt: skip
KEEP = "keep"
PACES = (
    ("", pgettext_lazy("a reminder", "not at all")),
    ("daily", _("every day")), ("weekly", _("every week")), ("monthly", _("every month")),
    ("yearly", _("every year")),
)  # fmt: skip


class TaskForm(forms.Form):
    """A task with everything one can say of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("What is to be done"), max_length=LONGEST_TITLE)
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Markdown. What somebody needs to know who does it for the first time."),
    )  # fmt: skip
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None)
    helpers = forms.TypedMultipleChoiceField(
        label=_("Who helps"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label=pgettext_lazy("a task", "Due"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    due_time = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        help_text=_("Without a time it is due at the end of the day."),
    )  # fmt: skip
    remind = forms.TypedChoiceField(label=_("Remind"), choices=REMINDERS, required=False, coerce=int, empty_value=None)
    workdays_only = forms.BooleanField(label=_("Remind on working days only"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    labels = forms.CharField(label=_("Labels"), required=False, help_text=_("Words, with commas between them."))
    pace = forms.ChoiceField(label=_("Repeat"), required=False)
    interval = forms.IntegerField(
        label=_("Every so many"), min_value=1, max_value=99, required=False,
        help_text=_("2 with “every week” is every other week."),
    )  # fmt: skip
    workdays = forms.ChoiceField(label=_("On days off it"), choices=Workdays.choices, required=False)

    def __init__(self, *args: Any, task: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        those = mates(task.permission, task.place) if task else mates()
        team = [(mate.account_id, mate.name) for mate in those]
        gone = [task.owner] if task and task.owner and task.owner_id not in dict(team) else []
        people = [*team, *((account.pk, account.display_name) for account in gone)]
        self.fields["owner"].choices = [("", _("Nobody: open to the team")), *people]  # type: ignore[attr-defined]
        self.fields["helpers"].choices = people  # type: ignore[attr-defined]
        kept = [(KEEP, _("as it does now"))] if task and task.repeat else []
        self.fields["pace"].choices = [*kept, *PACES]  # type: ignore[attr-defined]

    def clean_labels(self) -> list[str]:
        """The labels, whatever comma was typed."""
        text = self.cleaned_data["labels"].replace("，", ",").replace("、", ",")
        return [part for part in text.split(",") if part.strip()]

    def values(self) -> dict[str, Any]:
        """What `edit_task` takes."""
        found = dict(self.cleaned_data)
        pace, interval = found.pop("pace"), found.pop("interval")
        found["owner_id"] = found.pop("owner")
        if pace == KEEP:
            return found
        start = found["due_on"]
        found["repeat"] = rule_of(pace, start=start, interval=interval or 1) if pace and start else ""
        return found

    def clean(self) -> dict[str, Any]:
        """A repetition needs a day to start from."""
        found = super().clean() or {}
        if found.get("pace") and found["pace"] != KEEP and not found.get("due_on"):
            self.add_error("due_on", _("Choose the day it is due first: repetitions count from there."))
        return found


def initial_of(task: Task) -> dict[str, Any]:
    """The form's values for a task as it is."""
    names = ("title", "note", "version", "due_on", "due_time", "workdays_only", "priority", "workdays")
    return {name: getattr(task, name) for name in names} | {
        "owner": task.owner_id or "", "helpers": list(task.helpers.values_list("pk", flat=True)),
        "labels": ", ".join(task.labels.values_list("name", flat=True)),
        "remind": "" if task.remind is None else str(task.remind), "pace": KEEP if task.repeat else "",
    }  # fmt: skip


class BulkForm(forms.Form):
    """What to change in many tasks; empty fields change nothing."""

    owner = forms.ChoiceField(label=_("Owner"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    priority = forms.TypedChoiceField(label=_("Priority"), required=False, coerce=int, empty_value=None)
    due_on = forms.DateField(
        label=pgettext_lazy("a task", "Due"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    no_due = forms.BooleanField(label=_("Take the day away"), required=False)
    add_label = forms.CharField(label=_("Add a label"), required=False, max_length=40)
    drop_label = forms.CharField(label=_("Take a label away"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same: list[tuple[str, Any]] = [("", _("as it is"))]
        people = [(str(mate.account_id), mate.name) for mate in mates()]
        self.fields["owner"].choices = [*same, ("nobody", _("Nobody: open to the team")), *people]  # type: ignore[attr-defined]
        self.fields["state"].choices = [*same, *State.choices]  # type: ignore[attr-defined]
        self.fields["priority"].choices = [*same, *Priority.choices]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What `change_many` takes."""
        given = self.cleaned_data
        found = {
            name: given[name] for name in ("state", "add_label", "drop_label", "priority", "due_on") if given[name]
        }
        if given["owner"]:
            found["owner_id"] = None if given["owner"] == "nobody" else int(given["owner"])
        return found | ({"due_on": None} if given["no_due"] else {})
