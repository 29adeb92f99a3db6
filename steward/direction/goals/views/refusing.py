"""Saying at a form why it was not taken."""

from django.forms import Form

from steward.foundation.kernel.ruling import Forbidden, Invalid


def refuse(form: Form, problem: Invalid | Forbidden) -> None:
    """Each sentence at its field, or at the top where there is none of that name."""
    errors = problem.errors if isinstance(problem, Invalid) else {"": problem.why}
    for field, sentence in errors.items():
        form.add_error(field if field in form.fields else None, sentence)
