"""The console without JavaScript: slower, and all there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OWNER, PATIENCE, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-sample")]
Visit = Callable[..., Visitor]
IRC = "[10:00] <ada> does the kettle work?\n[10:01] <grace> it does, ada\n"


def test_one_signs_in_and_lists_members(visit: Visit) -> None:
    page = visit(signed_in=False, scripts=False).go("/console/members/")
    page.get_by_role("textbox", name=re.compile("E-?mail")).fill(OWNER["email"])
    page.get_by_role("textbox", name="Password").fill(OWNER["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Members", level=1)).to_be_visible()
    expect(page.locator("main tbody tr")).to_have_count(25)
    page.get_by_role("link", name="Next").click()
    expect(page.locator("main")).to_contain_text("26–50 of")


def test_one_searches_and_reads_a_conversation(visit: Visit) -> None:
    page = visit(scripts=False).go("/console/conversations/")
    page.get_by_role("searchbox", name="Search everything that was said").fill("大家")
    page.get_by_role("button", name="Search", exact=True).first.click()
    expect(page.locator(".found-hit mark").first).to_have_text("大家")
    page.locator(".found-words").first.click()
    expect(page.locator("[data-message]", has_text="大家").first).to_be_visible()


def test_figures_stand_in_tables_instead_of_charts(visit: Visit) -> None:
    page = visit(scripts=False).go("/console/insights/")
    figure = page.locator("figure[data-chart]").first
    expect(figure.locator("[data-drawing]")).to_be_hidden()
    figure.locator("summary").click()
    expect(figure.locator("tbody tr")).to_have_count(28)


def test_one_reads_what_the_community_is_for_and_where_its_goals_stand(visit: Visit, directed: dict[str, str]) -> None:
    page = visit(PHONE, scripts=False).go("/about/positioning/")
    expect(page.locator("main")).to_contain_text("Whoever asks is answered.")
    page.get_by_text("What this version changed").click()
    expect(page.locator(".words-diff").first).to_be_visible()
    page.get_by_role("link", name="Version 1").click()
    expect(page.get_by_text("This is version 1. Another one holds today.")).to_be_visible()
    page.goto(page.url.partition("/about/")[0] + "/about/goals/")
    expect(page.locator("main")).to_contain_text(directed["goal-title"])


def test_an_export_is_imported_by_form(visit: Visit, tmp_path: Path) -> None:
    log = tmp_path / "2024-03-05.log"
    log.write_text(IRC, encoding="utf-8")
    page = visit(scripts=False).go("/console/import/new/")
    page.get_by_label("Export").set_input_files(log)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("link", name="See the first messages").click()
    expect(page.locator("main")).to_contain_text("does the kettle work?")
    page.get_by_role("link", name="Back to the import").click()
    page.get_by_role("button", name="Start the import").click()
    for _look in range(PATIENCE // 500):
        page.wait_for_timeout(500)
        page.reload()
        if page.get_by_text("Imported in").is_visible():
            break
    expect(page.get_by_text("Imported in")).to_be_visible()
