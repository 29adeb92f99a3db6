"""What team mates type about webhooks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.stream.webhooks.models import Endpoint
from steward.stream.webhooks.records import offered


class EndpointForm(forms.Form):
    """Where to, under which name, and what."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Which system listens there."))
    url = forms.CharField(label=_("Address"), max_length=2000, help_text=_("It receives POST requests with JSON."))
    events = forms.MultipleChoiceField(label=_("Events"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].widget.attrs["placeholder"] = "https://"
        choices = [(key, f"{event.label} ({key})") for key, event in offered().items() if event.fact_type]
        self.fields["events"].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def of(cls, endpoint: Endpoint) -> "EndpointForm":
        """The form as it stands."""
        return cls(initial={"name": endpoint.name, "url": endpoint.url, "events": endpoint.events})
