"""The types of what rooms contribute to the shared screens."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """Point `navigation`: a link in the console's rail, shown when the viewer has the permission."""

    wing: str  # today, conversations, members, community, insights, team, direction, settings
    label: Any  # lazily translated
    url_name: str
    icon: str  # a lucide name
    permission: str = ""
    order: int = 50
    badge: Callable[[HttpRequest], int] | None = None
    also: tuple[str, ...] = ()  # beginnings of other addresses that belong to it


@dataclass(frozen=True, slots=True)
class PaletteSource:
    """Point `palette`: finds things by what was typed into the command palette."""

    label: Any
    permission: str
    find: Callable[[Any, str], Iterable["PaletteHit"]]  # (viewer, query) → hits, at most 8


@dataclass(frozen=True, slots=True)
class PaletteHit:
    """One line of the palette."""

    title: str
    url: str
    detail: str = ""
    icon: str = "arrow-right"


@dataclass(frozen=True, slots=True)
class MemberPanel:
    """Point `member-panels`: a section on a member's page. `build(viewer, member)` gives the template's context."""

    key: str
    label: Any
    template: str
    build: Callable[[Any, Any], dict[str, Any]]
    permission: str = ""
    order: int = 50


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Point `personal-data`: a room that stores something about members exports and erases it.

    `export(member_id)` gives JSON-ready data; `erase(member_id)` removes it in the caller's transaction and returns
    the number of things removed. `detach(member_id)` is for rooms whose words others have answered: the words stay,
    nothing says any more whose they were; a room without it erases. Files are cleaned after commit.
    """

    key: str
    export: Callable[[int], Any]
    erase: Callable[[int], int]
    detach: Callable[[int], int] | None = None


@dataclass(frozen=True, slots=True)
class PortalEntry:
    """Point `portal-nav`: a link in the portal's head. Point `portal-menu`: one in the menu of who is signed in.

    Point `portal-foot`: one in the foot of every page. `count` gives what waits there for the viewer, drawn as a badge;
    it may make one query. `shown` says whether there is anything to link to, without a query.
    Point `positioning-more`: a page to go on to from the positioning members read; `shown` may make one query.
    """

    label: Any
    url_name: str
    icon: str
    order: int = 50
    count: Callable[[Any], int] | None = None  # (viewer) → number
    tool: bool = False  # drawn as an icon beside the menu (inbox, letters) instead of as a word
    shown: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class Brand:
    """Point `brand`: one function → Brand, what every page takes from the community's settings. Addresses may be ""."""

    stylesheet: str = ""  # tokens of the community, with a fingerprint in its name
    logo: str = ""
    cover: str = ""
    purpose: str = ""
    filing: str = ""  # the ICP number, shown in the foot with a link to the registry
    filing_police: str = ""  # 公安备案
    legal: tuple[tuple[str, str], ...] = ()  # (title, address)
    languages: tuple[str, ...] = ()  # offered to readers; () are all there are


@dataclass(frozen=True, slots=True)
class TextToAccept:
    """Point `texts-to-accept`: a text members agree to at sign-up and again when a newer version binds them.

    `now()` gives the version everybody has to have accepted today (a later one will do), 0 while there is none.
    `offered()` gives the version that is accepted from now on, 0 while there is none: it may be a small change later
    than that, or one that binds only after a notice. Neither makes a query in the common case.
    """

    key: str  # "conduct"
    title: Any
    url_name: str  # where it is read; `?version=` chooses one
    now: Callable[[], int]
    offered: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Draft:
    """Words about to be published, as a screen is shown them."""

    kind: str  # "post", "letter": a kind of flaggable
    account_id: int | None
    identity_id: int | None
    title: str  # of the topic it opens; "" for a reply
    source: str  # as written
    text: str  # plain words
    place: str = ""  # "category:3"
    opens: bool = False  # a topic
    edits: int | None = None  # id of what is being changed
    links: tuple[str, ...] = ()
    pictures: int = 0
    mentions: int = 0
    language: str = ""
    level: int = 0  # trust level of the author
    is_team: bool = False


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screens say of a draft. `settle(id)` writes their hits down once the words have an id.

    It is called in the transaction that publishes.
    """

    refuse: str = ""  # a sentence for the author: not published at all (slow down)
    hold: str = ""  # why it waits for review; shown to the team
    source: str | None = None  # the words to publish instead
    tags: tuple[str, ...] = ()  # to be added to a topic
    settle: Callable[[int], None] = lambda _id: None


#: Point `screens`: a function Draft → Screened, asked before anything is published or changed.
Screen = Callable[[Draft], Screened]


@dataclass(frozen=True, slots=True)
class Flagged:
    """Something that can be reported and judged, as it stands now."""

    kind: str
    id: int
    author: int | None  # an identity
    title: str
    text: str  # as written
    html: str  # safe
    url: str
    at: datetime
    state: str = "shown"  # shown, waiting, hidden, gone
    place: str = ""  # "category:3", "channel:7"
    place_name: str = ""
    readers: int = 0  # how many have seen it, or may have
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Flaggable:
    """Point `flaggables`: a kind of thing members report and the team judges, and what can be done with it there.

    `abilities` are names of acts: "hide", "restore", "approve", "reject", "remove_author", "mute". Where an act is
    missing, the team gets a task with words to copy instead.
    """

    kind: str  # "post"
    label: Any
    load: Callable[[Sequence[int]], dict[int, Flagged]]  # a constant number of queries
    may_report: Callable[[Any, int], Any]  # (viewer, id) → Ruling; raises NotFound when it is not theirs to see
    may_judge: Callable[[Any, Flagged], Any]  # (viewer, flagged) → Ruling
    around: Callable[[int], Sequence[Flagged]]  # a few before and after, itself included
    abilities: frozenset[str] = field(default_factory=frozenset)
    #: (actor, ability, id, code, words) → id of the journal's decision
    perform: Callable[[Any, str, int, str, str], int] | None = None
    undo: Callable[[Any, int], None] | None = None  # (actor, id of the journal's decision)
    #: Between a few people: the team reads it only when one of them reports it, and nothing of it is published.
    private: bool = False


@dataclass(frozen=True, slots=True)
class SubjectAct:
    """Point `subject-acts`: a link in the menu of somebody else's post, letter or page ("Report").

    `address` is a pattern with "{id}" in it: the square draws a menu once and puts the numbers in afterwards.
    """

    kind: str  # of the flaggable
    label: Any
    icon: str
    address: str  # "/conduct/report/post/{id}/"
    order: int = 50


@dataclass(frozen=True, slots=True)
class OwnPanel:
    """Point `own-conduct`: a part of a member's page of reports and decisions; `build(viewer)` is `found` in it."""

    template: str
    build: Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits for a person."""

    title: str
    url: str
    due: datetime | None = None
    detail: str = ""
    mine: bool = True  # waits for this viewer; False: for anybody of those who may
    count: int = 1  # how many of the kind stand behind it ("12 reports")
    verb: Any = ""  # what to do, on the button: "Decide"


@dataclass(frozen=True, slots=True)
class WorkSource:
    """Point `my-work`: what a room has waiting for a viewer, most pressing first.

    `find(viewer)` makes a constant number of queries and gives at most twenty items; many of a kind that are nobody's
    in particular come as one item with a `count`.
    """

    key: str  # "conduct.queue"
    label: Any
    icon: str
    permission: str
    find: Callable[[Any], Sequence[WorkItem]]
    order: int = 50


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a day: in calendars of the team."""

    uid: str  # stable and unique in the room: "task-12"
    title: str
    on: date | datetime  # a whole day, or a moment
    url: str
    detail: str = ""
    until: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class DatedSource:
    """Point `calendar`: `find(viewer, since, until)` gives what falls into these days; constant queries."""

    key: str
    label: Any
    find: Callable[[Any, date, date], Sequence[Dated]]


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work as it stands: a task, an announcement, a rule, a survey."""

    id: int
    title: str
    url: str
    open: bool  # not over yet
    detail: str = ""  # who, until when


@dataclass(frozen=True, slots=True)
class WorkKind:
    """Point `works`: a kind of thing that can say which goal it serves.

    `load(viewer, ids)` and `current(viewer)` (what is under way, newest first, at most 200) take a constant number of
    queries. Its page draws `ui.serving(kind, id)`.
    """

    kind: str  # "task"
    label: Any  # "Tasks"
    icon: str
    load: Callable[[Any, Sequence[int]], dict[int, Work]]
    current: Callable[[Any], Sequence[Work]]


@dataclass(frozen=True, slots=True)
class Purpose:
    """A goal as work below names it."""

    id: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Purposes:
    """Point `purposes`: one item; what work can serve. Rooms below reach goals through it, or find nobody there.

    `choices(viewer)` are the goals under way; `of(kind, ids)` what pieces of work serve; `serve` sets it in the
    caller's transaction. `address` is a pattern with "{kind}" and "{id}": a fragment that shows and changes it.
    """

    choices: Callable[[Any], Sequence[Purpose]]
    of: Callable[[str, Sequence[int]], dict[int, Sequence[Purpose]]]
    serve: Callable[..., None]  # (*, actor, kind, object_id, goals: Sequence[int])
    address: str


@dataclass(frozen=True, slots=True)
class Done:
    """Something the team or Steward did, as one line."""

    at: datetime
    text: str
    url: str = ""
    icon: str = "dot"
    weight: float = 1.0  # how likely it moves numbers: an announcement 3, a renamed tag 0.2


@dataclass(frozen=True, slots=True)
class Deed:
    """Point `deeds`: facts of the journal that may explain why a number moved.

    `tell(viewer, facts)` takes rows of the journal of these types (`at`, `actor`, `subject`, `data`) and gives at most
    one `Done` for each, leaving out what the viewer must not see, in a constant number of queries. Steward itself as
    the viewer keeps what it is told for everybody of the team and for reports: it is told what every member may read.
    """

    types: tuple[str, ...]  # "screening.rule_changed"
    tell: Callable[[Any, Sequence[Any]], Sequence[Done]]


@dataclass(frozen=True, slots=True)
class NumberAct:
    """Point `number-acts`: what can be done about a number: "Decide", "Make it a goal".

    The link leads to `url_name` with the question of the number: metric, since, until (the last day), grain, source,
    channel, segment.
    """

    label: Any
    url_name: str
    icon: str
    permission: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a report: sentences, perhaps a table and rows to look at.

    `head` and `rows` are plain texts, numbers already written as they are read. `links` are (title, address).
    """

    title: str
    sentences: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPart:
    """Point `report-parts`: what a room has to say in a report; None when it has nothing to say.

    `write(viewer, since, until)` covers the days from `since` to the one before `until`, in the language that is
    active. The report goes to the whole team and to people outside: nothing is in it that only some may see, whoever
    `viewer` is. `periods` are those of "day", "week", "month" it belongs to. `place` is the chapter: "results",
    "goals", "moves", "content", "order", "voices", "people", "plan".
    """

    key: str
    place: str
    periods: tuple[str, ...]
    write: Callable[[Any, date, date], Passage | None]
    order: int = 50


@dataclass(frozen=True, slots=True)
class PortalNotice:
    """Point `portal-notices`: a quiet card at the head of the portal's home for who is signed in.

    `build(request)` gives the template's context, or None: nothing to show. It makes no query in the common case.
    """

    template: str
    build: Callable[[HttpRequest], dict[str, Any] | None]
    order: int = 50
