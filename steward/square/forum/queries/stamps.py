"""What cached pages hang on, read in one query."""

from typing import NamedTuple

from django.db import connection


class Stamp(NamedTuple):
    """The numbers of the last changes: of one topic (0 where none is meant or there is none), all lists, the frame."""

    topic: int
    square: int
    frame: int


# The journal's sequences and the topic's version in one statement: the journal's own `latest` would be a second query
# on the way of every page.
_SEQUENCES = "SELECT name, value FROM journal_sequence WHERE name IN ('square', 'frame')"
_TOPIC = f"{_SEQUENCES} UNION ALL SELECT 'topic', version FROM forum_topic WHERE id = %s"  # noqa: S608 (a constant)


def stamp_of(topic_id: int | None = None) -> Stamp:
    """The stamp of pages about a topic, or of lists."""
    with connection.cursor() as cursor:
        if topic_id is None:
            cursor.execute(_SEQUENCES)
        else:
            cursor.execute(_TOPIC, [topic_id])
        found = dict(cursor.fetchall())
    return Stamp(found.get("topic", 0), found.get("square", 0), found.get("frame", 0))
