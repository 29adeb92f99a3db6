"""A person with a browser of their own."""

from playwright.sync_api import BrowserContext, Page, expect

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
OWNER = {"name": "Olivia 奥莉", "email": "olivia@example.org", "password": "three cups of oolong"}
PATIENCE = 60_000  # milliseconds a background job may take


class Visitor:
    """A browser of its own in one Steward; `complaints` is what its console said."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.on("console", lambda note: self._heard(note.text) if note.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self._heard(str(error)))

    def _heard(self, text: str) -> None:
        self.complaints.append(f"{self.page.url}: {text}")

    def go(self, path: str) -> Page:
        """Open a page and wait until its charts are drawn."""
        response = self.page.goto(self.address + path)
        assert response is None or response.status < 400, f"{path}: {response.status}"
        if self.page.locator("html.js").count():
            expect(self.page.locator("[data-drawing]:not(:has(svg))")).to_have_count(0)
        return self.page

    def look(self, theme: str = "light", language: str = "en") -> None:
        """Choose theme and language as the cookies of the menus do."""
        for name, value in {"theme": theme, "language": language.lower()}.items():
            self.context.add_cookies([{"name": name, "value": value, "url": self.address}])


def welcome(page: Page, link: str) -> None:
    """Follow the one-time link and say who one is."""
    page.goto(link)
    expect(page.get_by_role("heading", name="Welcome to Steward")).to_be_visible()
    page.get_by_label("Name").fill(OWNER["name"])
    page.get_by_label("E-mail").fill(OWNER["email"])
    page.get_by_role("textbox", name="Password").fill(OWNER["password"])
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=OWNER["name"], level=1)).to_be_visible()
