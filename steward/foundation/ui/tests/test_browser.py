"""The interface in a real browser: behaviours, policy, accessibility, both widths, without JavaScript."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from steward.foundation.ui.models import SavedView

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


def mistakes(page: Page) -> str:
    """What axe finds wrong, "" when nothing."""
    found = Axe().run(page, options=RULES)
    return found.generate_report() if found.violations_count else ""


@pytest.fixture
def open_page(browser: Browser, live_server, client_of, owner):
    """Open a page as the owner; every complaint of the browser is kept in `page.complaints`."""
    contexts = []

    def go(path: str, *, size=DESK, theme="light", language="en", scripts=True) -> Page:
        context = browser.new_context(
            viewport=size, java_script_enabled=scripts, reduced_motion="reduce", locale="en-GB"
        )
        contexts.append(context)
        session = client_of(owner).cookies["sessionid"].value
        for name, value in {"sessionid": session, "theme": theme, "language": language}.items():
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on(
            "console", lambda note: page.complaints.append(note.text) if note.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["basics", "forms", "table", "charts"])
def test_style_pages_pass_axe_fit_the_screen_and_break_no_policy(open_page, name, theme, size):
    page = open_page(f"/console/style/{name}/", size=size, theme=theme, language="zh-hans" if theme == "dark" else "en")
    if name == "charts":
        expect(page.locator("[data-drawing] svg")).to_have_count(9)
    assert mistakes(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.complaints == []


def test_sorting_and_searching_change_the_table_and_the_address_only(open_page):
    page = open_page("/console/style/table/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Name").click()
    expect(page.locator("#teas tbody tr").first).to_contain_text("Darjeeling 1")
    page.get_by_role("searchbox", name="Search teas").fill("gyokuro")
    expect(page.locator("#teas tbody tr")).to_have_count(6)
    assert "q=gyokuro" in page.url
    assert "sort=name" in page.url
    assert page.evaluate("window.stayed")
    assert page.complaints == []


def test_ticked_rows_bring_up_what_can_be_done_and_danger_asks_first(open_page):
    page = open_page("/console/style/table/")
    boxes = page.locator("input[data-row]")
    expect(page.locator("#teas-bulk")).to_be_hidden()
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.locator("#teas-bulk")).to_contain_text("4 selected")
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.locator("input[data-all]").check()
    expect(page.locator("#teas-bulk")).to_contain_text("25 selected")
    assert page.complaints == []


def test_a_view_is_kept_and_found_again(open_page):
    page = open_page("/console/style/table/?kind=green")
    page.locator("summary[aria-label='Saved views']").click()
    page.get_by_label("Name of the view").fill("Fresh ones")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Fresh ones")
    assert SavedView.objects.get().query == "?sort=-cups&kind=green"


def test_the_palette_opens_by_keyboard_finds_and_goes(open_page):
    page = open_page("/console/style/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Find anything")
    expect(field).to_be_focused()
    field.press_sequentially("zzzz")
    expect(page.locator("#palette-list")).to_contain_text("zzzz")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    assert page.complaints == []


def test_a_name_must_be_typed_before_something_is_removed(open_page):
    page = open_page("/console/style/")
    page.get_by_role("button", name="Ask first").click()
    dialog = page.get_by_role("alertdialog", name="Remove the source?")
    expect(dialog.get_by_role("button", name="Remove")).to_be_disabled()
    dialog.get_by_role("textbox").fill("slack")
    expect(dialog.get_by_role("button", name="Remove")).to_be_enabled()


def test_a_chart_tells_its_figures_on_hover_and_can_be_taken_along(open_page):
    page = open_page("/console/style/charts/")
    drawing = page.locator("#replies [data-drawing]")
    expect(drawing.locator("svg")).to_be_visible()
    drawing.hover(position={"x": 200, "y": 120})
    expect(page.locator("#replies .chart-tip")).to_contain_text("30 of 42")
    with page.expect_download() as picture:
        page.locator("#replies [data-png]").click()
    with page.expect_download() as table:
        page.locator("#replies [data-csv]").click()
    assert picture.value.suggested_filename == "replies.png"
    assert picture.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert table.value.path().read_text("utf-8").startswith("\ufeff")
    assert page.complaints == []


def test_a_chart_is_drawn_again_when_the_theme_changes(open_page):
    page = open_page("/console/style/charts/", theme="auto")
    text = page.locator("#channels svg text").first
    before = text.get_attribute("fill")
    page.emulate_media(color_scheme="dark")
    expect(text).not_to_have_attribute("fill", before or "")


def test_without_javascript_charts_are_tables_and_menus_open(open_page):
    page = open_page("/console/style/charts/", scripts=False)
    expect(page.locator("#replies [data-drawing]")).to_be_hidden()
    page.locator("#replies summary").click()
    expect(page.locator("#replies table")).to_contain_text("W20")
    page.locator("summary[aria-label='Light or dark']").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "ink")


def test_on_a_phone_the_rest_of_the_console_is_in_a_drawer(open_page):
    page = open_page("/console/style/", size=PHONE)
    expect(page.locator(".rail")).to_be_hidden()
    page.get_by_role("button", name="More").click()
    expect(page.locator("#drawer")).to_be_visible()
    expect(page.locator("#drawer .rail-link").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()


def test_sign_in_pages_pass_axe_and_break_no_policy(browser: Browser, live_server, db):
    page = browser.new_page()
    complaints = []
    page.on("console", lambda note: complaints.append(note.text) if note.type in {"error", "warning"} else None)
    for path in ("login/", "password/reset/", "signup/"):
        page.goto(f"{live_server.url}/accounts/{path}")
        assert mistakes(page) == ""
    page.close()
    assert complaints == []
