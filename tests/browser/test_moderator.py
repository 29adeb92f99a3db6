"""A moderator's round: moves, merges and takes it back, features, locks many at once; the author reads what and why."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.square import IRIS, MOLI, Guests, Square

pytestmark = [pytest.mark.browser, pytest.mark.mailserver, pytest.mark.xdist_group("browser-square")]
WHY = "Questions are found better among questions."


def opened(page: Page, square: Square, place: str) -> Page:
    """A topic of the stage."""
    page.goto(square.steward.address + square.places[place])
    return page


def act(page: Page, name: str) -> None:
    """Choose an act from the menu of the topic."""
    page.locator(".topic-bar summary[aria-label=Moderate]").click()
    choice = page.locator(".topic-bar .menu-item", has_text=name)
    choice.click()


def toast(page: Page) -> str:
    """The newest note."""
    return page.locator(".toast-note").last.inner_text()


def undo(page: Page) -> None:
    page.locator(".toast-note").last.get_by_role("button", name="Undo").click()
    expect(page.locator(".toast-note").last).to_contain_text("aken back")


def moves_a_topic(page: Page, square: Square) -> None:
    opened(page, square, "astray")
    act(page, "Category …")
    page.get_by_label("Category", exact=True).select_option(label="Questions")
    page.get_by_label("In your own words").fill(WHY)
    page.locator("main form").get_by_role("button").first.click()
    expect(page.locator(".topic-path")).to_contain_text("Questions")


def merges_two_and_takes_it_back(page: Page, square: Square) -> None:
    opened(page, square, "second")
    act(page, "Merge …")
    page.get_by_label("Into which topic").fill("gaiwans")
    page.locator("main form").get_by_role("button").first.click()
    page.get_by_label("Where do you buy gaiwans?").check()
    page.locator("main form").get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do you buy gaiwans?")
    expect(page.locator("#posts > .post")).to_have_count(2)
    undo(page)
    opened(page, square, "first")
    expect(page.locator("#posts > .post")).to_have_count(1)
    opened(page, square, "second")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gaiwans: a good shop?")
    expect(page.locator("#posts > .post")).to_have_count(1)


def features_one(page: Page, square: Square) -> None:
    opened(page, square, "first")
    act(page, "Feature")
    expect(page.locator(".topic-path")).to_contain_text("featured")
    page.goto(square.steward.address + "/")
    featured = page.get_by_role("region", name="Featured")
    expect(featured).to_contain_text("Where do you buy gaiwans?")


def locks_many_and_takes_it_back(page: Page, square: Square) -> None:
    page.goto(square.steward.address + "/moderation/topics/?q=gaiwans")
    rows = page.locator("main li", has=page.get_by_role("checkbox"))
    expect(rows).to_have_count(2)
    for box in rows.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Lock", exact=True).click()
    expect(rows.filter(has_text="locked")).to_have_count(2)
    expect(page.locator(".toast-note").last).to_contain_text("2 topics")
    undo(page)
    expect(rows.filter(has_text="locked")).to_have_count(0)


def the_author_reads_what_was_done_and_why(page: Page, square: Square) -> None:
    told = page.locator("main li", has_text="Is my kettle broken?")
    expect(told).to_contain_text(re.compile("moved", re.IGNORECASE))
    told.get_by_role("link").first.click()
    page.goto(square.steward.address + square.places["astray"] + "acts/")
    expect(page.locator("main")).to_contain_text(WHY)
    expect(page.get_by_role("link", name="Write to the team")).to_be_visible()
    page.goto(square.steward.address + square.places["astray"])
    expect(page.locator("#posts")).to_contain_text(WHY)


def test_a_moderator_makes_the_round(guests: Guests, square: Square) -> None:
    page = guests.come(who=MOLI).go("/")
    moves_a_topic(page, square)
    merges_two_and_takes_it_back(page, square)
    features_one(page, square)
    locks_many_and_takes_it_back(page, square)
    the_author_reads_what_was_done_and_why(guests.come(who=IRIS).go("/notifications/"), square)
    log = guests.owner().go("/console/square/acts/").locator("main tbody")
    expect(log).to_contain_text("Is my kettle broken?")
    expect(log.locator("tr", has_text="gaiwans").first).to_be_visible()
