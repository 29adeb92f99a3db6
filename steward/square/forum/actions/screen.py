"""Asking the screens (upper rooms) before words are published."""

from dataclasses import replace

from django.utils.html import strip_tags

from steward.foundation.kernel.contracts import Draft, Screened
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Invalid
from steward.square.forum.actions.hold import Writer
from steward.square.forum.cooking import Cooked


def screened(
    who: Writer, source: str, cooked: Cooked, *, category_id: int, title: str = "", opens: bool = False,
    edits: int | None = None,
) -> Screened:  # fmt: skip
    """What all screens together say of the words: one that holds or replaces is enough.

    Raises Invalid (field "source") with the sentence of the first that refuses.
    """
    point = who.standpoint
    draft = Draft(
        kind="post",
        account_id=who.account_id,
        identity_id=who.identity_id,
        title=title,
        source=source,
        text=strip_tags(cooked.html),
        place=f"category:{category_id}",
        opens=opens,
        edits=edits,
        links=tuple(cooked.links),
        pictures=len(cooked.pictures),
        mentions=len(set(cooked.mentions)),
        language=cooked.language,
        level=point.level,
        is_team=point.is_team,
    )
    said = Screened()
    for screen in items("screens"):
        said = _both(said, screen(draft))
        if said.refuse:
            raise Invalid({"source": said.refuse})
        if said.source is not None:
            draft = replace(draft, source=said.source)
    return said


def _both(one: Screened, other: Screened) -> Screened:
    def settle(post_id: int) -> None:
        one.settle(post_id)
        other.settle(post_id)

    return Screened(
        refuse=one.refuse or other.refuse,
        hold=one.hold or other.hold,
        source=one.source if other.source is None else other.source,
        tags=(*one.tags, *other.tags),
        settle=settle,
    )
