"""The first day of a team: from the link in the terminal to two communities seen as one."""

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, OWNER, PATIENCE, Visitor, welcome
from tests.browser.server import Steward

pytestmark = [pytest.mark.browser, pytest.mark.real_data, pytest.mark.xdist_group("browser-first-day")]
WORD = "电话"
SLACK = 1031
#: 16,412 posts without ten notices of the forum, one of its own account and two that were hidden.
FORUM = 16_399


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


def tile(page: Page, name: str) -> int:
    """A number of the overview."""
    found = page.locator(".tile").filter(has=page.get_by_text(name, exact=True)).locator(".tile-number")
    return int(found.inner_text().replace(",", ""))


def spoken(day: Visitor, period: str) -> int:
    """How many posts and comments the overview counts."""
    page = day.go("/console/insights/" + period)
    return tile(page, "Posts") + tile(page, "Comments")


def members(day: Visitor) -> str:
    """How many members there are, seen in a tab of its own."""
    tab = day.context.new_page()
    tab.goto(day.address + "/console/members/")
    found = rows(tab)
    tab.close()
    return found


def rows(page: Page) -> str:
    """What the foot of a table says of how many there are."""
    return page.locator("main").get_by_text(re.compile(r"–.* of ")).inner_text().partition(" of ")[2]


def slack_is_uploaded_and_imported(day: Visitor, shared_data: Callable[[str], Path], tmp_path: Path) -> None:
    page = upload(day, archive(shared_data("slack") / "houstondatavis_export", tmp_path))
    found = finished(page)
    assert (found["New members"], found["In quarantine"]) == ("71", "0")
    assert spoken(day, "?since=2015-06-01&until=2016-08-01") == SLACK


def a_long_import_can_be_left_and_found_again(day: Visitor, shared_data: Callable[[str], Path], tmp_path: Path) -> None:
    page = upload(day, archive(shared_data("discourse_urho3d") / "topics", tmp_path))
    expect(page.get_by_role("progressbar").or_(page.get_by_text("Waiting for a free worker")).first).to_be_visible()
    day.go("/console/members/")
    page = day.go("/console/import/")
    page.locator("#imports tbody a").first.click()
    found = finished(page)
    assert (found["New activities"], found["New members"], found["In quarantine"]) == ("16,412", "560", "0")
    page.get_by_role("link", name=re.compile("Urho", re.IGNORECASE)).first.click()
    page.get_by_role("link", name="Conversations").first.click()
    assert rows(page) == "2,470"


def a_chinese_group_is_imported(day: Visitor, shared_data: Callable[[str], Path]) -> None:
    page = upload(day, shared_data("wechat_qq_constructed") / "wechat_weflow.json")
    found = finished(page)
    assert (found["New members"], found["In quarantine"]) == ("40", "0")


def all_are_seen_as_one_and_each_alone(day: Visitor) -> None:
    years = "?since=2014-01-01&until=2022-12-31"
    assert spoken(day, years) == SLACK + FORUM
    choice = day.page.get_by_label("Source")
    # All of them, three imports, and the square, which the owner joined by signing in.
    assert len(choice.locator("option").all()) == 5
    forum = choice.locator("option", has_text=re.compile("Urho", re.IGNORECASE)).get_attribute("value")
    choice.select_option(forum)
    day.page.get_by_role("button", name="Show").click()
    day.page.wait_for_url(re.compile(f"source={forum}"))
    assert tile(day.page, "Posts") + tile(day.page, "Comments") == FORUM


def a_proposed_pair_is_merged_and_taken_back(day: Visitor) -> None:
    before = rows(day.go("/console/members/"))
    inbox = day.go("/console/members/proposals/")
    pair = inbox.locator("[data-pair]").first
    pair.get_by_role("button", name="One person").click()
    expect(pair).to_contain_text("merged")
    assert int(members(day)) == int(before) - 1
    pair.get_by_role("button", name="Undo").click()
    expect(pair.get_by_role("button", name="One person")).to_be_visible()
    assert members(day) == before


def a_chinese_word_of_two_letters_is_found_and_read(day: Visitor) -> None:
    page = day.go("/console/conversations/")
    page.get_by_role("searchbox", name="Search everything that was said").fill(WORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="messages, the newest first")).to_contain_text("38 messages")
    expect(page.locator(".found-hit mark").first).to_have_text(WORD)
    page.locator(".found-words").first.click()
    expect(page.locator("[data-message]").filter(has_text=WORD).first).to_be_visible()


def members_are_taken_along_as_csv(day: Visitor) -> None:
    page = day.go("/console/members/")
    total = int(rows(page))
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    text = download.value.path().read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    assert len(list(csv.reader(text.splitlines()))) == total + 1


def language_and_theme_are_changed_and_one_signs_in_again(day: Visitor) -> None:
    page = day.go("/console/members/")
    page.locator("summary[aria-label='Language']").click()
    page.get_by_role("button", name="简体中文").click()
    expect(page.get_by_role("heading", name="成员", level=1)).to_be_visible()
    page.locator("header summary").last.click()
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "ink")
    page.locator(".rail summary").click()
    page.get_by_role("button", name="退出").click()
    page.get_by_role("textbox", name=re.compile("邮箱|邮件|E-?mail")).fill(OWNER["email"])
    page.get_by_role("textbox", name="密码").fill(OWNER["password"])
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_title(re.compile("今天"))


def the_browser_had_nothing_to_complain_of(day: Visitor) -> None:
    assert day.complaints == []


def test_a_stranger_gets_through_the_first_day(
    day: Visitor, shared_data: Callable[[str], Path], tmp_path: Path
) -> None:
    """One journey in one test: its hours build on each other and must not be shared out to several processes."""
    slack_is_uploaded_and_imported(day, shared_data, tmp_path)
    a_long_import_can_be_left_and_found_again(day, shared_data, tmp_path)
    a_chinese_group_is_imported(day, shared_data)
    all_are_seen_as_one_and_each_alone(day)
    a_proposed_pair_is_merged_and_taken_back(day)
    a_chinese_word_of_two_letters_is_found_and_read(day)
    members_are_taken_along_as_csv(day)
    language_and_theme_are_changed_and_one_signs_in_again(day)
    the_browser_had_nothing_to_complain_of(day)
