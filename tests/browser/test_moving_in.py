"""A forum moves in: the owner counts what would happen, moves a part in, old addresses lead on, an author returns."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.square import IRIS, Guests, Square

pytestmark = [
    pytest.mark.browser, pytest.mark.mailserver, pytest.mark.real_data, pytest.mark.slow,
    pytest.mark.xdist_group("browser-square"),
]  # fmt: skip
#: All of it moves in in `steward/square/moving/tests`; here its last month does, which takes seconds.
SINCE = "2016-12-01"
AUTHOR = "Modanung"
TITLE, OLD_ADDRESS = "Edddy: a block-based map editor", "/t/edddy-a-block-based-map-editor/2486"


def is_imported(page: Page, export: Path) -> None:
    """The archive becomes a source of the console."""
    page.get_by_label("Export").set_input_files(export)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/import/\d+/"), timeout=PATIENCE)
    page.get_by_role("button", name="Start the import").click(timeout=PATIENCE)
    expect(page.locator("#import-run")).to_contain_text("Imported in", timeout=PATIENCE)


def report(page: Page) -> Locator:
    """The part of the page that says what would happen."""
    return page.locator("section", has=page.get_by_role("heading", name="What would happen"))


def counted(page: Page) -> tuple[str, ...]:
    """What the dry run says: topics, posts, authors."""
    names = ("Topics", "Posts", "Authors")
    tiles = report(page).locator(".tile")
    return tuple(tiles.filter(has=page.get_by_text(name, exact=True)).locator(".tile-number").inner_text()
                 for name in names)  # fmt: skip


def is_counted_and_planned(page: Page) -> None:
    page.get_by_role("link", name="Moving in").first.click()
    page.locator("main tbody").get_by_role("link", name=re.compile("urho3d")).click()
    assert counted(page) == ("2,470", "16,410", "560")
    page.get_by_label("Only topics opened since").fill(SINCE)
    page.get_by_role("button", name="Keep the plan and count").click()
    expect(report(page).locator(".tile-number").first).to_have_text("54")


def moves_in(page: Page, square: Square) -> None:
    """The job does it; the old address of a topic leads to the new one, also for somebody who has no account."""
    _topics, posts, _authors = counted(page)
    page.get_by_role("button", name="Move it in").click()
    expect(page.get_by_role("heading", name="Take it back")).to_be_visible(timeout=PATIENCE)
    outcome = page.locator("#moving-run")
    expect(outcome).to_contain_text(posts)
    page.goto(square.steward.address + OLD_ADDRESS)
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    assert re.search(r"/t/\d+/", page.url)


def an_author_says_that_was_me(page: Page) -> None:
    """The export has no addresses: the team is asked."""
    page.get_by_label("The name you had").fill(AUTHOR)
    page.get_by_role("button", name="Find").click()
    page.locator("main li", has_text=AUTHOR).get_by_role("link", name="That is me").click()
    page.get_by_label("How can the team tell?").fill("I wrote Edddy; the same words stand on my page.")
    page.get_by_role("button", name="Ask the team").click()
    expect(page.locator("main")).to_contain_text("waiting")


def the_team_believes_it(page: Page) -> None:
    claim = page.locator("main li", has_text="I wrote Edddy")
    claim.get_by_role("button", name="It is them").click()
    expect(page.get_by_role("button", name="Take back")).to_be_visible()


def what_they_wrote_is_theirs(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Topics")).last.click()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("#post-1 .post-head")).to_contain_text("Iris")


def test_a_forum_moves_in_and_an_author_comes_back(
    guests: Guests, square: Square, shared_data: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = shared_data("discourse_urho3d") / "topics"
    export = Path(shutil.make_archive(str(tmp_path / "urho3d"), "zip", folder))
    owner = guests.owner().go("/console/import/new/")
    is_imported(owner, export)
    is_counted_and_planned(owner)
    moves_in(owner, square)
    iris = guests.come(who=IRIS)
    an_author_says_that_was_me(iris.go("/me/claim/"))
    the_team_believes_it(guests.owner().go("/console/signups/claims/"))
    what_they_wrote_is_theirs(iris.go("/me/"))
