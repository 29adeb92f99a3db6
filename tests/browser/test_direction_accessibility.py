"""Every page of goals, decisions, reports and tasks passes axe, fits a phone and breaks no policy; and what unfolds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.test_accessibility import PART, WHOLE, faults, mistakes

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-sample")]
METRICS = "/console/insights/metrics"

#: Names stand for places of the stage.
INSIGHTS = [
    f"{METRICS}/weekly_active/?grain=week", f"{METRICS}/weekly_active/explanation/?period=7d",
    f"{METRICS}/unanswered_share/explanation/?period=90d", f"{METRICS}/weekly_active/forecast/",
    f"{METRICS}/weekly_active/moves/", f"{METRICS}/health/", f"{METRICS}/levels/", f"{METRICS}/rfm/",
    f"{METRICS}/levels/definition/", f"{METRICS}/unanswered_share/definition/",
]  # fmt: skip
DIRECTION = [
    "/console/", "/console/today/moved/", "/console/positioning/",
    "/console/positioning/box/promise/?edit", "/console/positioning/preview/", "/console/positioning/publish/",
    "/console/positioning/check/", "/about/positioning/", "positioning-old",
    "/console/goals/", "/console/goals/?over=1", "/console/goals/work/", "/console/goals/new/?values=1",
    "/console/goals/new/write/?metric=weekly_active", "goal", "goal-draft", "goal-edit", "key-result", "guardrail",
    "/about/goals/", "/console/decisions/", "/console/decisions/new/?metric=weekly_active", "decision",
    "decision-open", "decision-change",
]  # fmt: skip
WORK = [
    "/console/reports/", "/console/reports/write/", "/console/reports/plans/", "/console/reports/plans/new/", "plan",
    "report", "report-edit", "report-text", "report-compare", "/console/work/", "/console/work/tasks/",
    "/console/work/board/", "/console/work/calendar/", "/console/work/new/", "task", "task-edit",
    "/account/calendar/", "/console/surveys/", "/console/surveys/new/", "survey-results", "survey-edit",
    "survey-import", "survey",
]  # fmt: skip
#: Looked at in the other two looks as well.
DAILY = ["/console/", "goal", "decision", "report", "/console/work/", "/console/work/board/", "survey", INSIGHTS[1]]


@pytest.mark.parametrize(("size", "theme", "language"), WHOLE)
@pytest.mark.parametrize("pages", [INSIGHTS, DIRECTION, WORK], ids=["insights", "direction", "work"])
def test_every_page_can_be_read_by_everybody(
    visit: Callable[..., Visitor], directed: dict[str, str], pages: list[str], size: dict[str, int], theme: str,
    language: str,
) -> None:  # fmt: skip
    visitor = visit(size)
    visitor.look(theme, language)
    assert faults(visitor, [directed.get(page, page) for page in pages], language) == []


@pytest.mark.parametrize(("size", "theme", "language"), PART)
def test_daily_pages_can_be_read_in_every_look(
    visit: Callable[..., Visitor], directed: dict[str, str], size: dict[str, int], theme: str, language: str
) -> None:
    visitor = visit(size)
    visitor.look(theme, language)
    assert faults(visitor, [directed.get(page, page) for page in DAILY], language) == []


@pytest.mark.parametrize(("size", "theme"), [(DESK, "dark"), (PHONE, "light")], ids=["desk-dark", "phone-light"])
def test_what_unfolds_and_what_comes_later_can_be_read_too(
    visit: Callable[..., Visitor], directed: dict[str, str], size: dict[str, int], theme: str
) -> None:
    visitor = visit(size)
    visitor.look(theme)
    found = []
    for place in (f"{METRICS}/weekly_active/", "goal", "decision", "/console/"):
        page = visitor.go(directed.get(place, place))
        expect(page.locator("[hx-trigger=load]:not([hx-swap=innerHTML])")).to_have_count(0, timeout=20_000)
        page.locator("main").evaluate("(main) => main.querySelectorAll('details').forEach((one) => (one.open = true))")
        found += mistakes(page)
    assert found + visitor.complaints == []
