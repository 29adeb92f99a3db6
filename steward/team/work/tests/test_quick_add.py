"""Reading a task from one line, in both languages."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.team.work.enums import Priority
from steward.team.work.rules.quick_add import Understood, understand

MONDAY = date(2026, 11, 23)
TEAM = {"li": 1, "李雷": 1, "anna": 2}


def read(line: str, today: date = MONDAY) -> Understood:
    return understand(line, today, lambda name: TEAM.get(name.lower()))


def test_a_line_says_everything() -> None:
    found = read("Write the welcome post @li 周五 14:30 #welcome !high @anna #week")

    assert found == Understood(
        "Write the welcome post", (1, 2), ("welcome", "week"), Priority.HIGH, date(2026, 11, 27), time(14, 30)
    )


def test_a_line_in_chinese_says_everything() -> None:
    found = read("写欢迎帖 ＠李雷 明天 下午3点半 ＃欢迎 ！紧急")

    assert found == Understood("写欢迎帖", (1,), ("欢迎",), Priority.URGENT, date(2026, 11, 24), time(15, 30))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-11-23"), ("Tomorrow", "2026-11-24"), ("后天", "2026-11-25"), ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"), ("星期天", "2026-11-29"), ("周一", "2026-11-30"), ("mon", "2026-11-30"),
        ("next fri", "2026-12-04"), ("下周五", "2026-12-04"), ("下周一", "2026-11-30"), ("11-30", "2026-11-30"),
        ("11月30日", "2026-11-30"), ("1/2", "2027-01-02"), ("2026-12-24", "2026-12-24"), ("2-29", "2028-02-29"),
        ("月底", "2026-11-30"), ("end of month", "2026-11-30"), ("in 3 days", "2026-11-26"), ("10天后", "2026-12-03"),
        ("2027年1月5号", "2027-01-05"),
    ],
)  # fmt: skip
def test_days_are_understood(words: str, day: str) -> None:
    assert read(f"Call {words} again") == Understood("Call again", due_on=date.fromisoformat(day))


@pytest.mark.parametrize("words", ["2-30", "13-1", "sunny", "周八", "monkey", "2026-02-30", "@nobody", "!loud", "#"])
def test_what_is_no_day_no_name_and_no_priority_is_title(words: str) -> None:
    found = read(f"Call {words} again")

    assert (found.title, found.due_on, found.priority, found.people) == (
        f"Call {words} again", None, Priority.NORMAL, (),
    )  # fmt: skip


def test_a_name_nobody_answers_to_is_said() -> None:
    assert read("Call @nobody").unknown == ("nobody",)


@pytest.mark.parametrize(
    ("words", "rule", "day", "workdays"),
    [
        ("every day", "FREQ=DAILY", "2026-11-23", ""), ("每个工作日", "FREQ=DAILY", "2026-11-23", "only"),
        ("every friday", "FREQ=WEEKLY;BYDAY=FR", "2026-11-27", ""),
        ("每周一", "FREQ=WEEKLY;BYDAY=MO", "2026-11-23", ""),
        ("monthly 31/1", "FREQ=MONTHLY", "2026-11-23", ""), ("每月 12-31",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2026-12-31", ""),
    ],
)  # fmt: skip
def test_repetitions_are_understood(words: str, rule: str, day: str, workdays: str) -> None:
    found = read(f"Report {words}")

    assert (found.repeat, found.due_on, found.workdays) == (rule, date.fromisoformat(day), workdays)


def test_a_backslash_leaves_a_word_as_it_is() -> None:
    assert read(r"Talk about \#welcome \@li \tomorrow") == Understood("Talk about #welcome @li tomorrow")


@given(st.text(max_size=80))
def test_any_line_is_read_and_nothing_is_made_up(line: str) -> None:
    found = read(line)

    words = line.split()
    assert all(word in words or "\\" + word in words for word in found.title.split())
    assert all("#" + label in words or "＃" + label in words for label in found.labels)


LETTERS = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=127), min_size=8, max_size=12)
#: Words that mean nothing but themselves: "Saturday" is a day.
SAFE = LETTERS.filter(lambda word: read(word) == Understood(word))


@given(
    title=st.lists(SAFE, min_size=1, max_size=4), labels=st.lists(SAFE, max_size=3, unique=True),
    days=st.integers(0, 300), clock=st.none() | st.times(), priority=st.sampled_from(["low", "高", "urgent"]),
    order=st.randoms(use_true_random=False),
)  # fmt: skip
def test_parts_come_back_wherever_they_stand(title, labels, days, clock, priority, order) -> None:
    day = MONDAY + timedelta(days=days)
    parts = [f"#{label}" for label in labels] + ["@anna", f"!{priority}", day.isoformat()]
    parts += [clock.strftime("%H:%M")] if clock else []
    order.shuffle(parts)
    words = [*parts[:2], *title, *parts[2:]]

    found = read(" ".join(words))

    assert (found.title, set(found.labels), found.people) == (" ".join(title), set(labels), (2,))
    assert (found.due_on, found.due_time) == (day, clock.replace(second=0, microsecond=0) if clock else None)
