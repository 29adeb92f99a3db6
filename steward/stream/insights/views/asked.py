"""What a page of Insights was asked for, read from its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from steward.foundation.kernel.ruling import require
from steward.foundation.ui.periods import Period
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Scope, today
from steward.stream.insights.queries.places import Places, places, reach
from steward.stream.insights.queries.segments import members_of, segments

#: Up to so many days are drawn by day, up to so many by week.
BY_DAY, BY_WEEK = 31, 200
#: Parameters that name one cell of a table.
CELL = (
    "member", "channel", "weekday", "hour", "cohort", "age", "speaker", "answered", "began", "activated", "back", "r",
    "f", "m", "before", "now", "level",
)  # fmt: skip
#: Those of them that are words.
WORDS = ("before", "now", "level")


@dataclass
class Asked:
    """Period, part of the community and grain of one request. Periods count back from the newest day with activity."""

    request: HttpRequest

    @cached_property
    def viewer(self) -> Viewer:
        """Who asks; refused here, once, when they may not."""
        viewer: Viewer = self.request.viewer  # type: ignore[attr-defined]
        require(allowed(viewer, "insights.view"))
        return viewer

    @cached_property
    def reach(self) -> tuple[date, date] | None:
        """The oldest and the newest day with activity, None in an empty community."""
        return reach(self.viewer)

    @property
    def newest(self) -> date | None:
        """The newest day with activity."""
        return self.reach[1] if self.reach else None

    @property
    def before(self) -> tuple[date, date] | None:
        """The days compared with; none where nothing is known of them: 0 would be a claim."""
        before = self.period.before
        return before if before and self.reach and self.reach[0] <= before[0] else None

    @cached_property
    def anchor(self) -> date:
        """The day presets end with: yesterday, the last whole one, or the newest day with activity if long past."""
        return self.newest if self.newest and self.is_past else today() - timedelta(days=1)

    @property
    def is_past(self) -> bool:
        """Whether nothing has happened for so long that periods count back from the newest day."""
        return self.newest is not None and (today() - self.newest).days > BY_DAY

    @cached_property
    def period(self) -> Period:
        """The days asked about."""
        return Period.parse(self.request.GET, today=self.anchor)

    @cached_property
    def places(self) -> Places:
        """Sources and channels to choose from."""
        return places(self.viewer)

    @cached_property
    def source(self) -> int | None:
        """The chosen source."""
        return _known(self.request, "source", {source for source, _name in self.places.sources})

    @cached_property
    def channel(self) -> int | None:
        """The chosen channel."""
        return _known(self.request, "channel", {channel for channel, _name, _source in self.places.channels})

    @cached_property
    def segments(self) -> list[tuple[int, str]]:
        """Saved segments of members."""
        return segments(self.viewer)

    @cached_property
    def segment(self) -> int | None:
        """The chosen segment."""
        return _known(self.request, "segment", {segment for segment, _name in self.segments})

    @cached_property
    def scope(self) -> Scope:
        """The part of the community asked about."""
        return Scope(
            sources=(self.source,) if self.source else (),
            channels=(self.channel,) if self.channel else (),
            segment=members_of(self.viewer, self.segment) if self.segment else None,
        )

    @cached_property
    def grain(self) -> Grain:
        """How series are cut: as asked, or to suit the length of the period."""
        asked = self.request.GET.get("grain", "")
        if asked in {Grain.DAY, Grain.WEEK, Grain.MONTH}:
            return Grain(asked)
        days = self.period.days
        return Grain.DAY if days <= BY_DAY else Grain.WEEK if days <= BY_WEEK else Grain.MONTH

    @property
    def narrowed(self) -> dict[str, str]:
        """The parameters that keep the part of the community."""
        chosen = {"source": self.source, "channel": self.channel, "segment": self.segment}
        return {key: str(value) for key, value in chosen.items() if value}

    def query(self, **more: object) -> str:
        """The query string that leads to the same question elsewhere, with `more`."""
        return "?" + urlencode(self.period.query() | self.narrowed | {key: str(value) for key, value in more.items()})

    def page_address(self, number: int) -> str:
        """The query string of a page of the same list."""
        kept = {key: self.request.GET[key] for key in CELL if key in self.request.GET}
        return self.query(page=number, **kept)

    def tabs(self, tabs: Sequence[tuple[str, Any]]) -> list[tuple[Any, str, bool]]:
        """The tabs of Insights, each leading to the same question."""
        here = self.request.path
        found = [(label, reverse(name)) for name, label in tabs]
        longest = max((url for _label, url in found if here.startswith(url)), key=len, default="")
        return [(label, url + self.query(), url == longest) for label, url in found]

    def fixed(self) -> str:
        """The query string with days instead of "the last 28": what one sends to somebody else."""
        days = {"since": str(self.period.since), "until": str(self.period.last), "compare": self.period.compare}
        return "?" + urlencode(days | self.narrowed)


def _known(request: HttpRequest, key: str, known: set[int]) -> int | None:
    text = request.GET.get(key, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    return number if number in known else None
