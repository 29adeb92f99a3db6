"""What converting a text needs to know beyond the text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _nowhere(_thread: str, _number: int) -> int | None:
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """`base` is the address of the text at its source: relative links are completed with it, without it they are text.

    `post_at` gives the post here that was post `number` of a thread there (Discourse quotes so), `thread` is the
    thread the text stands in, `names` maps account ids a Slack text may mention to people's names.
    """

    base: str = ""
    thread: str = ""
    post_at: Callable[[str, int], int | None] = _nowhere
    names: Mapping[str, str] = field(default_factory=dict)
