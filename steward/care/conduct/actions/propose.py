"""What the classifier brings before the team: it only proposes, people decide."""

from collections.abc import Sequence

from steward.care.classifier.public import Score, score
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.enums import Source
from steward.care.conduct.queries.subjects import flaggables
from steward.foundation.journal.public import Cursor, Fact, advance, latest, rewind
from steward.foundation.kernel.contracts import Flagged
from steward.people.access.public import SYSTEM
from steward.square.forum.events import PostEdited, PostPosted, TopicPosted

#: The consumer of the journal, what it reads of it, and how many facts at once.
CONSUMER = "conduct.classifier"
READ = (TopicPosted.type, PostPosted.type, PostEdited.type)
BATCH = 200
#: Features of a score that are kept to explain it.
FEATURES = 8
#: A proposal weighs as much as a report of this weight, times its probability.
WEIGHT = 4.0


def propose() -> int:
    """Score what was written since the last time and open a case for what the classifier is sure enough of.

    Returns how many facts were read. The first time it begins with now: the past is for rehearsals.
    """
    if not Cursor.objects.filter(pk=CONSUMER).exists():
        rewind(CONSUMER, latest("journal")["journal"])
    return advance(CONSUMER, _read, _score, batch=BATCH)


def _read(after: int, limit: int) -> Sequence[Fact]:
    return list(Fact.objects.filter(seq__gt=after, type__in=READ).order_by("seq")[:limit])


def _score(facts: Sequence[Fact]) -> None:
    kind = flaggables()["post"]
    ids = sorted({int(fact.data["post_id"]) for fact in facts})
    posts = [one for one in kind.load(ids).values() if one.state in {"shown", "waiting"} and one.text.strip()]
    for post, found in zip(posts, score([one.text for one in posts]) if posts else [], strict=True):
        if found.proposed:
            _open(post, found)


def _open(post: Flagged, found: Score) -> None:
    chance = found.chance(found.proposed)
    evidence = {
        "version": found.version, "probability": round(chance, 4),
        "features": [[word, round(weight, 3)] for word, weight in found.reasons[:FEATURES]],
    }  # fmt: skip
    reason = Reason(Source.MODEL, found.proposed, weight=WEIGHT * chance, evidence=evidence)
    open_case(actor=SYSTEM, kind=post.kind, subject_id=post.id, reason=reason)
