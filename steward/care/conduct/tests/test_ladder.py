"""The ladder, the proportion and the anonymiser: pure, with properties."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.care.conduct.enums import WEIGHT, Level
from steward.care.conduct.rules.anonymous import GONE, anonymised
from steward.care.conduct.rules.ladder import Earlier, Violation, counted, suggest
from steward.care.conduct.rules.practice import LADDERS, Exemption, Practice, Rung, problems, read, takes_time, written
from steward.care.conduct.rules.proportion import asks_reason, band, distance, usual_level

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LEVELS = [level.value for level in Level if level != Level.NONE]


def before(days: float, level: str = "mute", effect: float | None = 0, counts: bool = True) -> Earlier:
    """A sanction imposed so many days before NOW, effective so many days later; None: never."""
    at = NOW - timedelta(days=days)
    return Earlier(level, at, None if effect is None else at + timedelta(days=effect), counts)


earlier_ones = st.lists(
    st.builds(
        before, st.floats(0, 800), st.sampled_from(LEVELS), st.none() | st.floats(0, 30), st.booleans()
    ),
    max_size=6,
)  # fmt: skip
violations = st.builds(
    lambda severity, low, span, machine: Violation(
        NOW, severity, LEVELS[low], LEVELS[min(low + span, 6)], machine_only=machine
    ),
    st.integers(1, 4), st.integers(0, 6), st.integers(0, 6), st.booleans(),
)  # fmt: skip
practices = st.builds(
    lambda key, first: replace(
        Practice(), ladder=LADDERS[key].rungs, window_days=LADDERS[key].window_days, effect_first=first,
        jumps={4: LADDERS[key].jump},
    ),
    st.sampled_from(sorted(LADDERS)), st.booleans(),
)  # fmt: skip
WIDE = Violation(NOW, 1)


@pytest.mark.parametrize(
    ("earlier", "step", "level", "hours"),
    [
        ([], 1, "hide", 0),
        ([before(30)], 2, "mute", 24),
        ([before(30), before(10)], 3, "mute", 168),
        ([before(30), before(10), before(5)], 4, "ban", 0),
        ([before(30), before(10), before(5), before(2)], 4, "ban", 0),
        ([before(366)], 1, "hide", 0),  # too long ago
        ([before(30, effect=None)], 1, "hide", 0),  # it never took effect
        ([before(30, effect=31)], 1, "hide", 0),  # it took effect only after this was written
        ([before(30, counts=False)], 1, "hide", 0),  # it was overturned
    ],
)
def test_the_community_ladder_goes_step_by_step(earlier, step, level, hours):
    found = suggest(earlier, WIDE, Practice())

    assert (found.step, found.level, found.hours) == (step, level, hours)


def test_the_reasons_say_what_counted_and_what_did_not():
    found = suggest([before(40), before(400), before(2, effect=9), before(3, counts=False)], WIDE, Practice())

    assert found.reasons == (
        "Violation 2 within 365 days; the one before was sanctioned on 22 Apr 2026.",
        "The first of them took effect on 22 Apr 2026.",
        "1 earlier sanction does not count: it had not taken effect when this was written.",
        "1 earlier sanction is too long ago to count.",
        "1 earlier sanction was overturned and does not count.",
    )


def test_grave_clauses_jump_and_a_machine_alone_bans_nobody():
    grave = Violation(NOW, 4, "mute", "ban")

    people, machine = suggest([], grave, Practice()), suggest([], replace(grave, machine_only=True), Practice())

    assert (people.step, people.level) == (4, "ban")
    assert (machine.step, machine.level, machine.hours) == (4, "suspend", 720)
    assert machine.reasons[-1] == "Only a machine has found this: a ban is not proposed."


def test_an_exemption_caps_what_is_proposed():
    found = suggest([before(3)], WIDE, Practice(), cap="warn")
    nothing = suggest([before(3)], WIDE, Practice(), cap="none")

    assert (found.level, found.hours, found.reasons[-1]) == (
        "warn", 0, "An exemption: for this member at most “warning” is proposed.",
    )  # fmt: skip
    assert (nothing.step, nothing.level) == (0, "none")


@settings(max_examples=60, deadline=None)
@given(earlier_ones, violations, practices, st.sampled_from(["", *LEVELS]))
def test_what_is_proposed_always_fits(earlier, violation, practice, cap):
    found = suggest(earlier, violation, practice, cap)

    weight = WEIGHT[Level(found.level)]
    assert weight <= WEIGHT[Level(violation.most)]
    assert weight >= WEIGHT[Level(violation.least)] or cap or violation.machine_only
    assert not cap or weight <= WEIGHT[Level(cap)]
    assert not (violation.machine_only and found.level == Level.BAN)
    assert takes_time(found.level) == (found.hours > 0)
    assert found.counted == counted(earlier, NOW, practice)
    assert all(one.counts and one in earlier for one in found.counted)
    assert found.reasons


@settings(max_examples=40, deadline=None)
@given(earlier_ones, violations, practices, st.randoms(use_true_random=False))
def test_order_and_overturned_sanctions_make_no_difference(earlier, violation, practice, random):
    shuffled = [one for one in earlier if one.counts]
    random.shuffle(shuffled)

    assert sorted(suggest(shuffled, violation, practice).counted, key=repr) == sorted(
        counted(earlier, NOW, practice), key=repr
    )
    assert suggest(shuffled, violation, practice).level == suggest(earlier, violation, practice).level


@settings(max_examples=60, deadline=None)
@given(earlier_ones, violations, practices)
def test_one_more_sanction_never_makes_it_milder(earlier, violation, practice):
    less = suggest(earlier, violation, practice)
    more = suggest([*earlier, before(1)], violation, practice)

    assert more.step >= less.step
    assert WEIGHT[Level(more.level)] >= WEIGHT[Level(less.level)]


@given(practices)
def test_settings_are_read_as_they_were_written(practice):
    assert read(written(practice)) == practice
    assert problems(practice) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ladder": ()}, "ladder"), ({"ladder": (Rung("mute"),)}, "ladder"), ({"ladder": (Rung("warn", 5),)}, "ladder"),
        ({"ladder": (Rung("ban"), Rung("warn"))}, "ladder"), ({"ladder": (Rung("none"),)}, "ladder"),
        ({"jumps": {4: 9}}, "jumps"), ({"window_days": 0}, "window_days"), ({"second_look": 101}, "second_look"),
        ({"decide_hours": (1, 2, 3)}, "decide_hours"), ({"scope": "moon"}, "scope"),
        ({"exemptions": (Exemption("role", ""),)}, "exemptions"), ({"appeal_days": 0}, "appeal_days"),
    ],
)  # fmt: skip
def test_settings_that_cannot_work_are_refused(changes, field):
    values = {"ladder": LADDERS["community"].rungs} | changes

    assert field in problems(replace(Practice(), **values))


def test_the_digital_services_act_lengthens_appeals():
    assert Practice().days_to_appeal == 15
    assert replace(Practice(), dsa=True).days_to_appeal == 180
    assert replace(Practice(), dsa=True, appeal_days=365).days_to_appeal == 365


@pytest.mark.parametrize(
    ("counts", "usual"),
    [({}, ""), ({"warn": 2}, ""), ({"warn": 2, "ban": 1}, "warn"), ({"warn": 1, "hide": 1, "ban": 1}, "hide"),
     ({"warn": 2, "mute": 2}, "warn"), ({"mute": 9, "ban": 1}, "mute")],
)  # fmt: skip
def test_the_usual_level_is_the_median(counts, usual):
    assert usual_level(counts) == usual


@given(st.dictionaries(st.sampled_from(LEVELS), st.integers(1, 9)), st.sampled_from(LEVELS))
def test_near_the_usual_and_inside_the_range_asks_for_nothing(counts, level):
    usual = usual_level(counts)

    assert asks_reason(level, usual, "remind", "ban") == (distance(level, usual) > 1)
    assert asks_reason(level, usual, "ban", "ban") == (level != "ban" or distance(level, usual) > 1)
    assert not asks_reason("none", usual, "ban", "ban")
    assert band(sum(counts.values())) <= 3


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Buy at https://shop.example/x?a=1 now", "Buy at … now"),
        ("write to Li.Wei@mail.example.cn!", "write to …!"),
        ("加微信：abc_12345 领红包", "加… 领红包"),
        ("@张三 你好，电话 138-0013-8000", "… 你好，电话 …"),
        ("Annabel likes Anna and anna", "Annabel likes … and …"),
        ("[name](/people/3/) and deals.shop/x", "… and …"),
        ("小明说，小明同学", "…说，…同学"),
        ("Nothing to hide, 3 of 12", "Nothing to hide, 3 of 12"),
    ],
)
def test_what_names_somebody_is_taken_out(text, left):
    assert anonymised(text, ["Anna", "小明", "x"]) == left


@given(st.text(max_size=200), st.lists(st.text(min_size=2, max_size=8), max_size=3))
def test_taking_out_twice_takes_out_nothing_more(text, names):
    once = anonymised(text, names)

    assert anonymised(once, names).count(GONE) <= once.count(GONE)
    for name in names:
        plain = name.strip().lstrip("@")
        if len(plain) > 1 and plain.isalpha() and plain.isascii():
            assert f" {plain} " not in f" {once} "
