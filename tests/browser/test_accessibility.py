"""Every page of the console passes axe, fits a phone and breaks no policy, in both themes and languages."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-sample")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
GRAVE = {"serious", "critical"}

PAGES = [
    "/console/insights/", "/console/insights/growth/", "/console/insights/activity/", "/console/insights/answers/",
    "/console/insights/people/", "/console/insights/metrics/", "/console/insights/metrics/active_members/",
    "/console/insights/rows/active_members/", "/console/members/", "/console/members/proposals/",
    "/console/conversations/", "/console/conversations/channels/", "/console/conversations/?q=大家",
    "/console/import/", "/console/import/new/", "/console/jobs/", "/console/team/", "/console/tokens/",
    "/console/account/", "/console/palette/", "/console/style/", "/console/style/forms/", "/console/style/table/",
    "/console/style/charts/", "/account/", "/accounts/2fa/", "/accounts/sessions/",
]  # fmt: skip
#: Pages of one thing: the list, and which of its links leads there.
THINGS = {
    "member": ("/console/members/", "main tbody a[href*='/console/members/']", ""),
    "merge": ("/console/members/", "main tbody a[href*='/console/members/']", "merge/"),
    "conversation": ("/console/conversations/", "main tbody a[href^='/console/conversations/']", ""),
    "channel": ("/console/conversations/channels/", "main tbody a[href*='/conversations/channel/']", ""),
    "source": ("/console/import/", "main a[href*='/console/sources/']", ""),
    "job": ("/console/jobs/", "main tbody a[href*='/console/jobs/']", ""),
}
#: What a team sees every day, looked at in the other two looks as well.
DAILY = [
    "/console/insights/", "/console/insights/people/", "/console/members/", "/console/members/proposals/",
    "/console/conversations/", "/console/conversations/?q=大家", "/console/import/", "/console/import/new/",
]  # fmt: skip
LOOKS = [
    pytest.param(DESK, "light", "en", id="desk-light-en"),
    pytest.param(PHONE, "dark", "zh-Hans", id="phone-dark-zh"),
    pytest.param(DESK, "dark", "zh-Hans", id="desk-dark-zh"),
    pytest.param(PHONE, "light", "en", id="phone-light-en"),
]
WHOLE, PART = LOOKS[:2], LOOKS[2:]


def mistakes(page: Page) -> list[str]:
    """What axe finds grave on the page as it stands."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url}: {one['id']} {node['target']}" for one in found if one["impact"] in GRAVE for node in one["nodes"]
    ]


def too_wide(page: Page, width: int) -> list[str]:
    """The page, when its body scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{page.url}: {wide} px wide"] if wide > width else []


def addresses(visitor: Visitor) -> list[str]:
    """Every address to look at, those of things found as a reader finds them."""
    found = list(PAGES)
    for start, link, rest in THINGS.values():
        href = visitor.go(start).locator(link).first.get_attribute("href")
        assert href
        found.append(href + rest)
    return found


def faults(visitor: Visitor, pages: list[str], language: str) -> list[str]:
    """What is wrong with the pages, and what the browser complained of."""
    found = []
    for address in pages:
        page = visitor.go(address)
        assert page.locator("html").get_attribute("lang") == language
        assert page.viewport_size
        found += mistakes(page) + too_wide(page, page.viewport_size["width"])
    return found + visitor.complaints


@pytest.mark.parametrize(("size", "theme", "language"), WHOLE)
def test_every_page_can_be_read_by_everybody(
    visit: Callable[..., Visitor], size: dict[str, int], theme: str, language: str
) -> None:
    visitor = visit(size)
    visitor.look(theme, language)
    assert faults(visitor, addresses(visitor), language) == []


@pytest.mark.parametrize(("size", "theme", "language"), PART)
def test_daily_pages_can_be_read_in_every_look(
    visit: Callable[..., Visitor], size: dict[str, int], theme: str, language: str
) -> None:
    visitor = visit(size)
    visitor.look(theme, language)
    assert faults(visitor, DAILY, language) == []


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_the_entrance_can_be_read_by_everybody(
    visit: Callable[..., Visitor], size: dict[str, int], theme: str, language: str
) -> None:
    visitor = visit(size, signed_in=False)
    visitor.look(theme, language)
    assert faults(visitor, ["/accounts/login/", "/accounts/password/reset/"], language) == []
