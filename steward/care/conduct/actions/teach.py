"""What a judgement teaches the classifier and the rules that hit, and what an overturn teaches instead."""

from steward.care.classifier.public import learn, unlearn
from steward.care.conduct.actions.hold_back import by_name
from steward.care.conduct.enums import Level
from steward.care.conduct.models import Judgement
from steward.care.screening.public import forget_decision, judged, remember_decision


def teach(judgement: Judgement) -> None:
    """Hand the words with their label, and the outcome of the hits, to the rooms below."""
    _teach(judgement, upheld=judgement.level != Level.NONE)


def teach_otherwise(judgement: Judgement) -> None:
    """The judgement is overturned: what was called a violation is fine. An overturned "nothing" teaches nothing yet."""
    if judgement.level != Level.NONE:
        _teach(judgement, upheld=False)
        return
    unlearn(by=by_name(judgement.pk))
    judged(_hits(judgement), None)
    forget_decision(judgement.case.kind, judgement.case.subject_id)


def _teach(judgement: Judgement, *, upheld: bool) -> None:
    case, code = judgement.case, judgement.code if upheld else ""
    learn(text=case.text, label=code, by=by_name(judgement.pk), author=judgement.author_id)
    judged(_hits(judgement), upheld)
    remember_decision(case.kind, case.subject_id, upheld, code, at=judgement.at)


def _hits(judgement: Judgement) -> list[int]:
    signals = judgement.case.signals.exclude(hit_id=None).order_by("hit_id")
    return [hit for hit in signals.values_list("hit_id", flat=True) if hit]
