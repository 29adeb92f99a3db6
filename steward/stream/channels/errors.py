"""Errors of imports, each with a sentence for the person who imports."""

from django.utils.translation import gettext_lazy as _

#: Why a record was put into quarantine.
REASONS = {
    "not-json": _("This is not valid JSON."),
    "not-xml": _("This is not valid XML."),
    "truncated": _("The file ends in the middle of a record."),
    "too-long": _("This line or record is longer than the limit."),
    "bad-date": _("The date cannot be read or cannot be true."),
    "missing-field": _("A field without which the record means nothing is missing."),
    "wrong-type": _("A field has the wrong type."),
    "bad-encoding": _("The text is in no encoding we can read."),
    "unknown-shape": _("This record has a shape we do not know."),
    "unsafe-path": _("The archive holds a path that leads outside of it."),
    "too-large": _("The file unpacks to more than the limit."),
}


class ImportProblem(Exception):
    """Nothing could be imported. `sentence` is translated and says what, where and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
