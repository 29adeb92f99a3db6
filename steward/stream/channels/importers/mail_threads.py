"""Threads of mails as Jamie Zawinski describes them (https://www.jwz.org/doc/threading.html), for millions of mails.

Mails that name each other in `References` or `In-Reply-To`, directly or through mails that are missing, are one
thread. A thread that begins with a reply and whose subject was discussed in the same channel shortly before joins that
discussion; JWZ joins over any distance, which glues twenty years of "(no subject)" together.
The result does not depend on the order in which the mails were added. About 70 bytes are kept per mail.
"""

from array import array
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: How long after its last mail a discussion is still found by its subject alone.
SUBJECT_WINDOW = 60 * 86_400

_PRIME = 2**61 - 1
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_OPENS, _REPEATED, _REUSED = 1, 2, 4

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


def digest(text: bytes) -> int:
    """A 61-bit number that stands for a message id or a subject, the same on every machine and cheap to compute."""
    return int.from_bytes(text, "big") % _PRIME


class Place(NamedTuple):
    """Where a mail stands."""

    thread: str
    opens: bool  # the first mail of its thread
    parent: int  # index into the references given to `add`; -1: none of them is here; -2: it would answer itself
    repeated: bool  # the same mail was added before
    reused: bool  # another mail carries the same message id and keeps it
    is_reply: bool  # as its topic said
    at: int  # as given to `add`


class Topic(NamedTuple):
    """What a mail is about: digest of its base subject (0: none), whether it looks like a reply, its channel."""

    subject: int
    is_reply: bool
    channel: int


class Threads:
    """Add every mail, call `build`, then ask for their places in the order in which they were added."""

    def __init__(self) -> None:
        self._own = array("Q")
        self._at = array("q")
        self._subject = array("Q")
        self._replies = array("b")
        self._channel = array("q")
        self._references = array("Q")
        self._counts = array("q")
        self._built: _Built | None = None

    def add(self, own: bytes, references: list[bytes], at: int, topic: Topic) -> None:
        """Note a mail: its id, the ids it answers (oldest ancestor first), when it was written (seconds)."""
        self._own.append(digest(own))
        self._at.append(at)
        subject, is_reply, channel = topic
        self._subject.append(subject)
        self._replies.append(is_reply)
        self._channel.append(channel)
        self._references.extend(map(digest, references))
        self._counts.append(len(references))

    def build(self) -> None:
        """Find the threads (about 3 seconds per million mails)."""
        self._built = _build(
            _Mails(
                own=np.frombuffer(self._own, np.uint64),
                at=np.frombuffer(self._at, np.int64),
                subject=np.frombuffer(self._subject, np.uint64),
                replies=np.frombuffer(self._replies, bool),
                channel=np.frombuffer(self._channel, np.int64),
                references=np.frombuffer(self._references, np.uint64),
                counts=np.frombuffer(self._counts, np.int64),
            )
        )

        # Only times and replies are asked for again.
        self._own = self._subject = self._references = array("Q")
        self._channel = self._counts = array("q")

    def place(self, index: int) -> Place:
        """Where the mail that was added as number `index` stands. Raises `IndexError` for others."""
        built = self._built
        if built is None:
            raise IndexError(index)
        flags = built.flags[index]
        return Place(
            f"{built.thread[index]:016x}",
            bool(flags & _OPENS),
            built.parent[index],
            bool(flags & _REPEATED),
            bool(flags & _REUSED),
            bool(self._replies[index]),
            self._at[index],
        )


class _Mails(NamedTuple):
    """All mails as columns; `references` holds those of the first mail, and so on."""

    own: Hashes
    at: Numbers
    subject: Hashes
    replies: NDArray[np.bool_]
    channel: Numbers
    references: Hashes
    counts: Numbers


class _Built(NamedTuple):
    thread: memoryview
    parent: memoryview
    flags: memoryview


def _build(mails: _Mails) -> _Built:
    size = len(mails.own)
    first = _first_copies(mails)
    kept = np.flatnonzero(first == np.arange(size))
    reused = _reused(mails, kept)
    # Spread over 64 bits, or the new number would be that of a short id nearby.
    mails.own[reused] ^= (mails.at[reused].astype(np.uint64) + np.uint64(1)) * _SPREAD
    links = _Links.of(mails, kept)
    rank = np.empty(len(kept), np.int64)
    rank[np.lexsort((mails.own[kept], mails.at[kept]))] = np.arange(len(kept))
    parent = _without_cycles(links, rank)
    thread, opens = _name(mails, kept, _join_subjects(mails, kept, links.components(), rank), rank)
    flags = np.zeros(size, np.uint8)
    flags[kept[opens]] |= _OPENS
    flags[reused] |= _REUSED
    flags[first != np.arange(size)] |= _REPEATED
    names, parents = np.zeros(size, np.uint64), np.full(size, -1, np.int64)
    names[kept], parents[kept] = thread, parent
    return _Built(names[first].data, parents.data, flags.data)


def _first_copies(mails: _Mails) -> Numbers:
    """For each mail the first mail that is the same one: same id, same second."""
    order = np.lexsort((np.arange(len(mails.own)), mails.at, mails.own))
    own, at = mails.own[order], mails.at[order]
    new = np.ones(len(order), bool)
    new[1:] = (own[1:] != own[:-1]) | (at[1:] != at[:-1])
    first = np.empty(len(order), np.int64)
    first[order] = order[np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))]
    return first


def _reused(mails: _Mails, kept: Numbers) -> Numbers:
    """Mails whose id belongs to another, earlier mail."""
    order = kept[np.lexsort((mails.at[kept], mails.own[kept]))]
    own = mails.own[order]
    later: Numbers = order[1:][own[1:] == own[:-1]]
    return later


class _Links(NamedTuple):
    """Who names whom. Nodes are mails (`node` of each kept mail) and ids that are not here."""

    nodes: int
    node: Numbers
    child: Numbers  # kept mail, once per reference
    step: Numbers  # which of its references
    target: Numbers  # the node it names

    @classmethod
    def of(cls, mails: _Mails, kept: Numbers) -> "_Links":
        """Number the ids."""
        position = np.full(len(mails.own), -1, np.int64)
        position[kept] = np.arange(len(kept))
        starts = np.cumsum(mails.counts) - mails.counts
        child = position[np.repeat(np.arange(len(mails.own)), mails.counts)]
        step = np.arange(len(mails.references)) - np.repeat(starts, mails.counts)
        alive = child >= 0
        names, number = np.unique(np.concatenate((mails.own[kept], mails.references[alive])), return_inverse=True)
        return cls(len(names), number[: len(kept)], child[alive], step[alive], number[len(kept) :])

    def components(self) -> Numbers:
        """A number for each kept mail, equal for mails that are connected."""
        label = np.arange(self.nodes)
        a, b = self.node[self.child], self.target
        while True:
            before = label
            label = label.copy()
            low = np.minimum(before[a], before[b])
            np.minimum.at(label, before[a], low)
            np.minimum.at(label, before[b], low)
            while True:
                shorter = label[label]
                if np.array_equal(shorter, label):
                    break
                label = shorter
            if np.array_equal(label, before):
                return label[self.node]

    def parents(self) -> tuple[Numbers, Numbers]:
        """For each kept mail the nearest ancestor that is here, as a kept mail and as a step; -1 without one."""
        mail_at = np.full(self.nodes, -1, np.int64)
        mail_at[self.node] = np.arange(len(self.node))
        ancestor = mail_at[self.target]
        here = np.flatnonzero((ancestor >= 0) & (ancestor != self.child))
        mail, step = np.full(len(self.node), -1, np.int64), np.full(len(self.node), -1, np.int64)
        # Steps rise within a mail, and of several assignments to one place numpy keeps the last.
        mail[self.child[here]] = ancestor[here]
        step[self.child[here]] = self.step[here]
        return mail, step


def _without_cycles(links: _Links, rank: Numbers) -> Numbers:
    """The step of each mail's parent; where mails are each other's ancestors the earliest of them has none."""
    parent, step = links.parents()
    done: set[int] = set()
    # A cycle needs a mail that answers a later one, and those are few.
    for start in np.flatnonzero((parent >= 0) & (rank[parent] > rank)).tolist():
        path: dict[int, int] = {}
        mail = start
        while mail >= 0 and mail not in path and mail not in done:
            path[mail] = len(path)
            mail = int(parent[mail])
        if mail in path:
            cycle = [member for member, place in path.items() if place >= path[mail]]
            earliest = min(cycle, key=lambda member: int(rank[member]))
            parent[earliest], step[earliest] = -1, -2
        done.update(path)
    return step


def _join_subjects(mails: _Mails, kept: Numbers, component: Numbers, rank: Numbers) -> Numbers:
    """Components, after those that begin with a reply joined an earlier one of the same channel and subject."""
    order = np.lexsort((rank, component))
    starts = np.flatnonzero(np.diff(component[order], prepend=-1))
    root = order[starts]
    last = np.maximum.reduceat(mails.at[kept][order], starts) if len(order) else np.empty(0, np.int64)
    at, subject, channel = mails.at[kept[root]], mails.subject[kept[root]], mails.channel[kept[root]]
    replies = mails.replies[kept[root]]
    joined = np.arange(len(root))
    current = -1
    for index in np.lexsort((rank[root], channel, subject)).tolist():
        same = current >= 0 and subject[current] == subject[index] and channel[current] == channel[index]
        if same and subject[index] and replies[index] and at[index] - last[current] <= SUBJECT_WINDOW:
            joined[index] = current
            last[current] = max(last[current], last[index])
        else:
            current = index
    number = np.empty(len(kept), np.int64)
    number[order] = np.repeat(joined, np.diff(starts, append=len(order)))
    return number


def _name(mails: _Mails, kept: Numbers, thread: Numbers, rank: Numbers) -> tuple[Hashes, NDArray[np.bool_]]:
    """The lasting name of each mail's thread (its oldest known id, here or not) and whether the mail opens it."""
    order = np.lexsort((rank, thread))
    starts = np.flatnonzero(np.diff(thread[order], prepend=-1))
    root = kept[order[starts]]
    opens = np.zeros(len(kept), bool)
    opens[order[starts]] = True
    name = mails.own[root].copy()
    answers = mails.counts[root] > 0
    begin = (np.cumsum(mails.counts) - mails.counts)[root]
    name[answers] = mails.references[begin[answers]]
    names = np.empty(len(kept), np.uint64)
    names[order] = np.repeat(name, np.diff(starts, append=len(order)))
    return names, opens
