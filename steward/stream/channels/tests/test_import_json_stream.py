"""The reader of large JSON files gives what `json.loads` gives, and reads on behind what is broken."""

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers.json_stream import Head, iter_array, iter_json
from steward.stream.channels.tests.readings import entry_of

scalars = (
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.sampled_from(['"', "\\", '\\"', "]}"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text().filter(lambda key: key != "messages"), inner),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(values, max_size=8), values, st.integers(1, 64), st.sampled_from([None, 1]), st.booleans())
def test_elements_are_those_of_json_loads_for_any_chunking(elements, other, chunk, indent, ascii_only) -> None:
    document = {"name": other, "messages": elements, "after": other}
    data = json.dumps(document, indent=indent, ensure_ascii=ascii_only).encode()

    head, *found = iter_json(entry_of(data), ("messages",), chunk=chunk)

    assert isinstance(head, Head)
    assert (head.key, head.depth) == ("messages", 1)
    assert found == elements


@settings(max_examples=150, deadline=None)
@given(st.lists(values, max_size=8), st.integers(1, 64))
def test_a_file_that_is_one_array_is_read_for_any_chunking(elements, chunk) -> None:
    data = json.dumps(elements).encode()

    assert list(iter_json(entry_of(data), ("",), chunk=chunk))[1:] == elements


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text('{}[]",:\\1 \n', max_size=300).map(str.encode), st.integers(1, 40))
def test_garbage_becomes_bad_records_and_never_an_exception(data: bytes, chunk: int) -> None:
    assert isinstance(list(iter_json(entry_of(data), ("", "messages"), chunk=chunk)), list)


@pytest.mark.parametrize("chunk", [7, 1 << 20])
def test_heads_say_what_stands_before_each_array(chunk: int) -> None:
    chats = [{"name": "a", "id": 1, "messages": [1]}, {"name": "b", "id": 2, "messages": [2, 3]}]
    data = json.dumps({"about": "x", "chats": {"about": "y", "list": chats}}).encode()

    assert list(iter_json(entry_of(data), ("messages",), chunk=chunk)) == [
        Head({"name": "a", "id": 1}, "messages", 4),
        1,
        Head({"name": "b", "id": 2}, "messages", 4),
        2,
        3,
    ]


MESSAGES = [
    {"id": number, "type": "post", "text": 'said "hello" 你好', "author": {"id": 7, "roles": []}, "files": [{"id": 1}]}
    for number in range(30_000)
]
DAMAGE = {
    "a bare word": (b'"author"', b"author"),
    "a missing quote": (b'hello\\"', b'hello"'),
    "a missing end of text": (b'\\" \xe4\xbd\xa0\xe5\xa5\xbd"', b'\\" \xe4\xbd\xa0\xe5\xa5\xbd'),
    "a missing brace": (b'"roles": []}', b'"roles": []'),
    "a brace too many": (b'"roles": []', b'"roles": []}'),
}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("damage", DAMAGE)
def test_three_broken_records_of_many_are_listed_and_the_others_read(damage: str, indent: int | None) -> None:
    data = json.dumps({"messages": MESSAGES}, indent=indent, ensure_ascii=False).encode()
    old, new = DAMAGE[damage]
    if indent and damage == "a missing brace":
        old, new = b'"roles": []\n   }', b'"roles": []\n   '
    broken = (100, 15_000, 29_998)
    for number in broken:
        at = data.index(old, data.index(b'"id": %d,' % number))
        data = data[:at] + new + data[at + len(old) :]

    found = list(iter_json(entry_of(data), ("messages",)))[1:]

    bad = [item for item in found if isinstance(item, BadRecord)]
    assert [(item.position, item.reason) for item in bad] == [(f"item {number + 1}", "not-json") for number in broken]
    assert [item for item in found if not isinstance(item, BadRecord)] == [
        message for message in MESSAGES if message["id"] not in broken
    ]


def test_the_raw_text_of_a_broken_record_is_kept() -> None:
    (bad,) = [
        item for item in iter_array(entry_of(b'[{"a": 1}, {"b": oops}, {"c": 3}]')) if isinstance(item, BadRecord)
    ]

    assert bad == BadRecord("file.json", "item 2", "not-json", "", '{"b": oops}')


@pytest.mark.parametrize("size", [40, 2 << 20])
def test_of_a_truncated_file_everything_before_the_cut_is_read(size: int) -> None:
    data = json.dumps([{"n": number, "pad": "x" * 20} for number in range(100_000)]).encode()[:size]

    *found, bad = iter_array(entry_of(data))

    assert found == [{"n": number, "pad": "x" * 20} for number in range(len(found))]
    assert isinstance(bad, BadRecord)
    assert (bad.reason, bad.position) == ("truncated", f"item {len(found) + 1}")


def test_a_record_of_a_hundred_megabytes_is_left_out_without_being_held_in_memory() -> None:
    small = json.dumps({"id": 1, "type": "post"}).encode()
    data = b"[" + small + b',{"id": 2, "type": "' + b"x" * (100 << 20) + b'"},' + small + b"," + small + b"]"

    tracemalloc.start()
    found = list(iter_array(entry_of(data)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [item.reason if isinstance(item, BadRecord) else item["id"] for item in found] == [1, "too-long", 1, 1]
    # The reader's window doubles while it looks for the end of a record.
    assert peak < 200 << 20


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_json_in_other_encodings_is_read(encoding: str) -> None:
    messages = [{"text": "今天天气怎么样？很好，谢谢。" * 3, "id": 1, "type": "乗瀄"}]

    assert list(iter_array(entry_of(json.dumps(messages, ensure_ascii=False).encode(encoding)))) == messages


def test_lone_surrogates_and_nul_do_not_lose_a_record() -> None:
    assert list(iter_array(entry_of(b'[{"a": "x\\ud83d!"}, {"a": "\\ud83d\\ude00"}]'))) == [
        {"a": "x\ufffd!"},
        {"a": "😀"},
    ]
