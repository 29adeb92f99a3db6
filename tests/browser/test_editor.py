"""Writing on the square in a real browser: tools, names, pictures, quotations, drafts that survive."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser-sample")]
PASTE = """(bytes) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "tea pot.png", { type: "image/png" }));
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector("#id_source").dispatchEvent(event);
}"""
SELECT = """(words) => {
  const range = document.createRange();
  range.selectNodeContents([...document.querySelectorAll(".cooked p")].find((p) => p.textContent.includes(words)));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def topics() -> dict[str, str]:
    """The address of the topic these tests write in, once it is there."""
    return {}


@pytest.fixture
def at_topic(visit: Callable[..., Visitor], topics: dict[str, str]) -> Callable[..., Page]:
    """A page of the topic with an empty reply box; the first call opens the topic through the form."""

    def open_page(*size: dict[str, int]) -> Page:
        visitor = visit(*size)
        if not topics:
            visitor.go("/console/square/categories/")  # the first look makes the first categories
            page = visitor.go("/new/")
            page.get_by_label("Category").select_option(index=2)
            page.get_by_label("Title").fill("How do you brew oolong?")
            words(page).fill("**水温：**九十五度。\n\n||Never boil it.||")
            page.get_by_role("button", name="Open the topic").click()
            expect(page.get_by_role("heading", name="How do you brew oolong?")).to_be_visible()
            topics["address"] = page.url.removeprefix(visitor.address)
        return visitor.go(topics["address"])

    return open_page


def words(page: Page) -> Locator:
    """The text area, once the script has made an editor of it."""
    expect(page.locator("[data-editor][data-ready]")).to_be_visible()
    return page.locator("#id_source")


def emptied(page: Page) -> Locator:
    """The text area with nothing in it, whatever draft another test left."""
    field = words(page)
    page.wait_for_load_state("networkidle")
    field.fill("")
    return field


def test_tools_and_keys_write_markdown_that_can_be_undone(at_topic: Callable[..., Page]) -> None:
    page = at_topic()
    field = emptied(page)

    field.press_sequentially("oolong")
    field.press("ControlOrMeta+a")
    field.press("ControlOrMeta+b")
    expect(field).to_have_value("**oolong**")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("oolong")

    field.fill("")
    page.get_by_role("button", name="Task list").click()
    page.keyboard.type("rinse")
    page.keyboard.press("Enter")
    page.keyboard.type("steep")
    page.keyboard.press("Tab")
    expect(field).to_have_value("- [ ] rinse\n  - [ ] steep")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(field).to_have_value("- [ ] rinse\n  - [ ] steep\n")

    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview")).to_contain_text("☐ rinse")
    page.get_by_role("button", name="Preview").click()
    expect(field).to_be_focused()


def test_a_name_is_offered_by_its_beginning_and_taken_with_the_keyboard(at_topic: Callable[..., Page]) -> None:
    page = at_topic()
    field = emptied(page)
    own = page.locator(".post-head a").first.inner_text()

    field.press_sequentially(f"ask @{own[:3]}")
    # Nobody is offered themselves, so the list stays away and Enter is a line of its own.
    page.wait_for_timeout(600)
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")

    expect(field).to_have_value(f"ask @{own[:3]}\n")


def test_a_pasted_picture_is_sent_and_shown(at_topic: Callable[..., Page]) -> None:
    page = at_topic()
    field = emptied(page)
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(picture, "PNG")

    field.focus()
    page.evaluate(PASTE, list(picture.getvalue()))

    expect(field).to_have_value(re.compile(r"^!\[tea pot\]\(/media/[0-9a-f]{32}\.webp\)\n$"))
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").get_by_alt_text("tea pot")).to_be_visible()


def test_chosen_words_are_quoted_with_their_source(at_topic: Callable[..., Page]) -> None:
    page = at_topic()
    field = emptied(page)

    page.evaluate(SELECT, "水温")
    page.get_by_role("button", name="Quote", exact=True).and_(page.locator(".quote-button")).click()

    expect(field).to_have_value(re.compile(r"^> \[.+\]\(/p/\d+/\)：\n> 水温：九十五度。\n\n$"))


def test_a_draft_survives_a_closed_tab_and_another_device_and_ends_when_sent(at_topic: Callable[..., Page]) -> None:
    page = at_topic()
    emptied(page).press_sequentially("Half a thought")
    page.close(run_before_unload=False)

    again = at_topic(PHONE)
    expect(words(again)).to_have_value("")  # another browser: the server had not heard of it yet
    words(again).press_sequentially("A whole thought")
    expect(again.get_by_text("Draft saved")).to_be_visible()

    elsewhere = at_topic()
    expect(words(elsewhere)).to_have_value("A whole thought")
    expect(elsewhere.get_by_text("Your draft is back.")).to_be_visible()
    words(elsewhere).press("ControlOrMeta+Enter")
    expect(elsewhere.locator(".post .cooked", has_text="A whole thought")).to_be_visible()
    expect(words(elsewhere)).to_have_value("")
    elsewhere.reload()
    elsewhere.wait_for_load_state("networkidle")
    expect(words(elsewhere)).to_have_value("")


def test_two_tabs_are_told_of_each_other(at_topic: Callable[..., Page]) -> None:
    first, second = at_topic(), at_topic()
    emptied(first).press_sequentially("from the first tab")
    expect(first.get_by_text("Draft saved")).to_be_visible()
    emptied(second).press_sequentially("from the second tab")

    expect(second.get_by_text("A newer draft was saved in another tab")).to_be_visible()
    second.get_by_role("button", name="Take that one").click()

    expect(words(second)).to_have_value("from the first tab")


def test_while_chinese_is_composed_no_key_does_anything_else(at_topic: Callable[..., Page]) -> None:
    page = at_topic()
    field = emptied(page)
    field.press_sequentially("- tea")

    field.evaluate("""(field) => {
      const how = { isComposing: true, bubbles: true, cancelable: true };
      for (const key of ["Enter", "Tab", "b"])
        field.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: key !== "Tab", ...how }));
    }""")

    expect(field).to_have_value("- tea")
    assert "/t/" in page.url


def test_without_script_words_are_written_previewed_and_sent(
    visit: Callable[..., Visitor], at_topic: Callable[..., Page], topics: dict[str, str]
) -> None:
    at_topic()
    page = visit(scripts=False).go(topics["address"])

    page.get_by_role("textbox", name="Your reply").fill("Plain **words**")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".cooked strong", has_text="words").first).to_be_visible()
    page.get_by_role("button", name="Reply", exact=True).click()

    expect(page.locator(".post .cooked", has_text="Plain words")).to_be_visible()
