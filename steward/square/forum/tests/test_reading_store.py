"""What is kept in memory: bounded, exact by its stamp, cut at slots that nobody can forge."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from steward.square.forum.pages import Cooked, Store, slot

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_only_the_stamp_it_was_made_after_finds_a_page() -> None:
    store = Store(1000)
    store.put("a", (1, 2), "old", 10)

    assert store.get("a", (1, 2), NOW) == "old"
    assert store.get("a", (1, 3), NOW) is None
    assert store.get("b", (1, 2), NOW) is None


def test_a_page_that_ends_by_itself_is_not_given_after_its_end() -> None:
    store = Store(1000)
    store.put("a", 1, "pinned", 10, NOW)

    assert store.get("a", 1, NOW - timedelta(seconds=1)) == "pinned"
    assert store.get("a", 1, NOW) is None


def test_what_was_used_longest_ago_goes_first() -> None:
    store = Store(30)
    for name in "abc":
        store.put(name, 1, name, 10)
    store.get("a", 1, NOW)
    store.put("d", 1, "d", 10)

    assert [store.get(name, 1, NOW) for name in "abcd"] == ["a", None, "c", "d"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60)), max_size=60))
def test_it_never_holds_more_than_its_limit_and_counts_right(puts: list[tuple[int, int]]) -> None:
    store = Store(100)
    for key, size in puts:
        store.put(key, 1, size, size)

    held = [store.get(key, 1, NOW) for key in range(6)]
    assert store.held == sum(size for size in held if size is not None) <= 100


@given(st.lists(st.text(alphabet="ab<>:0123\u2063", max_size=12), min_size=1, max_size=6))
def test_filling_slots_gives_back_every_text_between_them(texts: list[str]) -> None:
    html = "".join(f"{text}{slot('tools', number)}" for number, text in enumerate(texts))

    cooked = Cooked.of(html)

    assert cooked.slots == tuple(("tools", number) for number in range(len(texts)))
    assert cooked.fill(lambda name, number: f"[{name}{number}]") == "".join(
        f"{text}[tools{number}]" for number, text in enumerate(texts)
    )


def test_a_content_is_drawn_once_for_all_to_whom_the_same_applies() -> None:
    cooked, drawn = Cooked.of("x"), []

    def draw() -> str:
        drawn.append(1)
        return "tools"

    assert [cooked.variant(("tools", 1, True), draw) for _reader in range(3)] == ["tools"] * 3
    assert len(drawn) == 1


def test_drawings_joined_are_one_drawing() -> None:
    joined = Cooked.joined(
        [Cooked.of(f"<li>{slot('row', 1)}</li>"), Cooked.of(f"<li>{slot('row', 2)}</li>")], "<ol>", "</ol>"
    )

    assert joined.fill(lambda _name, number: str(number)) == "<ol><li>1</li><li>2</li></ol>"
