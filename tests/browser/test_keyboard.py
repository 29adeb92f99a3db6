"""The console by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-sample")]
Visit = Callable[..., Visitor]


def test_the_palette_finds_a_member_and_enter_goes_there(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go("/console/members/")
    name = page.locator("main tbody a[href*='/console/members/']").first.inner_text()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Find anything")
    expect(field).to_be_focused()
    page.keyboard.type(name)
    found = page.get_by_role("group", name="Members").get_by_role("option", name=name)
    expect(found.first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    assert visitor.complaints == []


def test_the_palette_finds_a_page_by_arrow_and_enter(visit: Visit) -> None:
    page = visit().go("/console/members/")
    page.keyboard.press("Control+k")
    page.keyboard.type("background")
    expect(page.get_by_role("option", name="Background jobs")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Background jobs")).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Background jobs", level=1)).to_be_visible()


def test_the_sheet_of_keys_opens_and_g_with_a_letter_goes_to_a_wing(visit: Visit) -> None:
    page = visit().go("/console/insights/")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard")
    expect(sheet).to_be_visible()
    letter = sheet.locator("dt", has=page.locator("xpath=following-sibling::dd[1][.='Members']")).locator("kbd").last
    key = letter.inner_text()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press(key)
    expect(page.get_by_role("heading", name="Members", level=1)).to_be_visible()


def test_a_proposal_is_refused_and_taken_back_by_keyboard(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go("/console/members/proposals/")
    pair = page.locator("[data-pair]").nth(1)
    page.keyboard.press("j")
    expect(pair).to_be_focused()
    page.keyboard.press("r")
    expect(pair).to_contain_text("different people")
    expect(page.locator("[data-pair]").nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(pair).to_be_focused()
    page.keyboard.press("u")
    expect(pair.get_by_role("button", name="One person")).to_be_visible()
    assert visitor.complaints == []
