"""Putting posts into another topic, and back: numbers in the order of time, read marks that stay true."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F

from steward.foundation.kernel.text import cut
from steward.square.forum.actions.ledger import changed_since, gone
from steward.square.forum.models import Post, ReadMark, Topic
from steward.square.forum.rules.words import words_of

#: While posts change their numbers they stand this far away, so that no two ever share one.
ASIDE = 1_000_000_000
CHUNK = 500
_PLACE = "UPDATE forum_post SET topic_id = %s, number = %s WHERE id = %s"


class Seat(NamedTuple):
    """Where a post stands."""

    post: int
    topic: int
    number: int


def gather(post_ids: Iterable[int], target: Topic) -> dict[str, Any]:
    """Put the posts into the target and number all of it anew in the order of time; both topics are locked.

    Returns what `scatter` needs: seats (post, topic before, number before, number after) of every post that moved or
    got another number, the highest number of the target before and after, read marks (account, before, after), and
    how the topic began, where another post opens it now.
    """
    arriving = set(post_ids)
    rows = [*_seats(arriving), *(seat for seat in _seats_in(target.pk) if seat.post not in arriving)]
    times = {pk: at for part in _parts([row.post for row in rows])
             for pk, at in Post.objects.filter(pk__in=part).values_list("pk", "created_at")}  # fmt: skip
    rows.sort(key=lambda row: (times[row.post], row.post))
    placed = list(enumerate(rows, 1))
    moves = [(row, number) for number, row in placed if (row.topic, row.number) != (target.pk, number)]
    marks = _marks_after([(row.number, number) for number, row in placed if row.topic == target.pk], target)
    _seat([Seat(row.post, target.pk, number) for row, number in moves])
    highest, target.highest_number = target.highest_number, len(rows)
    target.save(update_fields=["highest_number"])
    _mark(target.pk, {account: after for account, before, after in marks if before != after})
    return {
        "to": target.pk,
        "seats": [[row.post, row.topic, row.number, number] for row, number in moves],
        "highest": [highest, target.highest_number],
        "marks": marks,
        "opening": _open_anew(target, rows[0].post) if rows[0].topic != target.pk else None,
    }


def scatter(kept: dict[str, Any]) -> tuple[Topic, list[int]]:
    """Undo `gather`: every post has its old topic and number again; returns the target and all topics concerned.

    What was written in the target since stays there, after its own posts; an answer to a post that goes back goes with
    it. Raises Invalid when something of it is gone or was moved again.
    """
    ids = {kept["to"], *(seat[1] for seat in kept["seats"])}
    topics = {row.pk: row for row in Topic.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")}
    if ids - topics.keys():
        raise gone()
    target = topics[kept["to"]]
    seats = _standing(kept["seats"], target)
    late = _settled(_latecomers(target, kept["highest"][1], seats), topics, kept)
    turned = _turned(target, kept["highest"][1], seats, late)
    _seat([*(Seat(post, topic, number) for post, topic, number, _after in seats), *late])
    _put_marks_back(kept, turned)
    if kept["opening"]:
        _open_as_before(target, kept["opening"])
    return target, sorted(topics)


def _standing(seats: list[list[int]], target: Topic) -> list[list[int]]:
    """The seats of posts that still exist; refuses when one of them was moved again."""
    now = {seat.post: seat for seat in _seats(seat[0] for seat in seats)}
    if any(now[s[0]].topic != target.pk or now[s[0]].number != s[3] for s in seats if s[0] in now):
        raise changed_since()
    return [seat for seat in seats if seat[0] in now]


def _latecomers(target: Topic, highest: int, seats: list[list[int]]) -> list[tuple[int, int]]:
    """Posts written in the target since, in order, each with the topic it belongs to now."""
    homes = {seat[0]: seat[1] for seat in seats if seat[1] != target.pk}
    found = []
    rows = Post.objects.filter(topic=target, number__gt=highest).order_by("number")
    for pk, answered in rows.values_list("pk", "reply_to_id"):
        home = homes.get(answered or 0, target.pk)
        if home != target.pk:
            homes[pk] = home
        found.append((pk, home))
    return found


def _settled(latecomers: list[tuple[int, int]], topics: dict[int, Topic], kept: dict[str, Any]) -> list[Seat]:
    """Seats for the latecomers after the highest number of their topic, which is raised."""
    topics[kept["to"]].highest_number = kept["highest"][0]
    found = []
    for post, home in latecomers:
        topics[home].highest_number += 1
        found.append(Seat(post, home, topics[home].highest_number))
    for topic in topics.values():
        topic.save(update_fields=["highest_number"])
    return found


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _seats(post_ids: Iterable[int]) -> Iterable[Seat]:
    for part in _parts(sorted(set(post_ids))):
        yield from (Seat(*row) for row in Post.objects.filter(pk__in=part).values_list("pk", "topic_id", "number"))


def _seats_in(topic_id: int) -> Iterable[Seat]:
    return (Seat(*row) for row in Post.objects.filter(topic=topic_id).values_list("pk", "topic_id", "number"))


def _seat(seats: Sequence[Seat]) -> None:
    """Give posts their topic and number, in two steps, because no two posts of a topic may ever share a number."""
    for part in _parts([seat.post for seat in seats]):
        Post.objects.filter(pk__in=part).update(number=F("number") + ASIDE)
    with connection.cursor() as cursor:  # a hundred times faster than bulk_update, on both databases
        cursor.executemany(_PLACE, [(seat.topic, seat.number, seat.post) for seat in seats])


def _marks_after(numbers: list[tuple[int, int]], target: Topic) -> list[list[int]]:
    """Read marks of the target as (account, before, after): at the last post read of those read without a gap."""
    marks = []
    rows = ReadMark.objects.filter(topic=target).order_by("account_id").values_list("account_id", "number")
    for account, mark in rows:
        unread = min((new for old, new in numbers if old > mark), default=ASIDE)
        read = max((new for old, new in numbers if old <= mark and new < unread), default=0)
        marks.append([account, mark, read])
    return marks


def _mark(topic_id: int, numbers: dict[int, int]) -> None:
    rows = list(
        ReadMark.objects.select_for_update(no_key=True).filter(topic=topic_id, account__in=numbers).order_by("pk")
    )
    for row in rows:
        row.number = numbers[row.account_id]
    ReadMark.objects.bulk_update(rows, ["number"], batch_size=CHUNK)


def _turned(target: Topic, highest: int, seats: list[list[int]], late: list[Seat]) -> list[tuple[int, int]]:
    """(number now, number after the undo) of every post that is the target's then."""
    moved = {seat[0] for seat in seats}
    now = {seat.post: seat.number for seat in _seats_in(target.pk)}
    kept = [(number, number) for post, number in now.items() if post not in moved and number <= highest]
    back = [(after, before) for _post, topic, before, after in seats if topic == target.pk]
    return [*kept, *back, *((now[seat.post], seat.number) for seat in late if seat.topic == target.pk)]


def _put_marks_back(kept: dict[str, Any], turned: list[tuple[int, int]]) -> None:
    """Read marks as they were; who has read on since keeps that, counted in the old numbers."""
    known = {account: (before, after) for account, before, after in kept["marks"]}
    numbers = {}
    for account, mark in ReadMark.objects.filter(topic=kept["to"]).values_list("account_id", "number"):
        before, after = known.get(account, (0, -1))
        read = max((old for new, old in turned if new <= mark), default=0)
        numbers[account] = before if mark == after else max(before, read)
    _mark(kept["to"], numbers)


def _open_anew(topic: Topic, first_id: int) -> list[Any]:
    """Let author, day and excerpt follow another first post; returns what they were."""
    was = [topic.author_id, topic.created_at.isoformat(), topic.excerpt]
    first = Post.objects.get(pk=first_id)
    topic.author_id, topic.created_at, topic.excerpt = first.author_id, first.created_at, excerpt_of(first)
    topic.save(update_fields=["author_id", "created_at", "excerpt"])
    return was


def _open_as_before(topic: Topic, was: list[Any]) -> None:
    """Author, day and excerpt as they were; anew where the first post was edited or given away meanwhile."""
    first = Post.objects.filter(topic=topic).order_by("number").first()
    topic.author_id, topic.created_at, topic.excerpt = was[0], datetime.fromisoformat(was[1]), was[2]
    if first is not None and excerpt_of(first)[:60] != topic.excerpt[:60]:
        topic.excerpt = excerpt_of(first)
    if first is not None:
        topic.author_id = first.author_id
    topic.save(update_fields=["author_id", "created_at", "excerpt"])


def excerpt_of(post: Post) -> str:
    """The first words of a post, in one line."""
    return cut(" ".join(words_of(post.cooked).split()), 240)
