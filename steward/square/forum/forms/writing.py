"""What is typed into the pages of writing."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.foundation.kernel.ruling import Denied
from steward.square.forum.enums import ShowResults, TopicKind, Verb
from steward.square.forum.models import Category
from steward.square.forum.queries.places import places
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.rules.may import may_moderate
from steward.square.forum.rules.rights import Standpoint

_BETWEEN = re.compile(r"[,，、;；\n]+|\s+#|^#")


class Moment(forms.DateTimeField):
    """A day and a time, as browsers' own field writes them, in the reader's time zone."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)


class NewTopicForm(forms.Form):
    """A new topic of any kind. Fields of other kinds than the chosen one are left out."""

    kind = forms.ChoiceField(label=lazy("Kind"), choices=TopicKind.choices, widget=forms.RadioSelect)
    category = forms.TypedChoiceField(label=lazy("Category"), coerce=int)
    title = forms.CharField(label=lazy("Title"), max_length=200, required=False)
    source = forms.CharField(label=lazy("What you want to say"), required=False, widget=forms.Textarea)
    tags = forms.CharField(
        label=lazy("Tags"), required=False, help_text=lazy("At most five, with commas between them.")
    )
    options = forms.CharField(
        label=lazy("Options"), widget=forms.Textarea(attrs={"rows": 4}), help_text=lazy("One in each line.")
    )  # fmt: skip
    choices = forms.IntegerField(label=lazy("How many one may choose"), min_value=1, max_value=20)
    show_results = forms.ChoiceField(label=lazy("Results are shown"), choices=ShowResults.choices)
    limit = forms.IntegerField(
        label=lazy("Places"), required=False, min_value=1, help_text=lazy("Later ones wait for a place.")
    )
    example = forms.CharField(label=lazy("How a line should look"), required=False, max_length=200)
    closes_at = Moment(label=lazy("Ends on"))

    def __init__(self, *args: Any, standpoint: Standpoint, **options: Any) -> None:
        super().__init__(*args, **options)
        self.standpoint = standpoint
        if self.is_bound and self.data.get("kind") != TopicKind.POLL:
            for name in ("options", "choices", "show_results"):
                self.fields[name].required = False
        self._known = places()
        self.places = [self._known.rows[pk] for pk in self._open()]
        category: Any = self.fields["category"]
        category.choices = [("", _("Choose one")), *((row.pk, self._name(row)) for row in self.places)]
        kind: Any = self.fields["kind"]
        kind.choices = [(value, label) for value, label in TopicKind.choices if self._offers(value)]

    def _open(self) -> list[int]:
        open_to = self._known.open_to(self.standpoint, Verb.POST) & self._known.open_to(self.standpoint)
        return [pk for pk in self._known.rows if pk in open_to]

    def _offers(self, kind: str) -> bool:
        return kind != TopicKind.ANNOUNCEMENT or any(may_moderate(self.standpoint, row) for row in self.places)

    def _name(self, row: Category) -> str:
        above = self._known.rows.get(row.parent_id or 0)
        return f"{above.name} › {row.name}" if above else row.name

    def topic(self) -> dict[str, Any]:
        """The arguments of `open_topic`. Call it on a valid form."""
        data = self.cleaned_data
        kind, ends = data["kind"], data["closes_at"]
        return {
            "kind": kind,
            "category_id": data["category"],
            "title": data["title"],
            "source": data["source"],
            "tags": tag_names(data["tags"]),
            "poll": self._poll(data, ends) if kind == TopicKind.POLL else None,
            "chain": ChainSpec(data["limit"], data["example"], ends) if kind == TopicKind.CHAIN else None,
        }

    def _poll(self, data: Mapping[str, Any], ends: datetime | None) -> PollSpec:
        options = tuple(line.strip() for line in data["options"].splitlines() if line.strip())
        return PollSpec(options, data["choices"] or 1, data["show_results"] or ShowResults.ALWAYS, closes_at=ends)


class ChainForm(forms.Form):
    """One's line of a chain sign-up."""

    text = forms.CharField(label=lazy("What you bring or want to say"), required=False, max_length=300)
    people = forms.IntegerField(label=lazy("How many come"), required=False, min_value=1, max_value=99)


class BookmarkForm(forms.Form):
    """A note and a reminder beside a post one keeps."""

    note = forms.CharField(label=lazy("Note"), required=False, max_length=200)
    remind_at = Moment(label=lazy("Remind me on"))


def tag_names(text: str) -> list[str]:
    """Tags as people write them: with commas of either kind, or each with a #."""
    return [name for name in (part.strip().strip("#").strip() for part in _BETWEEN.split(text)) if name]


def why(ruling: object) -> str:
    """The sentence of a denial, "" for none."""
    return ruling.why if isinstance(ruling, Denied) else ""
