"""The first day of a team: from the link in the terminal to two communities seen as one."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, OWNER, PATIENCE, Visitor, welcome
from tests.browser.server import Steward

pytestmark = [pytest.mark.browser, pytest.mark.real_data, pytest.mark.xdist_group("browser-first-day")]
WORD = "大家"


@pytest.fixture(scope="module")
def day(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """One visitor of one fresh Steward; the tests of this file are the hours of the day, in order."""
    steward = Steward(tmp_path_factory.mktemp("first-day"))
    context = browser.new_context(locale="en-GB", viewport=DESK, reduced_motion="reduce")
    try:
        visitor = Visitor(context, steward.address)
        welcome(visitor.page, steward.link)
        yield visitor
    finally:
        context.close()
        assert steward.stop() == 0, steward.said


def archive(folder: Path, into: Path) -> Path:
    """The folder as a zip, as one would upload it."""
    return Path(shutil.make_archive(str(into / folder.name), "zip", folder))


def upload(day: Visitor, export: Path) -> Page:
    """Upload an export, see what is in it, start the import; the page of the running import."""
    page = day.go("/console/import/new/")
    page.get_by_label("Export").set_input_files(export)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/import/\d+/"), timeout=PATIENCE)
    expect(page.get_by_role("region", name="The first messages")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Start the import").click()
    expect(page.locator("#import-run")).to_be_visible()
    return page


def finished(page: Page) -> dict[str, str]:
    """The figures of the import, once it is done: label → number."""
    expect(page.locator("#import-run")).to_contain_text("Imported in", timeout=PATIENCE)
    tiles = page.locator("#import-run .tile").all()
    return {tile.locator("p").first.inner_text(): tile.locator(".tile-number").inner_text() for tile in tiles}


def rows(page: Page) -> str:
    """What the foot of a table says of how many there are."""
    return page.locator("main").get_by_text(re.compile(r"–.* of ")).inner_text().partition(" of ")[2]


def test_slack_is_uploaded_and_imported(day: Visitor, shared_data: Callable[[str], Path], tmp_path: Path) -> None:
    page = upload(day, archive(shared_data("slack") / "houstondatavis_export", tmp_path))
    found = finished(page)
    assert found == {}


def test_a_long_import_can_be_left_and_found_again(
    day: Visitor, shared_data: Callable[[str], Path], tmp_path: Path
) -> None:
    page = upload(day, archive(shared_data("discourse_urho3d") / "topics", tmp_path))
    expect(page.get_by_role("progressbar").or_(page.get_by_text("Waiting for a free worker")).first).to_be_visible()
    day.go("/console/members/")
    page = day.go("/console/import/")
    page.locator("#imports tbody a, main tbody a[href*='/console/import/']").first.click()
    found = finished(page)
    assert found == {}
