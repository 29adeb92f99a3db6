"""Writing down what rules hit, with what follows: a decision, a fact, a notice, the ceiling."""

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse

from steward.care.clauses.public import clause_now
from steward.care.screening.actions.switch import trip
from steward.care.screening.engine.records import Reason
from steward.care.screening.events import RuleHit
from steward.care.screening.models import Hit
from steward.care.screening.queries.subjects import subject_now
from steward.care.screening.records import Subject, Told, acts_json, reasons_json
from steward.care.screening.rules import VIEW, excerpt_of
from steward.foundation.journal.public import Decision, decide, publish
from steward.foundation.kernel import clock
from steward.people.access.public import accounts_with
from steward.people.notify.public import tell

#: The kinds of the notices of this room.
TO_TEAM, TO_AUTHOR = "screening.notice", "screening.author"


@transaction.atomic
def write_hits(told: Sequence[Told], subject: Subject) -> list[Hit]:
    """Keep each hit on the subject; the same words hit by the same version of a rule are one hit. Returns new ones.

    Live hits are decided by the rule, announced, and followed by its notices. Nothing is done here to the subject.
    """
    written = []
    for one in told:
        hit = _keep(one, subject)
        if hit is None:
            continue
        written.append(hit)
        if one.live:
            _decide(one, hit)
            _notify(one, hit, subject)
        if one.trips:
            trip(one.rule.id)
    return written


def words_key(subject: Subject) -> str:
    """What tells the same words from others."""
    words = f"{subject.message.title}\n{subject.message.text}"
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]


def _keep(one: Told, subject: Subject) -> Hit | None:
    reasons = one.found.reasons
    excerpt, starts, kept = excerpt_of(subject.message, reasons)
    replaced = one.live and one.found.replaced is not None
    hit, new = Hit.objects.get_or_create(
        rule_id=one.rule.id, version=one.rule.version, mode=one.mode, kind=subject.kind, subject_id=subject.id,
        words_key=words_key(subject),
        defaults={
            "identity_id": subject.identity_id,
            "place": subject.place,
            "at": clock.now(),
            "acts": acts_json(one.found.acts),
            "code": _code(one.rule.clause),
            "reasons": reasons_json(kept),
            "title": subject.message.title[:300],
            "excerpt": excerpt,
            "starts": starts,
            "before": subject.message.text if replaced else "",
            "after": (one.found.replaced or "") if replaced else "",
        },
    )  # fmt: skip
    return hit if new else None


def _code(clause: str) -> str:
    found = clause_now(clause) if clause else None
    return found.reason if found else ""


def _decide(one: Told, hit: Hit) -> None:
    acts = [act.kind for act in one.found.acts]
    hit.decision = decide(
        kind="screening.hit",
        subject=f"{hit.kind}:{hit.subject_id}",
        by=Decision.By.RULE,
        version=f"{one.rule.key[:50]} v{one.rule.version}",
        reason=one.rule.name,
        evidence={"rule": one.rule.id, "hit": hit.pk, "acts": acts, "found": _found(one.found.reasons)},
        undo={"hit": hit.pk},
    )
    hit.save(update_fields=["decision"])
    publish(
        RuleHit(hit.pk, hit.kind, hit.subject_id, one.rule.id, tuple(acts), hit.code, one.rule.clause),
        actor=f"rule:{one.rule.id}",
    )


def _found(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    """Which words of which list in which version: what a decision rests on, without what the member wrote."""
    return [
        {"what": one.what, "word": one.word, "list": one.list_key, "version": one.list_version} for one in reasons[:20]
    ]


def _notify(one: Told, hit: Hit, subject: Subject) -> None:
    params = {"rule": one.rule.name, "hit": hit.pk, "words": ""}
    for act in one.found.acts:
        if act.kind != "notify":
            continue
        told = {**params, "words": act.value[:500]}
        if act.to == "author" and subject.account_id:
            tell(
                kind=TO_AUTHOR, accounts=[subject.account_id], subject=f"hit:{hit.pk}", params=told,
                url=_address(subject), group=f"rule:{one.rule.id}",
            )  # fmt: skip
        elif act.to != "author":
            tell(
                kind=TO_TEAM, accounts=accounts_with(VIEW), subject=f"hit:{hit.pk}", params=told,
                url=reverse("screening-hits") + f"?rule={one.rule.id}", group=f"rule:{one.rule.id}",
            )  # fmt: skip


def _address(subject: Subject) -> str:
    found = subject_now(subject.kind, subject.id)
    return found.url if found else "/"
