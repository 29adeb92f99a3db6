"""Every page of order and justice passes axe, fits a phone and breaks no policy."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.square import Guests, Square
from tests.browser.test_square_accessibility import LOOKS, faults, violations

pytestmark = [pytest.mark.browser, pytest.mark.mailserver, pytest.mark.xdist_group("browser-conduct")]
NICO = "nico@example.org"

#: Names stand for places of the stage.
VISITOR = [
    "/conduct/", "/conduct/protect-privacy/", "/conduct/changes/", "/conduct/log/", "/conduct/transparency/",
    "report-kept",
]  # fmt: skip
MEMBER = [
    "/conduct/", "/conduct/mine/", "statement", "statement-over", "appeal-new", "appeal-own", "appeal-over",
    "/conduct/library/", "/conduct/report/member/1/", "/notifications/", "/me/notifications/",
]  # fmt: skip
QUEUE = [
    "/console/conduct/queue/", "case", "judge", "case-free", "case-decided", "/console/conduct/judgements/",
    "judgement", "overturned", "/console/conduct/sanctions/",
    "/console/work/tasks/?source=channel-task%3A", "/console/conduct/practice/", "report", "/conduct/log/",
]  # fmt: skip
RULES = [
    "/console/conduct/rules/", "/console/conduct/rules/new/", "rule", "rule-edit", "rule-yaml", "rule-version",
    "rehearsal", "/console/conduct/rules/try/", "/console/conduct/rules/import/", "/console/conduct/rules/settings/",
    "/console/conduct/rules/hits/", "hit", "/console/conduct/rules/lists/", "/console/conduct/rules/lists/new/", "list",
    "list-edit", "/console/conduct/classifier/", "classifier-version",
]  # fmt: skip
OVERSIGHT = [
    "/console/conduct/appeals/", "/console/conduct/appeals/decided/", "appeal", "appeal-decided",
    "/console/conduct/oversight/", "/console/conduct/oversight/looks/", "look",
    "/console/conduct/oversight/looks/differ/", "disagreement", "/console/conduct/oversight/me/",
    "/console/conduct/oversight/team/", "load-of", "/console/conduct/oversight/reports/", "report-draft",
    "/console/conduct/oversight/openness/", "redact", "/console/conduct/code/", "/console/conduct/code/new/",
    "/console/conduct/code/clauses/protect-privacy/", "/console/conduct/code/publish/",
    "/console/conduct/code/acceptances/",
]  # fmt: skip


@pytest.fixture(scope="session")
def court(square: Square) -> Square:
    """A square with cases, decisions, appeals, rules and reports."""
    square.places |= json.loads(square.stage("court"))
    return square


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
@pytest.mark.parametrize(
    ("who", "pages"),
    [("", VISITOR), (NICO, MEMBER), ("owner", QUEUE), ("owner", RULES), ("owner", OVERSIGHT)],
    ids=["visitor", "member", "queue", "rules", "oversight"],
)
def test_every_page_can_be_read_by_everybody(
    guests: Guests, court: Square, who: str, pages: list[str], size: dict[str, int], theme: str, language: str
) -> None:
    come = guests.owner if who == "owner" else lambda *args, **look: guests.come(*args, who, **look)
    assert faults(come(size, theme=theme, language=language), court, pages, language) == []


def test_what_unfolds_can_be_read_too(guests: Guests, court: Square) -> None:
    page = guests.owner(theme="dark").go(court.places["case"])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page, "dialog[open]") == []
    page.keyboard.press("Escape")
    page.locator("main").evaluate("(main) => main.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert violations(page, "main") == []
