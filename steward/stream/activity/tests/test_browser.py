"""Conversations in a real browser: keyboard, long texts, policy, accessibility, both widths."""

import pytest

from steward.foundation.ui.tests.test_browser import DESK, PHONE, mistakes, open_page  # noqa: F401 — a fixture
from steward.stream.activity.models import Channel, Thread
from steward.stream.activity.public import index_words, settle
from steward.stream.activity.records import AccountRecord, ThreadRecord
from steward.stream.activity.tests.stages import a_source, give, row, said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/console/conversations/"


@pytest.fixture
def club(db):
    source = a_source()
    give(
        source,
        AccountRecord("ann", name="Ann"),
        AccountRecord("bob", name="王芳"),
        ThreadRecord("q", "hall", "怎么备份", url="https://club.example/q", is_question=True, accepted_id="q1"),
        said("q0", 0, thread_id="q", body="社群 " + "word " * 600, url="https://club.example/q/0"),
        said(
            "q1",
            1,
            kind="comment",
            account_id="bob",
            parent_id="q0",
            body="`code` **bold**\n\n> quote",
            markup="markdown",
        ),
        *[said(f"m{n}", 2 + n, kind="comment", thread_id="q", account_id="bob", body=f"answer {n}") for n in range(12)],
        said("x", 1, kind="reaction", account_id="bob", parent_id="q0", body="👍"),
        said("gone", 30, kind="comment", thread_id="q", deleted=True),
        said("t1", 0, channel_id="yard", body="one"),
        said("t2", 0.1, channel_id="yard", body="two"),
        said("t3", 0.5, channel_id="yard", account_id="bob", kind="join"),
        said("t4", 6, channel_id="yard", account_id="bob", parent_id="t1", body="<b>three</b>", markup="html"),
    )
    settle()
    index_words()
    return source


def paths() -> list[str]:
    thread, yard = Thread.objects.get(key="q").pk, Channel.objects.get(key="yard").pk
    ann = Thread.objects.get(key="q").opener.member_id
    ends = ["", "?q=社群", "?q=nothing", "channels/", f"{thread}/", f"channel/{yard}/", f"member/{ann}/"]
    return [LIST + end for end in ends]


@pytest.mark.parametrize(("size", "theme", "language"), [(DESK, "light", "en"), (PHONE, "dark", "zh-hans")])
def test_pages_pass_axe_fit_the_screen_and_break_no_policy(club, open_page, size, theme, language):  # noqa: F811
    for path in paths():
        page = open_page(path, size=size, theme=theme, language=language)

        assert mistakes(page) == "", path
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        assert page.complaints == [], path


def test_j_and_k_step_through_the_messages(club, open_page):  # noqa: F811
    page = open_page(paths()[4])
    here = lambda: page.evaluate("document.activeElement.id")
    seen = []
    for key in "jjjk":
        page.keyboard.press(key)
        seen.append(here())

    q0, q1, m0 = (f"m{row(club, key).pk}" for key in ("q0", "q1", "m0"))
    assert seen == [q0, q1, m0, q1]


def test_the_slash_leads_to_the_search_and_enter_opens_a_hit(club, open_page):  # noqa: F811
    page = open_page(LIST)
    page.keyboard.press("/")
    page.keyboard.type("社群")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{Thread.objects.get(key='q').pk}/#m{row(club, 'q0').pk}")


def test_a_long_message_opens_and_closes_without_scripts(club, open_page):  # noqa: F811
    page = open_page(paths()[4], scripts=False)
    whole = page.locator(".said-long .said")

    assert not whole.is_visible()
    page.locator(".said-toggle").click()
    assert whole.is_visible()


def test_the_reference_of_the_api_draws_under_the_policy(club, open_page):  # noqa: F811
    page = open_page("/api/docs")

    page.get_by_text("/api/threads/{thread_id}").wait_for()
    assert page.complaints == []
