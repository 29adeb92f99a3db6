"""What conduct offers to explanations of numbers: how much was judged, and changes of practice. Never who."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from steward.care.conduct.enums import WEIGHT, Level
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.kernel.contracts import Deed, Done
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Viewer

#: So many sanctions in two weeks are unusual for most communities; fewer weigh less.
MANY = 10


def tell(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """All judgements as one line with their number, without a query; each change of practice."""
    if not viewer.can(JUDGE):
        return []
    page = reverse("conduct-practice")
    changed = [
        Done(fact.at, _("How the team judges was changed (ladder, clocks, settings)"), page, "scale", 1.5)
        for fact in facts if fact.type == "conduct.practice_changed"
    ]  # fmt: skip
    judged = [fact for fact in facts if fact.type == "conduct.judged" and fact.data["level"] != Level.NONE]
    return changed + ([_judged(judged)] if judged else [])


def _judged(facts: Sequence[Any]) -> Done:
    counts = Counter(Level(fact.data["level"]) for fact in facts)
    levels = sorted(counts, key=lambda level: -WEIGHT[level])
    parts = pgettext("between items of a list", ", ").join(f"{level.label} {counts[level]}" for level in levels)
    text = ngettext(
        "%(num)s decision about somebody's words: %(parts)s", "%(num)s decisions about somebody's words: %(parts)s",
        len(facts),
    ) % {"num": len(facts), "parts": parts}  # fmt: skip
    weight = 2.0 if len(facts) >= MANY else 1.0
    return Done(max(fact.at for fact in facts), text, reverse("conduct-judgements"), "gavel", weight)


contribute("deeds", Deed(("conduct.judged", "conduct.practice_changed"), tell))
