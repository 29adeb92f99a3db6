"""A running Steward with a sample community, its owner signed in, and pages that keep what the browser complains of."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import Steward
from tests.browser.square import Guests, Square, staged
from tests.browser.visitor import DESK, OWNER, PATIENCE, PHONE, Visitor, welcome

__all__ = ["DESK", "OWNER", "PATIENCE", "PHONE", "Visitor", "welcome"]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread


@pytest.fixture(scope="session")
def new_home(move_in: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder somebody has migrated and nobody has started; only the first day begins with nothing at all."""

    def make(name: str) -> Path:
        home = tmp_path_factory.mktemp(name)
        move_in(home)
        return home

    return make


@pytest.fixture(scope="session")
def sampled(browser: Browser, new_home: Callable[[str], Path]) -> Iterator[tuple[Steward, Any]]:
    """A Steward with the sample community, and the cookies of its owner."""
    steward = Steward(new_home("house"))
    context = browser.new_context(locale="en-GB", viewport=DESK)
    try:
        page = context.new_page()
        welcome(page, steward.link)
        page.goto(steward.address + "/console/import/")
        page.get_by_role("button", name="Explore a sample community").click()
        expect(page.get_by_text("Done in")).to_be_visible(timeout=PATIENCE)
        yield steward, context.storage_state()
    finally:
        context.close()
        steward.stop()


@pytest.fixture(scope="session")
def directed(sampled: tuple[Steward, Any]) -> dict[str, str]:
    """The sample community has a team that has worked for some weeks; where what stands."""
    steward, _state = sampled
    places: dict[str, str] = json.loads(staged(steward.environment, "direction"))
    return places


@pytest.fixture
def visit(browser: Browser, sampled: tuple[Steward, Any]) -> Iterator[Callable[..., Visitor]]:
    """Visitors of the sample community, signed in unless told otherwise: `visit(PHONE).go("/console/members/")`."""
    steward, state = sampled
    contexts = []

    def come(size: dict[str, int] = DESK, *, signed_in: bool = True, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            viewport=size, locale="en-GB", reduced_motion="reduce", java_script_enabled=scripts,
            storage_state=state if signed_in else None,
        )  # fmt: skip
        contexts.append(context)
        return Visitor(context, steward.address)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def square(browser: Browser, new_home: Callable[[str], Path]) -> Iterator[Square]:
    """A square with members and topics, its own post office, and its owner."""
    opened = Square(browser, new_home("square"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def survey(square: Square) -> str:
    """The square asks its members; where."""
    places: dict[str, str] = json.loads(square.stage("survey"))
    return places["survey"]


@pytest.fixture
def guests(square: Square) -> Iterator[Guests]:
    """Who comes to the square in a test; nobody's browser may have had anything to complain of."""
    coming = Guests(square)
    yield coming
    coming.leave()
    assert coming.complaints == []
