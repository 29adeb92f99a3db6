"""The square as journeys find it: open to newcomers, with members and topics, and letters that really go out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.post_office import PostOffice
from tests.browser.server import ROOT, Steward
from tests.browser.visitor import DESK, OWNER, Visitor, welcome

#: A form that asks again answers so, and Chromium notes it.
ASKED_AGAIN = "status of 422"
MING, MOLI, IRIS = "ming@example.org", "moli@example.org", "iris@example.org"


def staged(environment: dict[str, str], *words: str) -> str:
    """Let `stage.py` do something in the home of this environment; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.stage", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


class Square:
    """A running Steward with a post office; `places` names the addresses of what stands there.

    A home that is furnished already brings its `places` along.
    """

    def __init__(
        self, browser: Browser, home: Path, settings: dict[str, str] | None = None,
        places: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.browser, self.post = browser, PostOffice()
        self.steward = Steward(home, self.post.settings | (settings or {}))
        self.states: dict[str, Any] = {}
        context = browser.new_context(viewport=DESK)
        welcome(context.new_page(), self.steward.link)
        self.states[OWNER["email"]] = context.storage_state()
        context.close()
        self.places: dict[str, str] = places or json.loads(self.stage("furnish"))

    def stage(self, *words: str) -> str:
        """Let `stage.py` do something in this home; what it printed."""
        return staged(self.steward.environment, *words)

    def close(self) -> None:
        """Stop everything."""
        try:
            assert self.steward.stop() == 0, self.steward.said
        finally:
            self.post.close()


class Guests:
    """The people of one test, each with a browser of their own."""

    def __init__(self, square: Square) -> None:
        self.square = square
        self.visitors: list[Visitor] = []

    def come(
        self, size: dict[str, int] = DESK, who: str = "", *, language: str = "en", theme: str = "light",
        scripts: bool = True,
    ) -> Visitor:  # fmt: skip
        """Somebody, signed in when `who` is the address of an account."""
        if who and who not in self.square.states:
            self._sign_in(who)
        context = self._context(size, scripts=scripts, language=language, state=self.square.states.get(who))
        visitor = Visitor(context, self.square.steward.address)
        self.visitors.append(visitor)
        visitor.look(theme, language)
        return visitor

    def owner(self, size: dict[str, int] = DESK, **look: Any) -> Visitor:
        """The owner."""
        return self.come(size, OWNER["email"], **look)

    def _context(self, size: dict[str, int], *, scripts: bool, language: str, state: Any) -> BrowserContext:
        return self.square.browser.new_context(
            viewport=size, locale="zh-CN" if language.startswith("zh") else "en-GB", reduced_motion="reduce",
            java_script_enabled=scripts, storage_state=state,
        )  # fmt: skip

    def _sign_in(self, email: str) -> None:
        context = self._context(DESK, scripts=True, language="en", state=None)
        page = context.new_page()
        page.goto(self.square.steward.address + "/accounts/login/")
        fill_in_login(page, email)
        self.square.states[email] = context.storage_state()
        context.close()

    @property
    def complaints(self) -> list[str]:
        """What all of their browsers said."""
        return [line for visitor in self.visitors for line in visitor.complaints if ASKED_AGAIN not in line]

    def leave(self) -> None:
        """Close the browsers."""
        for visitor in self.visitors:
            visitor.context.close()


def fill_in_login(page: Page, email: str) -> None:
    """Sign in on the page that asks for it."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(OWNER["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("input[name=password]")).to_have_count(0)


def zh(words: str, context: str = "") -> str:
    """What stands on a Chinese page for these English words."""
    with translation.override("zh-hans"):
        return translation.pgettext(context, words) if context else translation.gettext(words)
