"""Threads of mails: order independent, every mail in exactly one, nobody its own ancestor."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from steward.stream.channels.importers.mail_threads import SUBJECT_WINDOW, Threads, Topic


class Note(NamedTuple):
    own: bytes
    references: tuple[bytes, ...]
    at: int
    topic: Topic


ids = st.sampled_from([f"m{number}".encode() for number in range(12)])
topics = st.builds(Topic, st.sampled_from([0, 7, 8]), st.booleans(), st.sampled_from([1, 2]))
notes = st.builds(
    Note, ids, st.lists(ids, max_size=4, unique=True).map(tuple), st.integers(0, 3 * SUBJECT_WINDOW), topics
)
# Same id and same second means the same mail: it then says the same.
sources = st.lists(notes, max_size=14, unique_by=lambda note: (note.own, note.at))


def _places(source: list[Note]):
    threads = Threads()
    for note in source:
        threads.add(note.own, list(note.references), note.at, note.topic)
    threads.build()
    return {(note.own, note.at): threads.place(index) for index, note in enumerate(source)}


@settings(max_examples=400, deadline=None)
@given(sources, st.randoms(use_true_random=False))
def test_the_order_of_the_mails_does_not_matter(source: list[Note], random) -> None:
    shuffled = list(source)
    random.shuffle(shuffled)

    assert _places(source) == _places(shuffled)


@settings(max_examples=400, deadline=None)
@given(sources)
def test_every_mail_is_in_one_thread_with_its_ancestors_and_each_thread_has_one_opener(source: list[Note]) -> None:
    places = _places(source)

    threads = {place.thread for place in places.values()}
    assert [sum(place.opens for place in places.values() if place.thread == name) for name in threads] == [1] * len(
        threads
    )
    keepers = {note.own: places[note.own, note.at] for note in source if not places[note.own, note.at].reused}
    for note in source:
        place = places[note.own, note.at]
        for reference in note.references:
            if reference in keepers:
                assert keepers[reference].thread == place.thread


@settings(max_examples=400, deadline=None)
@given(sources)
def test_nobody_is_its_own_ancestor(source: list[Note]) -> None:
    places = _places(source)
    parent: dict[bytes, bytes] = {}
    for note in source:
        place = places[note.own, note.at]
        if place.parent >= 0 and not place.reused:
            parent[note.own] = note.references[place.parent]

    for start in parent:
        seen = {start}
        mail = parent.get(start)
        while mail is not None:
            assert mail not in seen
            seen.add(mail)
            mail = parent.get(mail)


def test_mails_with_a_missing_parent_in_common_are_one_thread() -> None:
    places = _places(
        [
            Note(b"a", (b"gone",), 10, Topic(1, True, 1)),
            Note(b"b", (b"gone",), 20, Topic(2, True, 1)),
            Note(b"other", (), 15, Topic(3, False, 1)),
        ]
    )

    assert places[b"a", 10].thread == places[b"b", 20].thread != places[b"other", 15].thread
    assert (places[b"a", 10].parent, places[b"a", 10].opens, places[b"b", 20].opens) == (-1, True, False)


def test_a_reply_that_names_nobody_joins_by_its_subject_for_a_while() -> None:
    start = Note(b"a", (), 0, Topic(5, False, 1))
    soon = Note(b"b", (), SUBJECT_WINDOW, Topic(5, True, 1))
    late = Note(b"c", (), 3 * SUBJECT_WINDOW, Topic(5, True, 1))
    elsewhere = Note(b"d", (), 10, Topic(5, True, 2))
    again = Note(b"e", (), 20, Topic(5, False, 1))

    places = _places([start, soon, late, elsewhere])

    assert places[b"b", SUBJECT_WINDOW].thread == places[b"a", 0].thread
    assert len({places[note.own, note.at].thread for note in (start, late, elsewhere)}) == 3
    assert _places([start, again])[b"e", 20].thread != _places([start, again])[b"a", 0].thread


def test_the_same_mail_twice_is_repeated_and_another_with_its_id_is_reused() -> None:
    threads = Threads()
    for at in (10, 10, 20):
        threads.add(b"same", [], at, Topic(0, False, 1))
    threads.build()

    first, second, third = (threads.place(index) for index in range(3))
    assert (first.repeated, second.repeated, third.repeated) == (False, True, False)
    assert (first.reused, third.reused) == (False, True)
    assert first.thread != third.thread


def test_the_nearest_ancestor_that_is_here_is_the_parent() -> None:
    places = _places(
        [
            Note(b"root", (), 0, Topic(0, False, 1)),
            Note(b"leaf", (b"root", b"gone"), 9, Topic(0, True, 1)),
        ]
    )

    assert places[b"leaf", 9].parent == 0
    assert places[b"leaf", 9].thread == places[b"root", 0].thread
