"""From goal to number to decision and back, on two real exports: once in English, once in Chinese.

Chinese weeks: the journey begins on Monday, 5 January 2026, and ends on Monday, 2 February.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import OWNER, PATIENCE
from tests.browser.post_office import words_of
from tests.browser.server import environment_of
from tests.browser.square import MING, Guests, Square, staged, zh
from tests.browser.timepiece import Timepiece

pytestmark = [
    pytest.mark.browser, pytest.mark.mailserver, pytest.mark.real_data, pytest.mark.slow,
    pytest.mark.xdist_group("browser-loop"),
]  # fmt: skip
LEAD = "lead@example.org"
#: What Zulip and Discord hold up to the first morning, and Discord of the four weeks after it.
BROUGHT = {"zulip": 6707, "discord": 15_042}
MORNING, EVENING = "2026-01-05T09:00:00+08:00", "2026-02-01T23:30:00+08:00"
NIGHT, REPORT, SENT = "2026-02-02T00:40:00+08:00", "2026-02-02T09:00:30+08:00", "2026-02-02T09:06:00+08:00"
STARTS, DUE = "2026-01-05", "2026-02-02"
FIRST_WEEK, WEEK = date(2025, 7, 7), timedelta(days=7)
#: Nobody was left out of it, so it is held against what was to be expected.
MEASURED = ("%(name)s went from %(before)s to %(after)s; %(instead)s was to be expected anyway. Difference: %(effect)s"
            "%(range)s.")  # fmt: skip
METRIC = "/console/insights/metrics/weekly_active/"


@dataclass(frozen=True)
class Story:
    """What differs between the languages: who does it, and their words."""

    language: str
    who: str
    promise: str
    goal: str
    statement: str
    task: str

    def say(self, words: str, context: str = "") -> str:
        """What a button or a heading reads in this language."""
        return words if self.language == "en" else zh(words, context)

    def like(self, words: str) -> re.Pattern[str]:
        """A sentence of the product whose numbers and names are open."""
        return re.compile(re.sub(r"%\\\(\w+\\\)[sd]", "(.+?)", re.escape(self.say(words).replace("%%", "%"))))


STORIES = [
    Story(
        "en", OWNER["email"], "Whoever asks gets an answer within a day.",
        "Weekly active members from 90 to 120 by the end of the quarter",
        "Greet every newcomer by name within a day.", "Write five greetings one can adapt",
    ),
    Story(
        "zh-hans", LEAD, "提问的人一天之内会得到回答。", "季度末周活跃成员从 90 人增加到 120 人",
        "每位新成员一天之内都有人点名欢迎。", "写五条可以改用的欢迎语",
    ),
]  # fmt: skip


@dataclass
class Journey:
    """Who is there, where, and what time it is."""

    story: Story
    guests: Guests
    square: Square
    clock: Timepiece
    discord: Path

    def lead(self, path: str) -> Page:
        """Who leads opens a page, in the language of the story."""
        return self.guests.come(who=self.story.who, language=self.story.language).go(path)

    def visit(self, who: str, path: str) -> Page:
        """So does somebody else."""
        return self.guests.come(who=who, language=self.story.language).go(path)


@pytest.fixture(scope="module")
def furnished(
    new_home: Callable[[str], Path], shared_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A home with both exports up to the first morning, the clock beside it."""
    home, into = new_home("loop"), tmp_path_factory.mktemp("cut")
    clock = Timepiece(home / "clock")
    clock.set(MORNING)
    environment = environment_of(home) | clock.settings
    places = staged(environment, "furnish")
    zulip, discord = shared_data("zulip") / "ncar", shared_data("discord_meshcore") / "dce_json"
    assert json.loads(staged(environment, "loop", str(zulip), str(discord), MORNING, str(into))) == BROUGHT
    (home / "places.json").write_text(places, encoding="utf-8")
    return home


@pytest.fixture
def journey(
    request: pytest.FixtureRequest, browser: Browser, furnished: Path, shared_data: Callable[[str], Path],
    tmp_path: Path,
) -> Iterator[Journey]:  # fmt: skip
    """A Steward of the story's own on the first morning."""
    home = tmp_path / "home"
    shutil.copytree(furnished, home)
    clock = Timepiece(home / "clock")
    clock.set(MORNING)
    square = Square(browser, home, clock.settings, json.loads((home / "places.json").read_text(encoding="utf-8")))
    guests = Guests(square)
    try:
        yield Journey(request.param, guests, square, clock, shared_data("discord_meshcore") / "dce_json")
        guests.leave()
        assert guests.complaints == []
    finally:
        square.close()


def looked_for(page: Page, sign: Locator) -> None:
    """Look again until something that is done in the background is there."""
    for _look in range(PATIENCE // 500):
        if sign.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(sign.first).to_be_visible()


def writes_the_positioning(journey: Journey) -> None:
    story, page = journey.story, journey.lead("/console/positioning/")
    page.get_by_role("button", name=story.say("Begin with this")).first.click()
    page.locator("#promise").get_by_role("link").click()
    for label in ("English", "简体中文"):
        page.locator("#promise").get_by_label(label).fill(story.promise)
    page.locator("#promise").get_by_role("button", name=story.say("Save")).click()
    expect(page.locator("#promise form")).to_have_count(0)
    page.get_by_role("link", name=story.say("Publish…")).click()
    page.get_by_label(story.say("Why it changes")).fill("2026 🍵")
    page.get_by_role("button", name=story.say("Publish"), exact=True).click()
    expect(page.locator("main li", has_text="2026 🍵")).to_contain_text(story.say("published"))


def a_member_reads_it(journey: Journey) -> None:
    story = journey.story
    page = journey.visit(MING, "/about/positioning/")
    expect(page.get_by_role("heading", name=story.say("What we are for"), level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text(story.promise)


def writes_a_goal(journey: Journey) -> Page:
    """From the number itself; the guardrail is taken out again, and the goal cannot begin."""
    story, page = journey.story, journey.lead(METRIC)
    page.get_by_role("link", name=story.say("Make it a goal")).first.click()
    values = {"goal-title": story.goal, "kr-baseline": "90", "kr-target": "120", "rail-limit": "20"}
    page.locator("#id_rail-metric").select_option("unanswered_share")
    page.locator("#id_rail-bound").select_option("at_most")
    for name, value in values.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name=story.say("Write it down")).click()
    expect(page.get_by_role("heading", name=story.goal, level=1)).to_be_visible()
    page.locator("li[id^=guardrail-] > a").click()
    page.get_by_role("button", name=story.say("Take it out", "a goal")).click()
    expect(page.locator("li[id^=guardrail-]")).to_have_count(0)
    return page


def it_begins_with_a_guardrail_only(page: Page, story: Story) -> None:
    lacks = page.get_by_role("alert").or_(page.get_by_role("status")).filter(has_text=story.say("Before it can begin"))
    begin = page.get_by_role("button", name=story.say("Begin"), exact=True)
    expect(lacks).to_be_visible()
    begin.click()
    expect(begin).to_be_visible()
    page.get_by_role("link", name=story.say("Add a guardrail")).click()
    page.locator("#id_metric").select_option("unanswered_share")
    page.locator("#id_bound").select_option("at_most")
    page.locator("#id_limit").fill("20")
    page.get_by_role("button", name=story.say("Save"), exact=True).click()
    begin.click()
    expect(begin).to_have_count(0)


def sees_the_forecast_and_its_error(page: Page, story: Story) -> None:
    misses = story.like("Its misses in the past were %(error)s times those of saying “like last season”.")
    looked_for(page, page.get_by_text(misses))
    result = page.locator("[id^=key-result-]").first
    expect(result).to_contain_text(story.like("Forecast: %(method)s."))
    expect(result).to_contain_text(story.like("from %(baseline)s to %(target)s"))
    expect(result.locator("figure svg").first).to_be_visible()
    rail = page.locator("li[id^=guardrail-]")
    looked_for(page, rail.filter(has_text=story.like("%(value)s, above the bound of %(limit)s.")))
    expect(rail).to_contain_text(story.say("broken"))


def the_forecast_of_the_number(journey: Journey) -> None:
    story, page = journey.story, journey.lead(METRIC + "forecast/?ahead=quarter")
    said = page.locator("#insights-forecast")
    expect(said.locator("figcaption, h3, [id$=-title]").first).to_be_visible()
    judged = "By %(method)s, whose error in the past was %(ratio)s of that of naive guessing."
    expect(said).to_contain_text(story.like(judged))


def number_of(cell: str) -> int:
    """A figure of a table: 1,234, +3, −12, ±0."""
    return int(cell.replace(",", "").replace("\u2212", "-").replace("±", "").replace("+", ""))


def figures(row: Locator) -> list[int]:
    """Before, now, contribution."""
    return [number_of(text) for text in row.locator("td").all_inner_texts()[:3]]


def largest_drop(page: Page) -> tuple[date, int, int]:
    """Of the weeks whose table is on the page: its first day, members the week before, members then."""
    table = page.locator("figure table").first
    weeks = [int(cell) for cell in table.locator("td:first-of-type").all_text_contents()]
    drops = [(now - before, place) for place, (before, now) in enumerate(pairwise(weeks), 1)]
    _least, place = min(drops)
    return FIRST_WEEK + place * WEEK, weeks[place - 1], weeks[place]


def opens_the_largest_drop(journey: Journey) -> Page:
    """Found in the table of half a year, then looked at as a period of its own."""
    story, page = journey.story, journey.lead(f"{METRIC}?since={FIRST_WEEK}&until=2026-01-04&grain=week")
    week, before, now = largest_drop(page)
    picker = page.get_by_role("form", name=story.say("Period"))
    picker.locator("summary").click()
    picker.locator("[name=since]").fill(str(week))
    picker.locator("[name=until]").fill(str(week + WEEK - timedelta(days=1)))
    picker.get_by_role("button", name=story.say("Apply")).click()
    part = page.locator("section#insights-explain")
    expect(part).to_be_visible(timeout=PATIENCE)
    assert figures(part.locator("tfoot tr")) == [before, now, now - before]
    return page


def its_parts_add_up(page: Page) -> None:
    """By every way of taking it apart."""
    part = page.locator("#insights-explain")
    ways = part.locator("a[hx-target='#insights-explain']")
    names = [name.strip() for name in ways.all_inner_texts()]
    assert len(names) >= 3
    for name in names:
        way = part.get_by_role("link", name=name, exact=True)
        if not way.get_attribute("aria-current"):
            way.click()
        expect(way).to_have_attribute("aria-current", "true", timeout=PATIENCE)
        before, now, change = figures(part.locator("tfoot tr"))
        rows = [figures(row) for row in part.locator("table:has(tfoot) tbody tr").all()]
        assert len(rows) > 1
        assert change == now - before < 0
        assert [sum(column) for column in zip(*rows, strict=True)] == [before, now, change], name


def decides(page: Page, story: Story) -> str:
    """About the week that was looked at; the address of the decision."""
    days = re.search(r"since=([\d-]+)&until=([\d-]+)", page.url)
    assert days
    known = page.locator("#insights-explain p").first.inner_text()
    page.locator("#insights-explain").get_by_role("link", name=story.say("Decide", "about a number")).click()
    for name, value in (("since", days[1]), ("last", days[2]), ("metric", "weekly_active")):
        expect(page.locator(f"[name={name}]")).to_have_value(value)
    expect(page.locator("[name=evidence]")).to_have_value(re.compile(re.escape(known)))
    page.locator("[name=kind][value=act]").check()
    values = {"statement": story.statement, "expected": "+20 %", "starts": STARTS, "due": DUE, "tasks": story.task}
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_label(story.goal).check()
    page.get_by_role("button", name=story.say("Decide", "about a number"), exact=True).click()
    expect(page.get_by_role("heading", name=story.statement, level=1)).to_be_visible()
    expect(page.locator("main header")).to_contain_text(story.like("Expected: from %(from)s to %(to)s by %(day)s."))
    return page.url


def its_task_waits(journey: Journey) -> None:
    """On Today and among one's own work; the goal knows the decision that serves it."""
    story = journey.story
    for path in ("/console/", "/console/work/"):
        expect(journey.lead(path).locator("main").get_by_role("link", name=story.task).first).to_be_visible()
    page = journey.lead("/console/goals/")
    page.get_by_role("link", name=story.goal).click()
    expect(page.get_by_role("link", name=story.statement).first).to_be_visible()


def four_weeks_pass(journey: Journey) -> None:
    """What Discord said meanwhile is imported, and somebody wants the weekly report."""
    story = journey.story
    journey.clock.set(EVENING)
    into = journey.square.steward.home / "cut"
    into.mkdir()
    brought = json.loads(journey.square.stage("on", str(journey.discord), EVENING, str(into), MORNING))
    assert brought["discord"] > 1000
    page = journey.lead("/console/reports/plans/")
    page.locator("form[action$='/start/week/'] button").click()
    for name in (OWNER["name"], "李琳"):
        page.get_by_label(name).check()
    page.get_by_role("button", name=story.say("Save"), exact=True).click()
    expect(page.locator("main")).to_contain_text(story.like("next: %(when)s, about %(days)s"))


def reads_the_measured_effect(journey: Journey, address: str) -> str:
    """Measured by itself in the night of its day; the sentence."""
    story = journey.story
    journey.clock.set(NIGHT)
    page = journey.lead(address.removeprefix(journey.square.steward.address))
    looked_for(page, page.get_by_role("heading", name=story.say("What came of it"), exact=True))
    result = page.locator("section", has=page.get_by_role("heading", name=story.say("What came of it"), exact=True))
    expect(result).to_contain_text(story.say("Before and after only: other things changed too."))
    told = result.locator("p").first
    expect(told).to_have_text(story.like(MEASURED))
    return told.inner_text()


def the_report_is_sent(journey: Journey) -> None:
    """On Monday at nine, by the clock."""
    story = journey.story
    journey.clock.set(REPORT)
    page = journey.lead("/console/reports/")
    looked_for(page, page.locator("main tbody tr", has_text=story.say("sent out")))
    journey.clock.set(SENT)


def chapters_of(letter: str) -> list[tuple[str, str]]:
    """(Title, text) of each chapter: after the line that greets and the heading, before the foot."""
    parts = letter.partition("\n-- \n")[0].strip().split("\n\n")[2:-1]
    return [(title, text) for title, _line, text in (part.partition("\n") for part in parts)]


def both_read_it_in_their_language(journey: Journey) -> None:
    """It opens with what the decision did; every chapter says something, and of every number what it was before."""
    said = {
        OWNER["email"]: (("What the last decisions did", "Where the goals stand", "What moved and why",
                          "What comes next"), "Weekly active members", "Joined: ", "week 5 (26 Jan – 1 Feb 2026)"),
        LEAD: (("上期决定的结果", "目标进展", "变化与原因", "接下来"), "周活跃成员", "新加入：",
               "第 5 周（2026年1月26日 – 2月1日）"),
    }  # fmt: skip
    for reader, (titles, metric, joined, week) in said.items():
        mail = journey.square.post.letter_to(reader, week)
        chapters = chapters_of(words_of(mail))
        assert tuple(title for title, _text in chapters) == titles
        results, goals, moved, plan = (text for _title, text in chapters)
        assert results.startswith(f"“{journey.story.statement}”")
        assert metric in results
        assert "95" in results
        assert f"“{journey.story.goal}”" in goals
        assert "120" in goals
        assert joined in moved
        assert moved.count("\n· ") >= 10
        assert journey.story.task in plan


@pytest.mark.parametrize("journey", STORIES, ids=lambda story: story.language, indirect=True)
def test_a_goal_leads_to_a_decision_whose_effect_opens_the_report(journey: Journey) -> None:
    """One journey in one test: each step builds on the one before."""
    story = journey.story
    writes_the_positioning(journey)
    a_member_reads_it(journey)
    page = writes_a_goal(journey)
    it_begins_with_a_guardrail_only(page, story)
    sees_the_forecast_and_its_error(page, story)
    the_forecast_of_the_number(journey)
    page = opens_the_largest_drop(journey)
    its_parts_add_up(page)
    address = decides(page, story)
    its_task_waits(journey)
    four_weeks_pass(journey)
    reads_the_measured_effect(journey, address)
    the_report_is_sent(journey)
    both_read_it_in_their_language(journey)
