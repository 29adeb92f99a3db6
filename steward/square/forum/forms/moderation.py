"""What one fills in for an act of the team."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext

from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why
from steward.square.forum.enums import Pin, TopicKind
from steward.square.forum.models import Topic
from steward.square.forum.queries.moderation import authors_called, moderated, topics_called
from steward.square.forum.queries.places import places
from steward.square.forum.rules.moderation import ACTS, REASONS

PAUSES = (
    (0, lazy("as in the category")), (30, lazy("30 seconds")), (60, lazy("1 minute")), (300, lazy("5 minutes")),
    (900, lazy("15 minutes")), (3600, lazy("1 hour")), (21_600, lazy("6 hours")), (86_400, lazy("1 day")),
)  # fmt: skip
_MOMENT = "%Y-%m-%dT%H:%M"
_NUMBER = re.compile(r"(?:.*/t/|#)?(\d{1,18})(?:/.*)?$")


class Moment(forms.DateTimeField):
    """A date and a time, in the reader's time zone, without seconds."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
        super().__init__(label=label, help_text=help_text, required=False, input_formats=[_MOMENT], widget=widget)


class ActForm(forms.Form):
    """The fields of one act with its reason. `args` are those of the action, `why` its reason."""

    def __init__(self, act: str, viewer: Viewer, data: Any = None, topic: Topic | None = None) -> None:
        super().__init__(data)
        self.act, self.viewer, self.topic = act, viewer, topic
        make = getattr(self, f"_fields_{act}", None)
        if make:
            make()
        self._reason()

    def _reason(self) -> None:
        asked = ACTS[self.act].asks_reason
        if not asked and not ACTS[self.act].tells:
            return
        choices = [("", _("Choose a reason") if asked else _("No reason given")), *REASONS.items()]
        self.fields["code"] = forms.ChoiceField(
            label=pgettext("of a decision", "Reason"), choices=choices, required=asked,
            error_messages={"required": _("Say why: the author reads it.")},
        )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label=_("In your own words"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("The author reads it, and how to object."),
        )  # fmt: skip

    def _fields_pin(self) -> None:
        choices = [(Pin.CATEGORY.value, Pin.CATEGORY.label), (Pin.EVERYWHERE.value, Pin.EVERYWHERE.label)]
        chosen = (self.topic and self.topic.pin) or Pin.CATEGORY
        self.fields["where"] = forms.ChoiceField(
            label=_("Where"), choices=choices, initial=chosen, widget=forms.RadioSelect
        )
        self.fields["until"] = Moment(pgettext("pinned", "Until"), _("Empty: until somebody unpins it."))

    def _fields_move_topic(self) -> None:
        self.fields["category_id"] = forms.TypedChoiceField(label=_("Category"), coerce=int, choices=self._categories())
        if self.topic:
            self.initial["category_id"] = self.topic.category_id

    def _fields_change_kind(self) -> None:
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=TopicKind.choices)
        self.initial["kind"] = self.topic.kind if self.topic else TopicKind.DISCUSSION

    def _fields_change_title(self) -> None:
        self.fields["title"] = forms.CharField(label=_("Title"), max_length=120)
        self.initial["title"] = self.topic.title if self.topic else ""

    def _fields_change_tags(self) -> None:
        self.fields["names"] = forms.CharField(label=_("Tags"), required=False, help_text=_("Separated by commas."))
        if self.topic:
            self.initial["names"] = ", ".join(self.topic.tags.order_by("name").values_list("name", flat=True))

    def _fields_merge_topics(self) -> None:
        self._find(
            "into_id", _("Into which topic"), _("Its number, its address, or words of its title."), topics_called
        )

    _fields_move_posts = _fields_merge_topics

    def _fields_split_topic(self) -> None:
        self.fields["title"] = forms.CharField(label=_("Title of the new topic"), max_length=120)
        self._fields_move_topic()

    def _fields_change_author(self) -> None:
        self._find("identity_id", _("Who wrote it"), _("A nickname, or a part of it."), authors_called)

    def _fields_slow_mode(self) -> None:
        self.fields["seconds"] = forms.TypedChoiceField(
            label=_("One reply each"), coerce=int, choices=PAUSES, initial=self.topic.slow_seconds if self.topic else 0
        )

    def _fields_close_later(self) -> None:
        self.fields["closes_at"] = Moment(_("Close at"), _("From then on only the team can reply."))
        self.fields["opens_at"] = Moment(_("Open at"), _("From then on everybody can reply again."))
        if self.topic:
            self.initial.update(closes_at=self.topic.closes_at, opens_at=self.topic.opens_at)

    def _categories(self) -> list[tuple[int, str]]:
        mine = moderated(self.viewer)
        return [(row.pk, row.name) for row in places().rows.values() if row.pk in mine and row.archived_at is None]

    def _find(self, name: str, label: str, help_text: str, look: Any) -> None:
        """A field for words, and beside it what was found for them, to choose from."""
        self.fields["words"] = forms.CharField(
            label=label, help_text=help_text, error_messages={"required": _("Say which one.")}
        )
        words = str(self.data.get("words", "")).strip() if self.is_bound else ""
        number = _NUMBER.match(words)
        found = look(self.viewer, words, int(number[1]) if number else 0, self.topic) if words else []
        self.choices_found = [(pk, text) for pk, text in found]
        if self.choices_found:
            self.fields[name] = forms.TypedChoiceField(
                label=_("Which of these"), coerce=int, choices=self.choices_found, required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What was looked for must have been chosen; a single find by number is."""
        values: dict[str, Any] = super().clean() or {}
        if "words" not in self.fields:
            return values
        name = "identity_id" if self.act == "change_author" else "into_id"
        words = values.pop("words", "").strip()
        if not values.get(name):
            if len(self.choices_found) == 1 and _NUMBER.match(words):
                values[name] = self.choices_found[0][0]
            elif self.choices_found:
                self.add_error(name, _("Choose one of these."))
            elif words:
                self.add_error("words", _("Nothing like that was found."))
        return values

    @property
    def why(self) -> Why:
        """The reason as actions take it."""
        return Why(self.cleaned_data.get("code", ""), self.cleaned_data.get("reason", ""))

    @property
    def args(self) -> dict[str, Any]:
        """The arguments of the action besides actor, ids and reason."""
        args = {name: value for name, value in self.cleaned_data.items() if name not in {"code", "reason", "words"}}
        if "names" in args:
            args["names"] = re.split(r"[,，、]", args["names"])
        return args
