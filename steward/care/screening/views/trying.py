"""The try-it box: what would hit these words, and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from steward.care.screening.engine.records import Message
from steward.care.screening.forms.others import TryForm
from steward.care.screening.models import Rule
from steward.care.screening.queries.compiled import sound, spec_of_body
from steward.care.screening.queries.messages import links_in, scorer
from steward.care.screening.queries.rules import rules_for
from steward.care.screening.rules import pieces
from steward.foundation.kernel import clock
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in


def try_it(request: HttpRequest) -> HttpResponse:
    """Ask every rule, also those that are off, what they say of some words."""
    rules = list(rules_for(viewer_in(request)))
    form = TryForm(request.POST or None)
    found = _try(rules, **form.cleaned_data) if request.method == "POST" and form.is_valid() else None
    return render(request, "screening/try.jinja", {"form": form, "found": found, "rules": rules})


def _try(rules: list[Rule], title: str, text: str) -> list[dict[str, Any]]:
    # Wherever it is written and whoever writes it: the words are what is tried.
    specs = [spec_of_body(rule.key, rule.version, rule.body() | {"places": [], "spares_team": False}) for rule in rules]
    by_key = {rule.key: rule for rule in rules}
    links = links_in(text)
    message = Message(
        text=text, title=title, author_age_days=0.0, author_posts=0, links=links, at=clock.now(), opens=bool(title),
        scores=scorer(text),
    )  # fmt: skip
    return [
        {
            "rule": by_key[one.rule_key], "reasons": one.reasons,
            "pieces": pieces(text, one.reasons), "title": pieces(title, one.reasons, field="title"),
            "replaced": one.replaced,
        }
        for one in sound(specs).screen(message)
    ]  # fmt: skip
