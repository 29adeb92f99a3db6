"""What a form says when an action refused its values."""

from django import forms

from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.ui.refusals import refuse


def errors_of(problem, places=None):
    form = forms.Form({})
    form.fields["title"] = forms.CharField(required=False)
    form.is_valid()
    refuse(form, problem, places)
    return {field: list(sentences) for field, sentences in form.errors.items()}


def test_a_refusal_stands_beside_its_field_or_above_the_form():
    assert errors_of(Invalid({"title": "Too long.", "day": "Too late."})) == {
        "title": ["Too long."], "__all__": ["Too late."],
    }  # fmt: skip
    assert errors_of(Invalid({"name": "Too long."}), {"name": "title"}) == {"title": ["Too long."]}
    assert errors_of(Forbidden("Not yours.")) == {"__all__": ["Not yours."]}
