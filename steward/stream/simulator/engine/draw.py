"""Who does something in a month, when and where: every activity starts as a slot with an account, a time and a kind."""

import numpy as np

from steward.stream.simulator.engine.chance import Bools, Floats, Ints, pick, share_out, stream
from steward.stream.simulator.engine.daybook import Daybook
from steward.stream.simulator.engine.habits import (
    AT_HOME,
    AWAY_SHARE,
    DEED_SHARES,
    DEEDS,
    EDITED,
    FORM_SHARES,
    QUESTION_SHARE,
    TAKEN_BACK,
    THREADED,
)
from steward.stream.simulator.engine.population import Accounts, Population
from steward.stream.simulator.engine.rows import Rows
from steward.stream.simulator.enums import FORM, FORMS, KIND, Role, Source
from steward.stream.simulator.spec import HOUR, MONTH, SECOND, Spec

_FORMS = np.array([FORM[form] for form in ("image", "file", "link", "sticker", "voice", "video", "red_packet", "poke")])
_TEXT = FORMS.index("text")

#: Kind → role of what is said, before questions and answers are told apart.
_ROLES = {
    "reaction": Role.SILENT,
    "commit": Role.COMMIT,
    "review": Role.REVIEW,
    "change": Role.CHANGE,
    "comment": Role.FOLLOW_UP,
}


def appetites(spec: Spec, population: Population, page: Daybook, month: int) -> Floats:
    """How much each account would do in the month whose hours are on `page`, in arbitrary units.

    Engagement falls with age as (1 + age / 1.5 months)^-0.9 save for those who last; some stay away for a month.
    """
    accounts = population.accounts
    first, last = _presence(accounts, page)
    weight = page.upto(accounts.source, accounts.zone, last) - page.upto(accounts.source, accounts.zone, first)
    middle = page.start + MONTH // 2
    age = np.maximum(middle - accounts.joined, 0) / MONTH
    decay = np.where(accounts.lasting, 1.0, (1 + age / 1.5) ** -0.9)
    rng = stream(spec.seed, "flicker", month)
    away = (rng.random(len(age)) < AWAY_SHARE) & ~accounts.host
    flicker = np.exp(rng.normal(0, 0.5, len(age)) * np.where(accounts.host, 0.3, 1.0))
    return np.asarray(np.where(away | (last - first < 2 * SECOND), 0.0, accounts.appetite * decay * flicker * weight))


def _presence(accounts: Accounts, page: Daybook) -> tuple[Ints, Ints]:
    """The part of the month in which each account is there, in µs; empty where the end is not after the beginning."""
    end = page.start + (page.sums.shape[2] - 1) * HOUR
    first = np.maximum(accounts.joined + SECOND, page.start)
    return first, np.maximum(np.minimum(accounts.silent, end), first)


def quotas(spec: Spec, population: Population, book: Daybook) -> Ints:
    """How many slots each month gets, so that with joins and departures the total is exactly what was asked."""
    borders = spec.borders()
    pages = [book.between(int(borders[m]), int(borders[m + 1])) for m in range(spec.months)]
    weights = np.array([appetites(spec, population, page, m).sum() for m, page in enumerate(pages)])
    comings = int(comers(spec, population).sum() + goers(spec, population).sum())
    return share_out(max(spec.total - comings, 0), weights)


def comers(spec: Spec, population: Population) -> Bools:
    """Accounts whose joining shows as an activity: on chat sources, inside the window."""
    accounts = population.accounts
    return np.asarray((accounts.source <= Source.DISCORD) & (accounts.joined >= spec.start))


def goers(spec: Spec, population: Population) -> Bools:
    """Accounts whose leaving shows as an activity."""
    accounts = population.accounts
    return np.asarray((accounts.source <= Source.DISCORD) & (accounts.left < spec.end))


def slots(spec: Spec, population: Population, page: Daybook, month: int, size: int) -> Rows:
    """`size` slots in the order of time, with account, channel, kind, role, form and question."""
    rng = stream(spec.seed, "slots", month)
    accounts = population.accounts
    who = pick(rng, appetites(spec, population, page, month), size)
    at = _when(rng, accounts, page, who)
    turn = np.argsort(at, kind="stable")
    rows = Rows.blank(size)
    rows.at, rows.account = at[turn], who[turn]
    source = accounts.source[rows.account]
    rows.kind = DEEDS[(rng.random(size)[:, None] > np.cumsum(DEED_SHARES, axis=1)[source, :-1]).sum(axis=1)]
    rows.channel = _where(rng, population, rows.account)
    _say(rng, rows, source)
    return rows


def _when(rng: np.random.Generator, accounts: Accounts, page: Daybook, who: Ints) -> Ints:
    """A moment for each chosen account, by its own rhythm, while it is there."""
    first, last = (bound[who] for bound in _presence(accounts, page))
    source, zone = accounts.source[who], accounts.zone[who]
    low, high = page.upto(source, zone, first), page.upto(source, zone, last)
    return np.clip(page.moments(source, zone, low + rng.random(len(who)) * (high - low)), first, last - 1)


def _where(rng: np.random.Generator, population: Population, who: Ints) -> Ints:
    """The channel of each slot: the account's own, or another of the source by its share of the talk."""
    accounts, places = population.accounts, population.places
    source = accounts.source[who]
    ladder = np.cumsum(places.share)
    base = np.concatenate([[0.0], ladder])[places.first]
    width = ladder[places.first + places.count - 1] - base
    aim = base[source] + rng.random(len(who)) * width[source]
    other = np.clip(
        np.searchsorted(ladder, aim, side="right"), places.first[source], (places.first + places.count - 1)[source]
    )
    return np.where(rng.random(len(who)) < AT_HOME[source], accounts.home[who], other)


def _say(rng: np.random.Generator, rows: Rows, source: Ints) -> None:
    """Decide which posts ask, what each text is for and which messages are pictures, links and the like."""
    size = len(rows)
    post = rows.kind == KIND["post"]
    rows.question = post & (rng.random(size) < QUESTION_SHARE[source])
    rows.role = np.where(THREADED[source], Role.TOPIC, Role.CHAT).astype(np.int64)
    for kind, role in _ROLES.items():
        rows.role[rows.kind == KIND[kind]] = role
    rows.role[rows.question] = Role.QUESTION
    step = (rng.random(size)[:, None] > np.cumsum(FORM_SHARES, axis=1)[source]).sum(axis=1)
    shaped = (rows.role == Role.CHAT) & (step < len(_FORMS))
    rows.form = np.where(shaped, _FORMS[np.minimum(step, len(_FORMS) - 1)], _TEXT)
    chatty = (source == Source.DISCORD) & np.isin(rows.kind, (KIND["post"], KIND["comment"]))
    rows.reactions = np.where(chatty, np.minimum(rng.pareto(1.3, size) * 0.5, 300), 0).astype(np.int64)
    editable = (source != Source.WECHAT) & (source != Source.MAIL) & np.isin(rows.kind, (KIND["post"], KIND["comment"]))
    rows.edits = np.where(editable & (rng.random(size) < EDITED), rng.geometric(0.7, size), 0)
    rows.deleted = (rows.role == Role.CHAT) & (rng.random(size) < TAKEN_BACK)
