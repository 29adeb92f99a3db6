"""What one fills in for a category, its rights, a tag."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.square.forum.enums import TopicKind, Verb
from steward.square.forum.forms.moderation import PAUSES
from steward.square.forum.models import Category
from steward.square.forum.models.places import default_rights
from steward.square.forum.rules.places import COLOURS, ICONS

PLAIN = ("name", "description", "color", "icon", "default_kind", "template", "slow_seconds")


class CategoryForm(forms.Form):
    """Everything of a category but its rights, which `rights_in` reads."""

    name = forms.CharField(label=lazy("Name"), max_length=80)
    description = forms.CharField(label=lazy("Description"), max_length=300, required=False)
    parent_id = forms.TypedChoiceField(label=lazy("Stands below"), coerce=int, empty_value=None, required=False)
    color = forms.CharField(label=lazy("Colour"), max_length=7, initial=COLOURS[0])
    icon = forms.ChoiceField(label=lazy("Icon"), choices=[(name, name) for name in ICONS], initial=ICONS[0])
    default_kind = forms.ChoiceField(label=lazy("A new topic is a"), required=False)
    slow_seconds = forms.TypedChoiceField(label=lazy("One reply each"), coerce=int)
    template = forms.CharField(
        label=lazy("A new topic begins with"),
        required=False,
        max_length=5000,
        help_text=lazy("Markdown in the editor of a new topic: questions to answer, a form to fill in."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, category: Category | None = None) -> None:
        initial = {name: getattr(category, name) for name in (*PLAIN, "parent_id")} if category else {}
        super().__init__(data, initial=initial)
        tops = Category.objects.filter(parent=None).exclude(pk=category.pk if category else 0)
        self.fields["parent_id"].choices = [("", _("nothing, it stands on top"))] + [  # type: ignore[attr-defined]
            (row.pk, row.name) for row in tops.order_by("position", "pk")
        ]
        self.fields["default_kind"].choices = [("", _("whatever the author chooses")), *TopicKind.choices]  # type: ignore[attr-defined]
        known = [(0, _("no pause")), *PAUSES[1:]]
        pause = category.slow_seconds if category else 0
        if pause not in dict(known):
            known.append((pause, _("%(seconds)d seconds") % {"seconds": pause}))
        self.fields["slow_seconds"].choices = known  # type: ignore[attr-defined]


def rights_in(data: Any) -> dict[str, list[str]]:
    """The rights as ticked: boxes named after the verb, valued by the audience."""
    return {verb: data.getlist(verb) for verb in Verb.values}


def rights_of(category: Category | None) -> Mapping[str, list[str]]:
    """The rights a form begins with."""
    return category.rights if category else default_rights()


class TagForm(forms.Form):
    """A tag's name and what it is for."""

    name = forms.CharField(label=lazy("Name"), max_length=60)
    description = forms.CharField(label=lazy("Description"), max_length=300, required=False)
