"""What a judgement does to the words themselves, and taking that back: through the interface of their own room.

This is the bridge out. A room whose things can be judged contributes a `Flaggable` (kernel/contracts.py): `abilities`
names what it lets Steward do ("hide", "restore", "approve", "reject", and for channels outside "mute" and
"remove_author"); `perform` does one of them and gives the number of the decision it wrote to the journal, 0 where it
was so already; `undo` takes that decision back. What is not among the abilities becomes a `ChannelTask`: words to copy
for a person to do it by hand. The square is the first room with such an interface; connectors of channels are to
follow it.
"""

from dataclasses import dataclass

from django.db import transaction

from steward.care.conduct.enums import Level
from steward.care.conduct.models import Case, Judgement
from steward.care.conduct.queries.subjects import flaggables
from steward.care.conduct.rules.finding import hides
from steward.foundation.kernel.contracts import Flaggable, Flagged
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer

#: The place of something that stands on a channel outside, by its number.
CHANNEL = "channel:"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a case is about, as it stands now; `thing` is None when it is not there any more."""

    kind: Flaggable | None
    thing: Flagged | None

    def can(self, ability: str) -> bool:
        """Whether Steward can do this there."""
        return self.kind is not None and self.kind.perform is not None and ability in self.kind.abilities


def subject_of(case: Case) -> Subject:
    """Load what the case is about."""
    kind = flaggables().get(case.kind)
    return Subject(kind, kind.load([case.subject_id]).get(case.subject_id) if kind else None)


def wanted(case: Case, subject: Subject, level: str) -> str:
    """Which ability the words ask for: "approve", "restore", "reject", "hide", or "" when they stay as they are."""
    state = subject.thing.state if subject.thing else "gone"
    if state == "waiting":
        return "approve" if level == Level.NONE else "reject"
    if level == Level.NONE:
        return "restore" if state == "hidden" and case.held else ""
    return "hide" if state == "shown" and hides(level) else ""


def perform(actor: Viewer, subject: Subject, ability: str, code: str, words: str) -> int:
    """Do it where it stands; the number of the journal's decision, 0 when it was so already or cannot be done."""
    if not ability or subject.thing is None or not subject.can(ability):
        return 0
    assert subject.kind is not None
    assert subject.kind.perform is not None
    return subject.kind.perform(actor, ability, subject.thing.id, code, words[:300])


def take_back(actor: Viewer, judgement: Judgement) -> list[str]:
    """Undo what the judgement did to the words, the last first; sentences for what could not be restored."""
    kind = flaggables().get(judgement.case.kind)
    left = []
    for decision in reversed(judgement.undo.get("decisions", [])):
        try:
            with transaction.atomic():
                if kind is None or kind.undo is None:
                    raise NotFound  # noqa: TRY301 — the same end as when the thing is gone
                kind.undo(actor, decision)
        except (Invalid, NotFound) as problem:
            left.append(str(problem))
    return left
