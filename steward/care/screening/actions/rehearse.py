"""Running a version of a rule over what members said, without doing anything."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from steward.care.screening.actions.hold import hold
from steward.care.screening.engine.records import Found, Message
from steward.care.screening.engine.screener import Screener, compile_rules
from steward.care.screening.events import Rehearsed
from steward.care.screening.models import Rehearsal, Rule, RuleVersion
from steward.care.screening.queries.compiled import list_specs, spec_of_body
from steward.care.screening.queries.messages import Said, said_since
from steward.care.screening.queries.past import decided_activities, said_count
from steward.care.screening.queries.reader import Reader
from steward.care.screening.records import Asked, reasons_json
from steward.care.screening.rules import VIEW, asked_by, excerpt_of
from steward.foundation.jobs.public import Reporter, enqueue
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.people.community.public import community

JOB = "screening.rehearse"
#: Rows read and screened at once.
CHUNK = 4_000
#: Samples kept of each sort: hits, hits people found fine, breaches the rule missed.
MOST_SAMPLES, MOST_WRONG = 40, 10
LONGEST_DAYS = 3650


@transaction.atomic
def ask_rehearsal(*, actor: Viewer, rule_id: int, days: int = 30) -> Rehearsal:
    """Rehearse the rule as it stands over so many days, in a job of the actor. Raises NotFound, Forbidden."""
    require(allowed(actor, VIEW))
    rule = hold(rule_id)
    row = Rehearsal.objects.create(
        rule=rule, version=rule.version, days=min(max(days, 1), LONGEST_DAYS), account_id=actor.account_id,
        asked_at=clock.now(),
    )  # fmt: skip
    row.job = enqueue(actor=actor, kind=JOB, rehearsal=row.pk)
    row.save(update_fields=["job"])
    publish(Rehearsed(row.pk, rule.pk, over=False), actor=actor.name)
    return row


def rehearse(rehearsal_id: int, progress: Reporter | None = None) -> Rehearsal:
    """Read, screen, count, compare with what people decided; running it again begins anew. Raises NotFound."""
    row = Rehearsal.objects.select_related("rule").filter(pk=rehearsal_id).first()
    if row is None:
        raise NotFound
    tally = _run(row, progress)
    with transaction.atomic():
        row.done_at = clock.now()
        row.screened, row.hits = tally.screened, tally.hits
        row.counts = {"days": dict(tally.days), "places": dict(tally.places)}
        row.samples, row.agreement = tally.samples(), dict(tally.agreement)
        row.cost_ms = round(tally.seconds * 1e6 / tally.screened, 3) if tally.screened else None
        row.save()
        Rule.objects.filter(pk=row.rule_id, version=row.version).update(cost_ms=row.cost_ms)
        publish(Rehearsed(row.pk, row.rule_id, over=True), actor=SYSTEM.name)
    return row


def _run(row: Rehearsal, progress: Reporter | None) -> "_Tally":
    since = row.asked_at - timedelta(days=row.days)
    screener, needs = _screener(row)
    reader, decided = Reader(needs, since), decided_activities(since)
    tally = _Tally(random.Random(row.pk), ZoneInfo(community().timezone))  # noqa: S311 — chooses samples
    total, after = said_count(since), 0
    while said := said_since(since, after, CHUNK):
        messages = reader.messages(said)
        began = time.perf_counter()
        found = screener.screen_many(messages)
        tally.seconds += time.perf_counter() - began
        for one, message, hits in zip(said, messages, found, strict=True):
            upheld = decided.get(one.id)
            if hits or upheld is not None:
                tally.take(_Heard(one, message, hits, message.author, upheld))
        tally.screened += len(said)
        after = said[-1].id
        if progress:
            progress.report(tally.screened, total)
    return tally


def _screener(row: Rehearsal) -> tuple[Screener, Asked]:
    version = RuleVersion.objects.get(rule=row.rule_id, number=row.version)
    spec = spec_of_body(row.rule.key, row.version, version.body)
    return compile_rules([spec], list_specs([spec])), asked_by([spec.condition])


class _Heard(NamedTuple):
    """One row with what the rule and people said of it."""

    row: Said
    message: Message
    hits: list[Found]
    author: str
    upheld: bool | None


@dataclass
class _Tally:
    """What a rehearsal counts while rows pass by."""

    chance: random.Random
    zone: ZoneInfo
    screened: int = 0
    hits: int = 0
    seconds: float = 0.0
    days: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    agreement: Counter[str] = field(default_factory=Counter)
    _hit: list[dict[str, Any]] = field(default_factory=list)
    _wrong: list[dict[str, Any]] = field(default_factory=list)
    _missed: list[dict[str, Any]] = field(default_factory=list)

    def take(self, heard: _Heard) -> None:
        """Count a row that was hit or decided; every hit has the same chance to be a sample (Vitter's algorithm R)."""
        if heard.upheld is not None:
            self._compare(heard)
        if not heard.hits:
            return
        row = heard.row
        self.hits += 1
        self.days[row.occurred_at.astimezone(self.zone).date().isoformat()] += 1
        self.places[f"channel:{row.channel_id}"] += 1
        if len(self._hit) < MOST_SAMPLES:
            self._hit.append(_sample(heard))
        elif (place := self.chance.randrange(self.hits)) < MOST_SAMPLES:
            self._hit[place] = _sample(heard)

    def _compare(self, heard: _Heard) -> None:
        by_rule, by_people = bool(heard.hits), bool(heard.upheld)
        verdict = {(True, True): "both", (True, False): "only_rule", (False, True): "only_people"}.get(
            (by_rule, by_people), "neither"
        )
        self.agreement[verdict] += 1
        kept = {"only_rule": self._wrong, "only_people": self._missed}.get(verdict)
        if kept is not None and len(kept) < MOST_WRONG:
            kept.append(_sample(heard))

    def samples(self) -> list[dict[str, Any]]:
        """Those on which people and rule differ first, each once; then hits in the order they were said."""
        unlike = [*self._wrong, *self._missed]
        seen = {one["id"] for one in unlike}
        return [*unlike, *sorted((one for one in self._hit if one["id"] not in seen), key=lambda one: str(one["at"]))]


def _sample(heard: _Heard) -> dict[str, Any]:
    row, hits = heard.row, heard.hits
    excerpt, starts, kept = excerpt_of(heard.message, hits[0].reasons if hits else ())
    return {
        "id": row.id, "identity": row.identity_id, "author": heard.author, "channel": row.channel_id,
        "at": row.occurred_at.isoformat(), "title": row.title[:300], "excerpt": excerpt, "starts": starts,
        "reasons": reasons_json(kept), "hit": bool(hits), "upheld": heard.upheld,
    }  # fmt: skip
