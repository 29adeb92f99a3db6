"""Quoting a post in a reply, in a form that reads well as it is."""

import re

from steward.foundation.kernel.text import cut

_INNER = re.compile(r"\[quote[^\]\n]*\].*?\[/quote\]\s*", re.DOTALL)
_SIGNS = re.compile(r"([\\\[\]*_`~|<>@:])")
_GAP = re.compile(r"\n\s*\n")
_LONGEST = 2000


def quotation(post_id: int, name: str, source: str) -> str:
    """The words of a post as the beginning of a reply: what it quotes itself is left out, the rest cut when long.

    > [张三](/p/12/)：
    > its words
    """
    own = (line for line in _INNER.sub("", source).splitlines() if not line.lstrip().startswith(">"))
    words = cut(_GAP.sub("\n\n", "\n".join(own)).strip(), _LONGEST).splitlines()
    shown = _SIGNS.sub(r"\\\1", " ".join(name.split())) or "#"
    return "\n".join([f"> [{shown}](/p/{post_id}/)：", *(f"> {line}".rstrip() for line in words), "", ""])
