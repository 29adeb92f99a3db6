"""Encodings, lines, dates and fields."""

import tracemalloc
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers.tables import iter_csv
from steward.stream.channels.importers.text import BadField, as_text, decode, iter_lines, parse_epoch, parse_iso
from steward.stream.channels.tests.readings import entry_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("群里的朋友们，大家好！", "utf-8"),
        ("群里的朋友们，大家好！", "utf-8-sig"),
        ("群里的朋友们，大家好！", "gb18030"),
        ("好", "gb18030"),
        ("Müller grüßt die Gäste aus Köln", "latin-1"),
        ("déjà vu à l'école", "latin-1"),
        ("plain", "ascii"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_named_encoding_is_believed_and_an_unknown_one_ignored() -> None:
    assert decode("日本語".encode("shift_jis"), "shift_jis") == "日本語"
    assert decode("ä".encode(), "no-such-encoding") == "ä"


@given(st.binary(max_size=200))
def test_any_bytes_become_text_without_nul(data: bytes) -> None:
    assert "\0" not in decode(data)


@given(st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"")), max_size=20))
def test_lines_are_those_of_splitlines(lines: list[bytes]) -> None:
    # A first byte that promises UTF-8 keeps the detection out of this.
    data = b"utf-8\n" + b"\r\n".join(lines)

    assert [line for _number, line in iter_lines(entry_of(data), encoding="latin-1")] == [
        line.decode("latin-1").encode() for line in data.replace(b"\r\n", b"\n").removesuffix(b"\n").split(b"\n")
    ]


def test_a_line_of_a_hundred_megabytes_is_one_bad_record_and_little_memory() -> None:
    data = b"one\n" + b"x" * (100 << 20) + b"\nthree\n"

    tracemalloc.start()
    found = list(iter_lines(entry_of(data)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [item[:2] if isinstance(item, BadRecord) else item for item in found] == [
        (1, b"one"),
        ("file.json", "line 2"),
        (3, b"three"),
    ]
    assert peak < 64 << 20


def test_utf_16_lines_are_read() -> None:
    assert list(iter_lines(entry_of("一\n二".encode("utf-16")))) == [(1, "一".encode()), (2, "二".encode())]


@pytest.mark.parametrize("value", [0, -1, "x", None, [], 10**12, float("nan"), float("inf"), "9" * 400])
def test_seconds_that_cannot_be_true_are_bad_dates(value: object) -> None:
    with pytest.raises(BadField) as problem:
        parse_epoch(value)
    assert problem.value.reason == "bad-date"


@pytest.mark.parametrize(
    "value", ["1969-12-31T00:00:00Z", "2999-01-01", "yesterday", None, 5, "0001-01-01T00:00:00+14:00"]
)
def test_texts_that_cannot_be_true_are_bad_dates(value: object) -> None:
    with pytest.raises(BadField) as problem:
        parse_iso(value, SHANGHAI)
    assert problem.value.reason == "bad-date"


def test_dates_come_out_in_utc() -> None:
    noon = datetime(2024, 5, 6, 12, tzinfo=UTC)
    assert parse_epoch(str(noon.timestamp())) == noon
    assert parse_iso("2024-05-06T12:00:00Z", SHANGHAI) == noon
    assert parse_iso("2024-05-06 20:00:00", SHANGHAI) == noon
    assert parse_iso("2024-05-06T12:00:00.000+00:00") == noon


def test_fields_of_the_wrong_type_are_not_turned_into_text() -> None:
    assert [as_text("a\0b"), as_text(None), as_text(5)] == ["ab", "", "5"]
    for value in ([], {}, True):
        with pytest.raises(BadField):
            as_text(value)


def test_rows_with_the_wrong_number_of_cells_are_bad_and_the_others_read() -> None:
    data = b'a,b\n1,2\n3\n"x\ny","z"\n'

    assert list(iter_csv(entry_of(data, "t.csv"))) == [
        {"a": "1", "b": "2"},
        BadRecord("t.csv", "line 3", "unknown-shape", "1 ≠ 2", "3"),
        {"a": "x\ny", "b": "z"},
    ]


def test_a_forgotten_quote_does_not_swallow_the_whole_table() -> None:
    rows = "".join(f"{number},text\n" for number in range(300_000))
    data = ('a,b\n1,"open\n' + rows).encode()

    found = list(iter_csv(entry_of(data, "t.csv")))

    assert [item.reason for item in found if isinstance(item, BadRecord)] == ["unknown-shape"]
    assert found[-1] == {"a": "299999", "b": "text"}
