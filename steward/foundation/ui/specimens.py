"""What the style page shows: teas instead of people, so that nobody takes it for data."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import sin
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steward.foundation.ui import charts
from steward.foundation.ui.tables import Bulk, Column, Filter, Table
from steward.foundation.ui.toasts import Toast

KINDS = [
    ("green", gettext_lazy("Green")),
    ("white", gettext_lazy("White")),
    ("oolong", gettext_lazy("Oolong")),
    ("black", gettext_lazy("Black")),
    ("dark", gettext_lazy("Dark tea")),
]
NAMES = ["西湖龙井", "白毫银针", "铁观音", "祁门红茶", "普洱", "Darjeeling", "碧螺春", "大红袍", "六堡茶", "Gyokuro"]
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

TEAS = Table(
    key="teas",
    caption=gettext_lazy("Teas in the cupboard"),
    columns=(
        Column("name", gettext_lazy("Name"), order=("name",), kind="person", ident=lambda tea: tea["id"], lead=True),
        Column(
            "kind",
            gettext_lazy("Sort of tea"),
            order=("kind",),
            kind="badge",
            value=lambda tea: str(dict(KINDS)[tea["kind"]]),
        ),
        Column("cups", gettext_lazy("Cups"), order=("cups",), kind="number"),
        Column("share", gettext_lazy("Drunk"), order=("share",), kind="percent"),
        Column("brewed", gettext_lazy("Last brewed"), order=("brewed",), kind="moment"),
        Column("origin", gettext_lazy("Origin"), shown=False),
    ),
    filters=(
        Filter(
            "kind",
            gettext_lazy("Sort of tea"),
            KINDS,
            apply=lambda rows, kinds: [r for r in rows if r["kind"] in kinds],
        ),
        Filter(
            "fresh",
            gettext_lazy("Fresh only"),
            kind="flag",
            apply=lambda rows, _on: [r for r in rows if r["cups"] > 50],
        ),
    ),
    bulk=(
        Bulk(gettext_lazy("Brew"), "/console/style/table/", icon="coffee"),
        Bulk(
            gettext_lazy("Throw away"),
            "/console/style/table/",
            icon="trash-2",
            danger=True,
            confirm=gettext_lazy("They cannot be brewed again."),
        ),
    ),
    searcher=lambda rows, words: [row for row in rows if words.casefold() in row["name"].casefold()],
    search_label=gettext_lazy("Search teas"),
    sort="-cups",
    row_name=lambda tea: tea["name"],
)


class TeaForm(forms.Form):
    """Every widget once."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), help_text=gettext_lazy("We write only when the water boils.")
    )
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
    kind = forms.ChoiceField(label=gettext_lazy("Sort of tea"), choices=KINDS)
    size = forms.ChoiceField(
        label=gettext_lazy("Size"),
        choices=[("s", gettext_lazy("Cup")), ("l", gettext_lazy("Pot"))],
        widget=forms.RadioSelect,
    )
    extras = forms.MultipleChoiceField(
        label=gettext_lazy("With it"),
        choices=[("milk", gettext_lazy("Milk")), ("lemon", gettext_lazy("Lemon"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label=gettext_lazy("Picture"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("I drink it without sugar"), help_text=gettext_lazy("Or nearly."))


def teas() -> list[dict[str, Any]]:
    """Sixty rows, always the same; every eleventh has no cups."""
    return [
        {
            "id": n,
            "name": f"{NAMES[n % 10]} {n // 10 + 1}",
            "kind": KINDS[n * 7 % 5][0],
            "cups": None if n % 11 == 10 else n * 37 % 100 * 13,
            "share": None if n % 11 == 10 else (n * 29 % 100) / 100,
            "brewed": START + timedelta(hours=n * 5),
            "origin": ["浙江", "福建", "云南", "Assam"][n % 4],
        }
        for n in range(60)
    ]


def for_page(page: str, request: HttpRequest) -> dict[str, Any]:
    """The context of one style page."""
    makers: dict[str, Callable[[], dict[str, Any]]] = {
        "basics": _basics,
        "forms": lambda: {"good": TeaForm(), "bad": TeaForm({"name": "", "email": "not one", "kind": "green"})},
        "table": lambda: {"page": TEAS.page(request, teas())},
        "charts": lambda: {"charts": all_charts()},
    }
    return makers[page]()


def _basics() -> dict[str, Any]:
    events = [
        {"icon": "user-plus", "title": _("Joined"), "when": START, "text": _("by a link of 王芳")},
        {"icon": "message-circle", "title": _("First post"), "when": START + timedelta(hours=3)},
        {"title": _("Came back"), "when": START + timedelta(days=40)},
    ]
    return {
        "timeline": events,
        "toasts": [
            Toast(_("Merged 张伟 and Zhang Wei."), "done", undo="/console/style/"),
            Toast(_("The import goes on in the background."), "note"),
            Toast(_("Two files could not be read."), "warning"),
            Toast(_("The address is taken. Choose another one."), "error"),
        ],
    }


def all_charts() -> list[Any]:
    """One of each kind."""
    return [*_lines(), *_bars(), *_grids(), _network()]


WEEKS = [f"W{n}" for n in range(1, 21)]


def _lines() -> list[Any]:
    posts = [round(420 + 130 * sin(n / 2.6) + n * 9) for n in range(20)]
    share: list[float | None] = [None if n == 4 else 0.74 + 0.09 * sin(n / 3) - n * 0.006 for n in range(20)]
    low = [None if value is None else value - 0.05 for value in share]
    high = [None if value is None else value + 0.05 for value in share]
    replies = charts.Line(
        key="replies",
        title=_("Replies within a day fell from 82 % to 71 %: two channels explain it"),
        source=_("Source: specimen data"),
        categories=WEEKS,
        series=[charts.Series(_("Answered within a day"), share, low, high, [30] * 20, [42] * 20)],
        format="percent",
        marks=[charts.Mark("W8", _("New rota"))],
        incomplete=1,
        goal=0.8,
        goal_label=_("Goal"),
        zero=False,
    )
    kinds = [
        charts.Series(_("Posts"), posts),
        charts.Series(_("Questions"), [round(value * 0.4) for value in posts]),
        charts.Series(_("The same weeks a year before"), [round(value * 0.8) for value in posts], dashed=True),
    ]
    title = _("More is written every month, and less of it is asked")
    return [replies, charts.Line(key="posts", title=title, categories=WEEKS, series=kinds, incomplete=1), _ahead()]


def _ahead() -> charts.Line:
    """A forecast with its range beside a target line."""
    known = [90 + n % 3 * 4 + n for n in range(14)]
    later = [104 + n for n in range(6)]
    nothing = [None] * len(known)
    series = [
        charts.Series(_("Active members"), [*known, *[None] * 6]),
        charts.Series(
            _("Forecast"),
            [*nothing, *later],
            [*nothing, *(value - 4 - 2 * n for n, value in enumerate(later))],
            [*nothing, *(value + 4 + 2 * n for n, value in enumerate(later))],
            dashed=True,
        ),
        charts.Series(_("Target"), [90 + n // 5 * 10 for n in range(20)], stepped=True),
    ]
    return charts.Line(key="ahead", title=_("The target is missed by a little"), categories=WEEKS, series=series)


def _bars() -> list[Any]:
    channels = charts.Bars(
        key="channels",
        title=_("Three of six channels make nine tenths of it"),
        categories=["新人答疑", "general", "闲聊", "help", "announcements", "活动"],
        series=[charts.Series(_("Posts"), [1240, 860, 512, 130, 64, 22])],
        lying=True,
    )
    stack = charts.Bars(
        key="stack",
        title=_("Newcomers stay few while regulars grow"),
        categories=WEEKS[:10],
        series=[
            charts.Series(_("New"), [30 + n % 4 for n in range(10)]),
            charts.Series(_("Returning"), [80 + 6 * n for n in range(10)]),
            charts.Series(_("Back after a pause"), [12 + n % 3 * 4 for n in range(10)]),
        ],
        stacked=True,
        incomplete=1,
    )
    return [channels, stack]


def _grids() -> list[Any]:
    days = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    values = [
        [round(40 * max(0.0, sin((h - 6) / 5.5)) * (1.4 if d > 4 else 1)) + d for h in range(24)] for d in range(7)
    ]
    shares = [[1.0, *(round(0.52 * 0.86**step + row * 0.01, 2) for step in range(9 - row))] for row in range(9)]
    points = [(x / 50, 1 - (1 - x / 50) ** 5) for x in range(51)]
    return [
        charts.HeatMap(
            key="heat",
            title=_("Evenings and week-ends are busiest"),
            rows=days,
            columns=[str(h) for h in range(24)],
            values=values,
        ),
        charts.Cohorts(
            key="cohorts",
            title=_("Half of the newcomers come back in the second week"),
            cohorts=[f"2026-W{n}" for n in range(1, 10)],
            sizes=[120 - 7 * n for n in range(9)],
            shares=shares,
            steps=[str(n) for n in range(10)],
            incomplete=[(row, 9 - row) for row in range(9)],
        ),
        charts.Lorenz(key="lorenz", title=_("13 % of members write half of everything"), points=points, half=0.13),
    ]


def _network() -> charts.Network:
    names = [
        "张伟",
        "Ada Lovelace",
        "王芳",
        "李娜",
        "Grace",
        "陈静",
        "Linus",
        "刘洋",
        "赵磊",
        "Barbara",
        "周杰",
        "吴敏",
    ]
    nodes = [
        charts.Node(str(n), names[n % 12] if n < 12 else f"{names[n % 12]} {n}", 60 / (n + 1), n % 3) for n in range(36)
    ]
    edges = [charts.Edge(str(n), str(n * 7 % 11 if n % 11 != n else 0), 1 + n % 5) for n in range(1, 36)]
    return charts.Network(
        key="network", title=_("Three people hold the conversation together"), nodes=nodes, edges=edges
    )
