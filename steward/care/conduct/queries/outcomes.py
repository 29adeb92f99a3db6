"""What a reporter is told of a decision: whether they were right and what was done, never more of the author."""

from django.utils.translation import gettext as _

from steward.care.conduct.enums import RESTRAINTS, Level


def outcome_words(*, upheld: bool, level: str = "") -> str:
    """What became of a report, in a sentence. `level` is the judgement's, "" when it was decided elsewhere."""
    if not upheld:
        return _("The team looked at it and found nothing against the code of conduct.")
    if level in {Level.REMIND, Level.WARN}:
        return _("You were right. Whoever wrote it was told what the code of conduct says.")
    if level in RESTRAINTS:
        return _("You were right. It was taken out of sight, and whoever wrote it is held back.")
    return _("You were right. It was taken out of sight.")
