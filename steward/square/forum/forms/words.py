"""What is typed into the page of an edit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.square.forum.actions.edit_post import Heading
from steward.square.forum.enums import Verb
from steward.square.forum.forms.writing import tag_names
from steward.square.forum.models import Post
from steward.square.forum.queries.places import places
from steward.square.forum.rules.rights import Standpoint


class EditForm(forms.Form):
    """The words of a post; of a first one title, category and tags too. Limits are the action's."""

    title = forms.CharField(
        label=lazy("Title"), max_length=200, error_messages={"required": lazy("Say in a few words what it is about.")}
    )  # fmt: skip
    category = forms.TypedChoiceField(label=lazy("Category"), coerce=int)
    tags = forms.CharField(
        label=lazy("Tags"), required=False, help_text=lazy("At most five, with commas between them.")
    )
    source = forms.CharField(label=lazy("Text"), required=False, widget=forms.Textarea)
    reason = forms.CharField(
        label=lazy("What you changed"), max_length=200, required=False,
        help_text=lazy("One line for readers of the history."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, post: Post, standpoint: Standpoint, **options: Any) -> None:
        super().__init__(*args, **options)
        self.post = post
        if post.number != 1:
            for name in ("title", "category", "tags"):
                del self.fields[name]
            return
        open_to = places().open_to(standpoint, Verb.POST) & places().open_to(standpoint) | {post.topic.category_id}
        category: Any = self.fields["category"]
        category.choices = [(row.pk, row.name) for pk, row in places().rows.items() if pk in open_to]

    @classmethod
    def of(cls, post: Post, standpoint: Standpoint) -> "EditForm":
        """The form with what the post says now."""
        initial: dict[str, Any] = {"source": post.source, "version": post.version}
        if post.number == 1:
            names = post.topic.tags.order_by("name").values_list("name", flat=True)
            initial |= {"title": post.topic.title, "category": post.topic.category_id, "tags": ", ".join(names)}
        return cls(initial=initial, post=post, standpoint=standpoint)

    @property
    def heading(self) -> Heading | None:
        """What changes besides the words. Call it on a valid form."""
        if self.post.number != 1:
            return None
        data = self.cleaned_data
        return Heading(data["title"], data["category"], tag_names(data["tags"]))

    @property
    def words(self) -> dict[str, Any]:
        """The arguments of `edit_post`. Call it on a valid form."""
        data = self.cleaned_data
        return {
            "source": data["source"],
            "version": data["version"],
            "reason": data["reason"],
            "heading": self.heading,
        }  # fmt: skip

    def stale_note(self) -> str:
        """What to say when somebody else was quicker."""
        return _("Somebody else has edited this post since you began. Nothing of yours is lost: look below.")
