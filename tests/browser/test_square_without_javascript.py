"""The square without JavaScript: slower, and all there."""

import re
from contextlib import suppress
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.square import MING, Guests, Square, fill_in_login

pytestmark = [pytest.mark.browser, pytest.mark.mailserver, pytest.mark.xdist_group("browser-square")]


def there(page: Page, address: str) -> None:
    """Go there and wait until it is painted: Chromium drops clicks on a page nobody has seen yet."""
    page.goto(address)
    for _ in range(200):
        if page.evaluate("performance.getEntriesByType('paint').length"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{address} was never painted")


def follow(link: Locator) -> None:
    """Click until one is there; without a script nobody can tell whether a page that still moves was hit elsewhere."""
    page, here = link.page, link.page.url
    address = urljoin(here, link.get_attribute("href"))
    for _ in range(20):
        link.click()
        with suppress(AssertionError):
            return expect(page).to_have_url(address, timeout=3_000)
        there(page, here)
    raise AssertionError(f"{here}: the link leads to {page.url}")


def reads(page: Page) -> None:
    """From the home page to a topic, its category and back."""
    page.get_by_role("link", name="How hot for oolong?").first.click()
    expect(page.get_by_role("heading", name="How hot for oolong?", level=1)).to_be_visible()
    expect(page.get_by_role("region", name="Accepted answer")).to_contain_text("Ninety-five")
    expect(page.locator("#post-1 table")).to_be_visible()
    expect(page.locator("#post-1 .cooked pre")).to_contain_text("def hot")
    page.locator(".topic-path a").click()
    expect(page.get_by_role("heading", name="Questions", level=1)).to_be_visible()
    page.get_by_role("link", name="How hot for oolong?").first.click()


def signs_in_where_they_are(page: Page) -> None:
    """And comes back to the topic."""
    page.locator("#reply").get_by_role("link", name="Sign in").click()
    fill_in_login(page, MING)
    expect(page.get_by_role("heading", name="How hot for oolong?", level=1)).to_be_visible()


def opens_a_topic(page: Page) -> None:
    """After a look at the preview."""
    page.locator(".portal-tabbar").get_by_role("link", name="Write").click()
    page.get_by_label("Category", exact=True).select_option(label="General")
    page.get_by_role("textbox", name="Title", exact=True).fill("Tea without a script")
    page.get_by_label("What you want to say").fill("It **brews** all the same. 无需脚本。")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("brews")
    page.get_by_role("button", name="Open the topic").click()
    expect(page.get_by_role("heading", name="Tea without a script", level=1)).to_be_visible()


def replies(page: Page) -> None:
    page.get_by_role("textbox", name="Your reply").fill("And tastes of *itself*.")
    page.locator("#reply").get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#post-2 .cooked em")).to_have_text("itself")


def votes_and_signs_up(page: Page, square: Square) -> None:
    there(page, square.steward.address + square.places["poll"])
    page.get_by_label("岩茶").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.locator("#post-1")).to_contain_text("2 voters")


def reacts(page: Page, square: Square) -> None:
    there(page, square.steward.address + square.places["question"])
    follow(page.locator("#post-1 .post-tools").get_by_role("link", name="React"))
    page.get_by_role("button", name="Love it").click()
    given = page.locator("#post-1 .post-tools .reactions > .reaction", has_text="❤️")
    expect(given).to_have_attribute("aria-pressed", "true")


def searches(page: Page) -> None:
    there(page, page.url.partition("/t/")[0] + "/search/")
    page.get_by_label("What to search for").fill("脚本")
    page.get_by_role("search").get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("main mark").first).to_have_text("脚本")
    page.get_by_role("link", name="Tea without a script").first.click()
    expect(page.get_by_role("heading", name="Tea without a script", level=1)).to_be_visible()


def test_everything_a_member_does_is_done_without_a_script(guests: Guests, square: Square) -> None:
    page = guests.come(PHONE, scripts=False).go("/")
    reads(page)
    signs_in_where_they_are(page)
    opens_a_topic(page)
    replies(page)
    votes_and_signs_up(page, square)
    reacts(page, square)
    searches(page)


def test_one_answers_a_survey_changes_the_answer_and_takes_it_back(guests: Guests, survey: str) -> None:
    page = guests.come(PHONE, MING, scripts=False).go(survey)
    for score, button in (("9", "Answer"), ("7", "Change my answer")):
        page.locator("main form label", has_text=re.compile(f"^{score}$")).click()
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("main")).to_contain_text(f"You have answered: {score}.")
    page.get_by_role("button", name="Take my answer back").click()
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_visible()
