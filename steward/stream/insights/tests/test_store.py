"""Stored answers are never stale: after anything that can happen they equal the raw ones."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.stream.insights.engine.engines import DuckDB, raw
from steward.stream.insights.engine.rollups import MOST_ONCE
from steward.stream.insights.engine.store import Store
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.enums import Grain
from steward.stream.insights.metrics.registry import QUERIES
from steward.stream.insights.tests.small import Act, SmallLake, noon
from steward.stream.insights.tests.strategies import MEMBERS, acts, lakes

WINDOWS = (
    Window(date(2024, 2, 3), date(2024, 4, 14)),
    Window(date(2024, 2, 1), date(2024, 5, 1), Grain.MONTH),
    Window(date(2024, 2, 5), date(2024, 4, 15), Grain.WEEK),
    Window(date(2024, 3, 20), date(2024, 4, 10), Grain.DAY),
)
PARTS = 8
SCOPES = (Scope(), Scope(sources=(1,)), Scope(channels=(2, 3)), Scope(kinds=("post", "join")), Scope(segment=(1, 2, 6)))


def comparable(rows, window):
    """Rows inside the window in a fixed order; empty steps are as good as absent ones."""
    first, last = window.number_of(window.since), window.number_of(window.until - timedelta(days=1))
    inside = [row for row in rows if "step" not in row or first <= row["step"] <= last]
    plain = [tuple(round(v, 9) if isinstance(v, float) else v for v in row.values()) for row in inside]
    return sorted(plain, key=repr)


def assert_equal_to_raw(lake: SmallLake, folder: Path, scope: Scope, window: Window, part: int) -> None:
    """One query in so many of all, so that the test stays short and every query has its turn."""
    store = Store(lake, folder)
    engine = DuckDB(lake.connect())
    for query in list(QUERIES.values())[part::PARTS]:
        stored = comparable(store.answer(query, window, scope), window)
        assert stored == comparable(raw(engine, query, window, scope), window), (query.key, window, scope)
    store.save()


changes = st.one_of(
    st.tuples(st.just("late"), st.integers(100, 10_000).flatmap(acts)),
    st.tuples(st.just("edit"), st.tuples(st.integers(0, 99), st.sampled_from(("post", "comment", "leave")))),
    st.tuples(st.just("remove"), st.integers(0, 99)),
    st.tuples(st.just("merge"), st.tuples(st.integers(1, MEMBERS), st.integers(1, MEMBERS))),
    st.tuples(st.just("erase"), st.integers(1, MEMBERS)),
    st.tuples(st.just("hide"), st.integers(1, MEMBERS)),
    st.tuples(st.just("leave"), st.integers(1, MEMBERS)),
)


def change(lake: SmallLake, verb: str, what) -> None:
    """Let something happen to the community."""
    from dataclasses import replace

    keys = sorted(lake.acts)
    if verb == "late":
        lake.add(what)
    elif verb == "edit" and keys:
        lake.edit(keys[what[0] % len(keys)], kind=what[1])
    elif verb == "remove" and keys:
        del lake.acts[keys[what % len(keys)]]
    elif verb == "merge" and what[0] in lake.faces:
        lake.merge(*what)
    elif verb == "erase":
        lake.erase(what)
    elif verb == "hide" and what in lake.faces:
        lake.faces[what] = replace(lake.faces[what], do_not_profile=True)
    elif verb == "leave" and what in lake.faces:
        lake.stays.append((1, what, None, noon("2024-03-30")))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    lake=lakes(),
    history=st.lists(changes, min_size=1, max_size=4),
    scope=st.sampled_from(SCOPES),
    window=st.sampled_from(WINDOWS),
    part=st.integers(0, PARTS - 1),
)
def test_whatever_happens_the_stored_answer_equals_the_raw_one(lake, history, scope, window, part):
    with tempfile.TemporaryDirectory() as folder:
        assert_equal_to_raw(lake, Path(folder), scope, window, part)
        for verb, what in history:
            change(lake, verb, what)
            assert_equal_to_raw(lake, Path(folder), scope, window, part)


@pytest.fixture
def lake() -> SmallLake:
    """Three months; member 1 everywhere, member 2 in March only."""
    lake = SmallLake()
    lake.add(Act(1, noon("2024-01-10"), 1), Act(2, noon("2024-02-10"), 1), Act(3, noon("2024-03-10"), 1))
    lake.add(Act(4, noon("2024-03-11"), 2), Act(5, noon("2024-03-12"), 3))
    return lake


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (folder / "member_day").glob("*.parquet")}


def test_a_late_arrival_touches_only_its_own_month(lake, tmp_path):
    window = Window(date(2024, 1, 1), date(2024, 4, 1), Grain.MONTH)
    Store(lake, tmp_path).answer(QUERIES["active"], window, Scope())
    before = files(tmp_path)

    lake.add(Act(6, noon("2024-02-20"), 3))
    rows = Store(lake, tmp_path).answer(QUERIES["active"], window, Scope())

    assert [row["members"] for row in rows] == [1, 2, 3]
    assert sorted(name[:7] for name in files(tmp_path).keys() - before.keys()) == ["2024-02"]


def test_a_merge_touches_only_the_months_of_the_merged(lake, tmp_path):
    window = Window(date(2024, 1, 1), date(2024, 4, 1), Grain.MONTH)
    Store(lake, tmp_path).answer(QUERIES["active"], window, Scope())
    before = files(tmp_path)

    lake.merge(2, 3)
    rows = Store(lake, tmp_path).answer(QUERIES["active"], window, Scope())

    assert [row["members"] for row in rows] == [1, 1, 2]
    assert sorted(name[:7] for name in files(tmp_path).keys() - before.keys()) == ["2024-03"]


def test_a_second_process_computes_nothing_again(lake, tmp_path):
    window = Window(date(2024, 1, 1), date(2024, 4, 1), Grain.MONTH)
    first = Store(lake, tmp_path)
    rows = first.answer(QUERIES["lifecycle"], window, Scope())
    first.save()

    second = Store(lake, tmp_path)
    second.compute = None

    assert second.answer(QUERIES["lifecycle"], window, Scope()) == rows


def test_a_torn_shelf_is_computed_anew(lake, tmp_path):
    window = Window(date(2024, 1, 1), date(2024, 4, 1), Grain.MONTH)
    store = Store(lake, tmp_path)
    rows = store.answer(QUERIES["active"], window, Scope())
    store.save()
    (path,) = (tmp_path / "answers").glob("*.json")
    path.write_bytes(path.read_bytes()[:20])

    assert Store(lake, tmp_path).answer(QUERIES["active"], window, Scope()) == rows


def test_more_pasts_than_are_kept_at_hand_are_told_apart(lake, tmp_path):
    store, engine = Store(lake, tmp_path), DuckDB(lake.connect())
    windows = [Window(date(2024, 1, 1), date(2024, 3, 1) + timedelta(days=day)) for day in range(MOST_ONCE + 3)]

    for window in windows * 2:
        found = comparable(store.compute(QUERIES["parts_homes"], window, Scope()), window)
        assert found == comparable(raw(engine, QUERIES["parts_homes"], window, Scope()), window)


def test_rollups_of_earlier_states_are_swept_after_a_grace(lake, tmp_path):
    import os
    import time

    Store(lake, tmp_path).warm()
    old = set((tmp_path / "member_day").iterdir())
    lake.merge(2, 3)
    store = Store(lake, tmp_path)
    store.warm()
    for path in old:
        os.utime(path, (time.time() - 7200, time.time() - 7200))

    store.sweep()

    assert len(list((tmp_path / "member_day").iterdir())) == 3
    assert store.answer(QUERIES["active"], Window(date(2024, 3, 1), date(2024, 4, 1)), Scope()) == [
        {"step": 0, "members": 2}
    ]
