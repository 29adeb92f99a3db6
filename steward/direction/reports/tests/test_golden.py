"""Reports word for word, in both languages and both house styles, from numbers frozen by hand."""

from datetime import UTC, date, datetime

import pytest

from steward.direction.reports.enums import State
from steward.direction.reports.models import Report, ReportPassage
from steward.direction.reports.queries.figures import Figure
from steward.direction.reports.queries.gather import in_every_language, languages
from steward.direction.reports.queries.moves import explained
from steward.direction.reports.queries.people import curve_passage
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.queries.sentences import change_words, numbers_passage
from steward.direction.reports.records import Said
from steward.direction.reports.typesetting.mail import narrow
from steward.direction.reports.typesetting.plain import as_markdown, as_text, right_columns
from steward.foundation.kernel.contracts import Passage
from steward.people.access.public import NOBODY

pytestmark = pytest.mark.django_db


def figure(key: str, en: str, zh: str, value: float | None, before: float | None, **more) -> Figure:
    values = {
        "unit": "members", "direction": "higher", "numerator": None, "denominator": None, "beyond": False,
    } | more  # fmt: skip
    return Figure(key, {"en": en, "zh-hans": zh}, value=value, before=before, **values)


NUMBERS = [
    figure("joined", "Joined", "新增", 42, 30, trend=(10, 30, 42)),
    figure("departed", "Left", "退群", 5, 5),
    figure("net", "Net growth", "净增", 37, 25),
    figure(
        "interaction_rate", "Interaction rate", "互动率", 0.25, 0.4, unit="share", numerator=300, denominator=1200,
        beyond=True, year=0.2,
    ),
    figure("first_response", "First response", "首次响应", 5400, None, unit="seconds", settling=True),
    figure("resurrected", "Back", "回流", 0, 0),
    figure("members", "Members", "成员数", 1200, 1163, incomplete=True),
]  # fmt: skip
RESULT = Passage("Night rota", ("Unanswered questions: 12, expected under 15.",))
QUESTION = Passage("Questions", ("2 questions wait.",), links=(("When is the meeting?", "/t/9/when/"),))


@pytest.fixture
def written(db):
    """`written("chinese")`: a weekly report with results, figures, a move, a retention curve, questions."""

    def make(style: str) -> Report:
        report = Report.objects.create(
            period="week", style=style, since=date(2026, 5, 4), until=date(2026, 5, 11), state=State.WRITTEN,
            at=datetime(2026, 5, 11, 1, tzinfo=UTC), numbers=[one.as_json() for one in NUMBERS],
        )  # fmt: skip
        drafts = [
            in_every_language("d", "results", 0, lambda: RESULT),
            in_every_language("n", "numbers", 0, lambda: numbers_passage(NUMBERS)),
            in_every_language("c", "people", 0, lambda: curve_passage([(1, 21, 60), (2, 15, 60), (3, 12, 50)])),
            in_every_language("v", "voices", 0, lambda: QUESTION),
        ]
        why = explained(
            NOBODY, "week", date(2026, 5, 4), date(2026, 5, 11), found=NUMBERS, languages=languages()
        )  # fmt: skip
        for number, draft in enumerate(drafts):
            ReportPassage.objects.create(
                report=report, key=draft.key, place=draft.place, position=number * 2, said=draft.said
            )
        said = {code: {"title": one.title, "sentences": list(one.sentences)} for code, one in why.items()}
        ReportPassage.objects.create(report=report, key="m", place="moves", position=3, said=said)
        return report

    return make


CHINESE = """\
【社群管家】周报 · 第 19 周（2026年5月4日 – 5月10日）

一、上期决定的结果
Unanswered questions: 12, expected under 15.

二、数据、趋势与环比
〔数据一览〕
新增 42 人，退群 5 人，净增 +37。
1,200 名成员中有 300 人参与，互动率 25%%。
* 周期未结束，数字还会变。
† 周期已结束，但仍可能有新回复。
▲▼ 变化超出偶然波动。
· 新增：42（上期 30，环比 +40%%） ▃▆█
· 退群：5（上期 5，环比 ±0%%）
· 净增：37（上期 25，环比 +12）
· 互动率：25%% (300/1,200)（上期 40%%，环比 ▼ −15 个百分点，同比 +5.0 个百分点）
· 首次响应：1 小时 30 分钟†
· 成员数：1,200*（上期 1,163，环比 +3%%）
〔留存曲线〕
最近 12 周的新成员，第 3 周仍活跃的占 24%%。
· 第 1 周：35%% (21/60) ████
· 第 2 周：25%% (15/60) ███
· 第 3 周：24%% (12/50) ███

三、用户反馈
2 questions wait.
· When is the meeting? https://house.example/t/9/when/

四、风险与异常
互动率从 40%% 降到 25%%。

完整报告：https://house.example/console/reports/%(id)s/
"""

ENGLISH = """\
Steward: Weekly report · week 19 (4 May – 10 May 2026)

What the last decisions did
Unanswered questions: 12, expected under 15.

What moved and why
〔The figures〕
42 joined, 5 left: net +37.
300 of 1,200 members took part: an interaction rate of 25\u202f%%.
* not over yet: the number will still change.
† over, but answers may still come.
▲▼ moved further than chance alone would.
· Joined: 42 (last time 30, change +40\u202f%%) ▃▆█
· Left: 5 (last time 5, change ±0\u202f%%)
· Net growth: 37 (last time 25, change +12)
· Interaction rate: 25\u202f%% (300/1,200) (last time 40\u202f%%, change ▼ −15 pp, in a year +5.0 pp)
· First response: 1 h 30 min†
· Members: 1,200* (last time 1,163, change +3\u202f%%)
〔What moved beyond chance〕
Interaction rate fell from 40\u202f%% to 25\u202f%%.
〔Who stays: the retention curve〕
Of the newcomers of the last 12 weeks 24\u202f%% were still active in week 3.
· week 1: 35\u202f%% (21/60) ████
· week 2: 25\u202f%% (15/60) ███
· week 3: 24\u202f%% (12/50) ███

What members said
2 questions wait.
· When is the meeting? https://house.example/t/9/when/

Whole report: https://house.example/console/reports/%(id)s/
"""

MARKDOWN = """\
| Figure | This time | Last time | Change | In a year | Trend |
| --- | ---: | ---: | ---: | ---: | --- |
| Joined | 42 | 30 | +40\u202f% | — | ▃▆█ |
| Left | 5 | 5 | ±0\u202f% | — |  |
| Net growth | 37 | 25 | +12 | — |  |
| Interaction rate | 25\u202f% (300/1,200) | 40\u202f% | ▼ −15 pp | +5.0 pp |  |
| First response | 1 h 30 min† | — | — | — |  |
| Members | 1,200\\* | 1,163 | +3\u202f% | — |  |
"""


@pytest.mark.parametrize(
    ("unit", "value", "earlier", "said"),
    [
        ("members", 19, 2, "+850\u202f%"), ("members", 114, 2, "+112"), ("members", 3, 0, "+3"),
        ("seconds", 17_000, 250, "+4 h 39 min"), ("seconds", 250, 17_000, "\u221299\u202f%"),
    ],
)  # fmt: skip
def test_a_change_from_next_to_nothing_is_told_as_it_is_and_not_in_thousands_of_per_cent(unit, value, earlier, said):
    assert change_words(figure("some", "Some", "某", value, earlier, unit=unit), earlier) == said


def test_a_weekly_report_in_the_chinese_house_style(written):
    report = written("chinese")
    assert as_text(reading(report, "zh-hans"), "https://house.example") == CHINESE % {"id": report.pk}


def test_a_weekly_report_in_plain_english(written):
    report = written("plain")
    assert as_text(reading(report, "en"), "https://house.example") == ENGLISH % {"id": report.pk}
    assert MARKDOWN in as_markdown(reading(report, "en"), "https://house.example")


def test_both_styles_exist_in_both_languages_with_the_same_passages(written):
    for style in ("chinese", "plain"):
        report = written(style)
        keys = [
            sorted(one.key for chapter in reading(report, code).chapters for one in chapter.passages)
            for code in languages()
        ]
        assert keys == [["c", "d", "m", "n", "v"]] * 2


def test_the_english_of_the_chinese_style_is_numbered_and_the_chinese_of_the_plain_one_is_not(written):
    assert [chapter.title for chapter in reading(written("chinese"), "en").chapters] == [
        "1. What the last decisions did", "2. Figures, trends, period on period", "3. Feedback of members",
        "4. Risks and unusual moves",
    ]  # fmt: skip
    assert [chapter.title for chapter in reading(written("plain"), "zh-hans").chapters] == [
        "上期决定的结果", "变化与原因", "成员的声音",
    ]  # fmt: skip


def test_a_mail_on_a_phone_keeps_the_value_of_a_goal_and_of_a_number():
    goals = Said(
        1, "goals", "", head=("Goal", "Key result", "Value", "Line", "Target", "Verdict"),
        rows=(("G2", "Posts", "86", "91.3", "120", "at risk"),),
    )  # fmt: skip
    numbers = Said(
        2, "reports.numbers", "", head=("Figure", "This time", "Last time", "Change", "Trend"),
        rows=(("Joined", "24", "21", "+14 %", "▅█▆"),),
    )  # fmt: skip

    assert narrow(goals) == (
        ["Goal", "Key result", "Value", "Target", "Verdict"], [["G2", "Posts", "86", "120", "at risk"]],
    )  # fmt: skip
    assert narrow(numbers) == (["Figure", "This time", "Change"], [["Joined", "24", "+14 %"]])


def test_figures_stand_at_the_right_and_days_do_not():
    rows = [
        ["1 Jan 2026 (late)", "2026年1月1日（已逾期）", "18 min 34 s", "2 小时 31 分钟", "14 % (86/596)", "−0.2 pp"],
        ["—", "—", "—", "—", "—", "—"],
    ]

    assert right_columns(rows) == [False, False, True, True, True, True]
