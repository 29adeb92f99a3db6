"""The dry run: what a plan would do, and what it would leave behind. Writes nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from steward.square.forum.public import Post, Topic
from steward.square.moving.enums import COUNTS_NOTICES, LEAVE, Skip
from steward.square.moving.queries.material import SAID, threads_of
from steward.square.moving.rules.plan import PACE, Plan
from steward.stream.activity.enums import SPEAKING, Kind
from steward.stream.activity.public import Activity, Channel, Source, Thread


@dataclass(slots=True)
class Line:
    """One channel in the report."""

    channel: Channel
    target: str
    topics: int = 0
    posts: int = 0


@dataclass(slots=True)
class Report:
    """What would happen. `here` counts what stands already and would only be compared."""

    lines: list[Line] = field(default_factory=list)
    topics: int = 0
    posts: int = 0
    authors: int = 0
    nameless: int = 0  # posts without a known author
    here: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def seconds(self) -> float:
        """How long it would take, about."""
        return max(1.0, (self.posts - self.here) / PACE)


class Skipped(NamedTuple):
    """Something that would not be moved."""

    reason: str
    at: datetime | None
    channel: str
    title: str
    url: str


def report_of(source: Source, plan: Plan) -> Report:
    """Count what the plan would do: about ten queries for any source."""
    report = Report()
    said = Activity.objects.filter(source=source, kind__in=_kinds(source), exercise="")
    wanted = _channels(source, plan, report)
    threads = threads_of(source.pk, plan, wanted)
    living = said.filter(thread__in=threads.values("pk"), deleted_at=None)
    topics = dict(threads.order_by().values_list("channel").annotate(n=Count("pk")))
    posts = dict(living.order_by().values_list("channel").annotate(n=Count("pk")))
    for line in report.lines:
        line.topics, line.posts = topics.get(line.channel.pk, 0), posts.get(line.channel.pk, 0)
    numbers = living.aggregate(
        posts=Count("pk"), authors=Count("identity", distinct=True), nameless=Count("pk", filter=Q(identity=None))
    )
    report.topics, report.posts = sum(topics.values()), numbers["posts"]
    report.authors, report.nameless = numbers["authors"], numbers["nameless"]
    ids = [f"thread:{pk}" for pk in threads.values_list("pk", flat=True)]
    moved = [
        Topic.objects.filter(origin__in=ids[at : at + 900]).values_list("pk", flat=True)
        for at in range(0, len(ids), 900)
    ]
    report.here = sum(Post.objects.filter(topic__in=list(some)).exclude(origin=None).count() for some in moved)
    for reason, rows in _left_out(source, plan, set(wanted)):
        report.skipped[reason] += rows.count()
    return report


def skipped_rows(source: Source, plan: Plan) -> Iterator[Skipped]:
    """Everything that would not be moved, for the file to download; reads as it goes."""
    wanted = set(_channels(source, plan, Report()))
    for reason, rows in _left_out(source, plan, wanted):
        label = str(Skip(reason).label)
        for row in rows.select_related("channel").defer("channel__description").iterator(1000):
            if isinstance(row, Thread):
                yield Skipped(label, row.opened_at, row.channel.name, row.title, row.url)
            else:
                yield Skipped(label, row.occurred_at, row.channel.name, row.title or row.body[:120], row.url)


def _kinds(source: Source) -> tuple[str, ...]:
    return tuple(SAID if source.service in COUNTS_NOTICES else SPEAKING)


def _channels(source: Source, plan: Plan, report: Report) -> list[int]:
    """The channels that have threads, as lines of the report; returns those that are not left out."""
    rows = Channel.objects.filter(source=source, threads__posts__gt=0).distinct().order_by("name", "pk")
    report.lines = [Line(row, plan.target(row.pk, private=row.private)) for row in rows]
    return [line.channel.pk for line in report.lines if line.target != LEAVE]


def _left_out(source: Source, plan: Plan, wanted: set[int]) -> list[tuple[str, QuerySet[Thread] | QuerySet[Activity]]]:
    threads = Thread.objects.filter(source=source)
    standing = threads.filter(posts__gt=0)
    said = Activity.objects.filter(source=source, exercise="").exclude(kind=Kind.REACTION)
    posts = said.filter(kind__in=_kinds(source))
    elsewhere = standing.exclude(channel__in=wanted)
    moving = threads_of(source.pk, plan, wanted).order_by()
    found: list[tuple[str, QuerySet[Thread] | QuerySet[Activity]]] = [
        (Skip.PRIVATE, elsewhere.filter(channel__private=True) if not plan.private else elsewhere.none()),
        (Skip.LEFT_OUT, elsewhere.filter(channel__private=False) if not plan.private else elsewhere),
        (Skip.EARLIER, standing.filter(channel__in=wanted).exclude(pk__in=moving.values("pk"))),
        (Skip.EMPTY, threads.filter(posts=0)),
        (Skip.OUTSIDE, posts.filter(thread=None, deleted_at=None)),
        (Skip.REMOVED, posts.filter(thread__in=moving.values("pk"), deleted_at__isnull=False)),
        (Skip.ACT, said.exclude(kind__in=_kinds(source))),
    ]
    return found
