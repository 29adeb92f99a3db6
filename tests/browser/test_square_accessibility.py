"""Every page of the square passes axe, fits a phone and breaks no policy; by keyboard one gets everywhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.square import IRIS, MING, Guests, Square
from tests.browser.test_accessibility import RULES, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.mailserver, pytest.mark.xdist_group("browser-square")]

#: Names stand for places of the stage.
VISITOR = ["/", "/latest/", "question", "poll", "/people/1/", "/accounts/signup/", "/about/"]
MEMBER = [
    "/", "/latest/", "/latest/?tab=unread", "/c/questions/", "/tags/", "question", "poll", "chain", "/new/",
    "/search/", "/search/?q=tea", "/me/", "/me/profile/", "/notifications/", "/me/notifications/", "/letters/",
    "letter", "/letters/new/", "/bookmarks/", "/me/following/", "/drafts/", "/me/claim/", "/me/data/", "/me/leave/",
]  # fmt: skip
TEAM = [
    "question", "/t/1/moderate/?act=merge_topics", "/t/1/moderate/posts/", "/t/1/acts/", "/moderation/topics/",
    "/console/square/", "/console/square/categories/", "/console/square/categories/new/",
    "/console/square/tags/", "/console/square/acts/", "/console/square/trust/", "/console/community/settings/about/",
    "/console/community/settings/look/", "/console/community/settings/joining/",
    "/console/community/settings/texts/terms/", "/console/moving/", "/console/webhooks/", "/console/webhooks/new/",
    "/console/signups/", "/console/signups/claims/", "/console/invitations/", "/console/mail/",
    "/console/groups/",
]  # fmt: skip
LOOKS = [
    pytest.param(DESK, "light", "en", id="desk-light-en"),
    pytest.param(PHONE, "dark", "zh-Hans", id="phone-dark-zh"),
]
SEEN_FOCUS = """(element) => {
  const style = getComputedStyle(element), parent = getComputedStyle(element.parentElement);
  const ringed = (one) => (one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0) || one.boxShadow !== "none";
  return ringed(style) || ringed(parent);
}"""


def violations(page: Page, part: str = "html") -> list[str]:
    """What axe finds on the page as it stands, or on a part of it, of whatever weight."""
    found = Axe().run(page, context=part, options=RULES).response["violations"]
    return [f"{page.url}: {one['id']} {node['target']}" for one in found for node in one["nodes"]]


def faults(visitor: Visitor, square: Square, pages: list[str], language: str) -> list[str]:
    """What is wrong with the pages."""
    found = []
    for place in pages:
        page = visitor.go(square.places.get(place, place))
        if page.locator("[data-editor]").count():
            expect(page.locator("[data-editor][data-ready]").first).to_be_visible()
        assert page.locator("html").get_attribute("lang") == language
        assert page.viewport_size
        found += violations(page) + too_wide(page, page.viewport_size["width"])
    return found


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
@pytest.mark.parametrize("who", ["", IRIS, "owner"], ids=["visitor", "member", "team"])
def test_every_page_can_be_read_by_everybody(
    guests: Guests, square: Square, who: str, size: dict[str, int], theme: str, language: str
) -> None:
    pages = {"": VISITOR, IRIS: MEMBER, "owner": TEAM}[who]
    come = guests.owner if who == "owner" else lambda *args, **look: guests.come(*args, who, **look)
    visitor = come(size, theme=theme, language=language)
    assert faults(visitor, square, pages, language) == []


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_a_survey_and_the_card_that_asks_can_be_read_by_everybody(
    guests: Guests, square: Square, survey: str, size: dict[str, int], theme: str, language: str
) -> None:
    visitor = guests.come(size, MING, theme=theme, language=language)
    assert faults(visitor, square, ["/", survey, "/about/positioning/", "/about/goals/"], language) == []


def test_open_menus_and_the_editor_at_work_can_be_read_too(guests: Guests, square: Square) -> None:
    for size, theme in ((DESK, "dark"), (PHONE, "light")):
        page = guests.owner(size, theme=theme).go(square.places["question"])
        expect(page.locator("[data-editor][data-ready]")).to_be_visible()
        for name in ("Moderate", "React", "More"):
            page.locator(f"[aria-label='{name}']:is(summary, .tool)").first.click()
            expect(page.locator("details[open] .menu-panel")).to_be_visible()
            assert violations(page, "details[open] .menu-panel") == []
            page.keyboard.press("Escape")
        page.locator("#id_source").fill("**Warm** || cup ||")
        page.get_by_role("button", name="Emoji").click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("Warm")
        assert violations(page) == []


def post(page: Page, number: int) -> Locator:
    return page.locator(f"#post-{number}")


def test_a_topic_is_read_and_answered_by_keyboard(guests: Guests, square: Square) -> None:
    page = guests.come(who=MING).go("/latest/")
    page.wait_for_load_state("networkidle")  # the keys come with a script of their own
    page.keyboard.press("j")
    expect(page.locator(".topic-row").first).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator("#posts > .post").first).to_be_visible()
    page.goto(square.steward.address + square.places["question"])
    expect(page.locator("[data-editor][data-ready]")).to_be_visible()
    for key, number in (("j", 1), ("j", 2), ("j", 3), ("k", 2)):
        page.keyboard.press(key)
        expect(post(page, number)).to_be_focused()
    assert post(page, 2).evaluate(SEEN_FOCUS)
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("r")
    expect(page.locator("#id_source")).to_be_focused()
    page.keyboard.type("Written without a mouse.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#posts > .post .cooked").last).to_have_text("Written without a mouse.")
    expect(page.locator("#id_source")).to_have_value("")


def test_the_focus_is_always_seen(guests: Guests, square: Square) -> None:
    for theme in ("light", "dark"):
        page = guests.come(who=MING, theme=theme).go(square.places["question"])
        expect(page.locator("[data-editor][data-ready]")).to_be_visible()
        unseen = []
        for _step in range(45):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            if focused.count() and not focused.evaluate(SEEN_FOCUS):
                unseen.append(focused.evaluate("(element) => element.outerHTML.slice(0, 120)"))
        assert unseen == []
