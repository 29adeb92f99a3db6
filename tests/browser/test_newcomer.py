"""A newcomer's first evening on a phone, in Chinese: signs up, asks, is answered by mail, accepts, finds it again."""

import io
import re
from email.message import EmailMessage

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, PHONE
from tests.browser.post_office import words_of
from tests.browser.square import Guests, Square, zh

pytestmark = [
    pytest.mark.browser, pytest.mark.mailserver, pytest.mark.slow, pytest.mark.xdist_group("browser-newcomer"),
]  # fmt: skip
NEWCOMER, EMAIL = "小林", "xiaolin@example.org"
TITLE = "武夷岩茶的头一泡要不要倒掉？"
QUESTION = "刚买了一罐大红袍，听说这叫洗茶。"
ANSWER = "不用倒，头一泡也好喝。"
SECRET = "where the picture was taken"


def picture() -> bytes:
    """A photograph that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = SECRET
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


def signs_up(page: Page, square: Square) -> None:
    page.get_by_role("link", name=zh("Join"), exact=True).first.click()
    page.get_by_label(zh("Nickname")).fill(NEWCOMER)
    page.get_by_label(zh("E-mail"), exact=True).fill(EMAIL)
    page.locator("[name=password1]").fill("水温九十五度刚刚好的茶")
    for box in page.locator("input[name=accept]").all():  # where another journey has published a code of conduct
        box.check()
    page.get_by_role("button", name=zh("Create the account")).click()
    page.wait_for_url("**/confirm-email/")
    code = re.search(r"^([A-Z0-9-]{6,9})$", words_of(square.post.letter_to(EMAIL)), re.MULTILINE)
    assert code
    page.locator("[name=code]").fill(code[1])
    page.keyboard.press("Enter")
    page.wait_for_url(square.steward.address + "/")


def asks(page: Page) -> None:
    """A question with a picture; 阿明 is named, found by the first character of the name."""
    page.locator(".portal-tabbar").get_by_role("link", name=zh("Write"), exact=True).click()
    page.locator(".kind-option", has=page.locator("[value=question]")).click()
    page.get_by_label(zh("Category"), exact=True).select_option(label="Questions")
    page.get_by_role("textbox", name=zh("Title"), exact=True).fill(TITLE)
    field = page.locator("[data-editor][data-ready] #id_source")
    field.press_sequentially("@阿")
    expect(page.get_by_role("option", name="阿明")).to_be_visible()
    page.keyboard.press("Enter")
    field.press_sequentially(QUESTION)
    photo = {"name": "大红袍.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.locator("[data-editor] input[type=file]").set_input_files(photo)  # type: ignore[arg-type]
    expect(field).to_have_value(re.compile(r"!\[大红袍\]\(/media/[0-9a-f]{32}\.webp\)"))
    page.get_by_role("button", name="发布话题").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def the_picture_is_seen_and_says_nothing_of_itself(page: Page) -> None:
    shown = page.get_by_alt_text("大红袍")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("naturalWidth", 640)
    body = page.request.get(page.url.partition("/t/")[0] + str(shown.get_attribute("src"))).body()
    kept = Image.open(io.BytesIO(body))
    assert (kept.size, dict(kept.getexif()), SECRET.encode() in body) == ((640, 480), {}, False)


def is_answered_by_mail(square: Square) -> None:
    """阿明 gets the letter and answers it; Steward fetches the answer in its own time."""
    square.stage("deliver")
    told = square.post.letter_to("ming@example.org", having=TITLE)
    assert QUESTION in words_of(told)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "阿明 <ming@example.org>", told["Reply-To"], f"Re: {TITLE}"
    mail["Message-ID"], mail["In-Reply-To"] = "<evening-1@example.org>", told["Message-ID"]
    mail.set_content(f"{ANSWER}\n\n{told['From']} 于2026年5月6日周三 12:00写道：\n\n> {QUESTION}\n")
    square.post.put(mail)


def sees_the_notice_and_the_answer(page: Page) -> None:
    news = page.locator("#news a")
    expect(news).to_be_visible(timeout=2 * PATIENCE)
    news.click()
    expect(page.locator("#posts > .post .cooked").last).to_have_text(ANSWER)
    page.locator(".portal-tabbar").get_by_role("link", name=zh("Notifications")).click()
    page.locator("main li", has_text=TITLE).get_by_role("link", name=re.compile("阿明")).first.click()
    expect(page.locator("#post-2")).to_contain_text("阿明")


def accepts(page: Page) -> None:
    page.locator("#post-2 .tool-accept").click()
    expect(page.locator("#post-2[data-answer]")).to_be_visible()
    expect(page.get_by_role("region", name=zh("Accepted answer"))).to_contain_text(ANSWER)


def finds_it_by_two_characters(page: Page) -> None:
    page.get_by_role("link", name=zh("Search"), exact=True).click()
    page.get_by_label(zh("What to search for")).fill("洗茶")
    page.keyboard.press("Enter")
    expect(page.locator("main mark").first).to_have_text("洗茶")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def fits(page: Page) -> None:
    """Nothing is cut off at the right of a phone."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], f"{page.url}: {wide} px wide"


def the_team_sees_all_of_it(page: Page) -> None:
    page.goto(page.url.partition("/console/")[0] + "/console/conversations/")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("main")).to_contain_text(QUESTION)
    expect(page.locator("[data-message]", has_text=ANSWER)).to_contain_text("accepted answer")
    for name, words in {NEWCOMER: TITLE, "阿明": ANSWER}.items():
        page.goto(page.url.partition("/console/")[0] + f"/console/members/?q={name}")
        page.locator("main tbody").get_by_role("link", name=name).first.click()
        heading = page.get_by_role("heading", name="Timeline over all channels")
        expect(page.locator("section", has=heading)).to_contain_text(words)


def test_a_newcomer_asks_and_is_answered_by_mail(guests: Guests, square: Square) -> None:
    """One journey in one test: each hour of the evening builds on the one before."""
    page = guests.come(PHONE, language="zh-hans").go("/")
    signs_up(page, square)
    fits(page)
    asks(page)
    fits(page)
    the_picture_is_seen_and_says_nothing_of_itself(page)
    is_answered_by_mail(square)
    sees_the_notice_and_the_answer(page)
    accepts(page)
    fits(page)
    finds_it_by_two_characters(page)
    fits(page)
    the_team_sees_all_of_it(guests.owner().go("/console/conversations/"))
