"""Saying at a form why it was not taken."""

from django.forms import Form

from steward.foundation.kernel.ruling import Forbidden, Invalid


def refuse(form: Form, problem: Invalid | Forbidden) -> None:
    """Put each sentence at its field, or above the form."""
    errors = problem.errors if isinstance(problem, Invalid) else {"": problem.why}
    for field, sentence in errors.items():
        form.add_error(field if field in form.fields else None, sentence)
