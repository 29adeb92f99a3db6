"""The charts of a transparency report, each with the sentence it proves, and its rows as a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from steward.care.conduct.enums import Level, Source
from steward.care.oversight.enums import FINDERS
from steward.foundation.kernel.chance import Share
from steward.foundation.ui.charts import Bars, Series
from steward.foundation.ui.formats import number, percent

Figures = Mapping[str, Any]
#: A line of the file: what, of which, value, of how many, lower and upper end of the interval.
Row = tuple[str, str, float | None, int | None, float | None, float | None]


def charts(figures: Figures) -> list[Bars]:
    """The charts with something to show, in the order of reading."""
    found = [by_clause(figures), by_level(figures), by_overturn(figures), by_report(figures)]
    return [one for one in found if one is not None]


def title_of(clause: Mapping[str, Any]) -> str:
    """The title of a clause in a report, in the language in use where it has one."""
    titles: Mapping[str, str] = clause["titles"]
    return titles.get(get_language() or "") or next((text for text in titles.values() if text), clause["key"] or "—")


def by_clause(figures: Figures) -> Bars | None:
    """Volumes by clause, stacked by who found it."""
    rows = sorted(figures["judgements"]["clauses"], key=lambda one: -_total(one))
    if not rows:
        return None
    whole = Share(_total(rows[0]), figures["judgements"]["effect"])
    title = _("“%(clause)s” was behind %(share)s of the decisions: %(hits)s in %(size)s") % {
        "clause": title_of(rows[0]), "share": percent(whole.value), "hits": number(whole.hits),
        "size": number(whole.size),
    }  # fmt: skip
    return Bars(
        key="by-clause", title=title, categories=[title_of(one) for one in rows], stacked=True, lying=True,
        series=[Series(label, [one[finder] for one in rows]) for finder, label in FINDERS.items()],
        source=_("Decisions with effect, by clause and by who found it."),
    )  # fmt: skip


def by_level(figures: Figures) -> Bars | None:
    """How often which level was chosen."""
    levels = figures["judgements"]["levels"]
    if not levels:
        return None
    most = max(levels, key=lambda level: levels[level])
    title = _("The most frequent outcome was “%(level)s”: %(hits)s in %(size)s") % {
        "level": Level(most).label, "hits": number(levels[most]), "size": number(sum(levels.values())),
    }  # fmt: skip
    return Bars(
        key="by-level", title=title, categories=[str(Level(level).label) for level in levels],
        series=[Series(_("Decisions"), list(levels.values()))], source=_("Every decided case, by outcome."),
    )  # fmt: skip


def by_overturn(figures: Figures) -> Bars | None:
    """Overturn rates by clause with their range of chance."""
    titles = {one["key"]: title_of(one) for one in figures["judgements"]["clauses"]}
    appeals = figures["appeals"]
    rows = [(key, Share(one["overturned"], one["decided"])) for key, one in appeals["clauses"].items()]
    if not rows:
        return None
    rows.sort(key=lambda row: -(row[1].low or 0))
    shares = [share for _key, share in rows]
    return Bars(
        key="by-overturn", title=overturn_sentence(Share(appeals["overturned"], appeals["decided"])), format="percent",
        categories=[titles.get(key, key) for key, _share in rows], lying=True,
        series=[
            Series(
                pgettext("appeals", "Overturned"), [one.value for one in shares], [one.low for one in shares],
                [one.high for one in shares], [one.hits for one in shares], [one.size for one in shares],
            )
        ],
        source=_("Appeals decided in the period, by clause. The range of chance (Wilson, 95 %) is in the table."),
    )  # fmt: skip


def overturn_sentence(share: Share) -> str:
    """“1 in 4 appeals was right …”; says that nobody appealed where nothing was decided."""
    if not share.size:
        return _("No appeal was decided.")
    return ngettext(
        "%(hits)s in %(size)s decided appeal was right; by chance alone it could be %(low)s to %(high)s",
        "%(hits)s in %(size)s decided appeals were right; by chance alone it could be %(low)s to %(high)s",
        share.size,
    ) % {
        "hits": number(share.hits), "size": number(share.size), "low": percent(share.low), "high": percent(share.high),
    }  # fmt: skip


def by_report(figures: Figures) -> Bars | None:
    """How often what came in was right, by where it came from."""
    rows = [
        (source, Share(one["upheld"], one["upheld"] + one["dismissed"]))
        for source, one in figures["signals"].items()
        if one["upheld"] + one["dismissed"]
    ]
    if not rows:
        return None
    hits, size = sum(one.hits for _source, one in rows), sum(one.size for _source, one in rows)
    whole = Share(hits, size)
    title = _("%(share)s of what came in was right: %(hits)s in %(size)s") % {
        "share": percent(whole.value), "hits": number(hits), "size": number(size),
    }  # fmt: skip
    return Bars(
        key="by-report", title=title, format="percent", lying=True,
        categories=[source_label(source) for source, _share in rows],
        series=[
            Series(
                pgettext("of reports", "Right"), [one.value for _source, one in rows],
                [one.low for _source, one in rows],
                [one.high for _source, one in rows], [one.hits for _source, one in rows],
                [one.size for _source, one in rows],
            )
        ],
        source=_("What came in and is decided, by source. The table has the range of chance (Wilson, 95 %)."),
    )  # fmt: skip


def source_label(source: str) -> str:
    """A source in the language in use."""
    return str(Source(source).label) if source in Source.values else source


def rows(figures: Figures) -> Iterator[Row]:
    """The whole report as rows of a file.

    Keys, not labels: a file is read by programs too. Times are in seconds.
    """
    for name, count in figures["cases"].items():
        yield f"cases_{name}", "", count, None, None, None
    yield from _judged_rows(figures["judgements"])
    yield from _appeal_rows(figures["appeals"])
    for name, found in figures["times"].items():
        yield f"seconds_to_{name}_median", "", found["median"], found["n"], None, None
        yield f"seconds_to_{name}_p90", "", found["p90"], found["n"], None, None
    for source, one in figures["signals"].items():
        right = Share(one["upheld"], one["upheld"] + one["dismissed"])
        yield "signals", source, one["n"], None, None, None
        yield "signals_right", source, right.value, right.size, right.low, right.high
    for level, count in figures["restraints"].items():
        yield "restraints_in_force", level, count, None, None, None
    for name, agreed in figures["looks"].items():
        if agreed:
            yield f"second_looks_kappa_{name}", "", agreed["kappa"], agreed["n"], agreed["low"], agreed["high"]
    yield "redacted", "", figures["redacted"], None, None, None


def _judged_rows(judged: Mapping[str, Any]) -> Iterator[Row]:
    for name in ("total", "effect", "overturned"):
        yield f"judgements_{name}", "", judged[name], None, None, None
    for level, count in judged["levels"].items():
        yield "judgements_by_level", level, count, judged["total"], None, None
    for finder, count in judged["finders"].items():
        yield "judgements_by_finder", finder, count, judged["effect"], None, None
    for clause in judged["clauses"]:
        for finder in FINDERS:
            yield f"judgements_by_clause_{finder}", clause["key"], clause[finder], _total(clause), None, None


def _appeal_rows(appeals: Mapping[str, Any]) -> Iterator[Row]:
    for name in ("filed", "decided", "withdrawn", "open", "late", "alone"):
        yield f"appeals_{name}", "", appeals[name], None, None, None
    whole = Share(appeals["overturned"], appeals["decided"])
    yield "appeals_overturned", "", whole.value, whole.size, whole.low, whole.high
    for key, one in appeals["clauses"].items():
        share = Share(one["overturned"], one["decided"])
        yield "appeals_overturned_by_clause", key, share.value, share.size, share.low, share.high


def _total(clause: Mapping[str, Any]) -> int:
    return sum(int(clause[finder]) for finder in FINDERS)
