"""Taking out of a text what says who somebody is: addresses, links, handles, numbers, known names. Pure."""

import re
from collections.abc import Iterable

#: What stands where something was taken out: a sign every language reads.
GONE = "…"
_PATTERNS = (
    re.compile(r"!?\[[^\]\n]*\]\([^)\s]*\)"),  # Markdown links and pictures
    re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|net|org|cn|io|me|cc|top|xyz|shop|vip|info|app|dev|co)\b\S*", re.IGNORECASE),
    re.compile(r"(?:微信号?|微信|薇信|加?[vV][xX]?|[wW]e[cC]hat|QQ群?|[qQ][qQ]|电报|[tT]elegram|TG)\s*(?:号|群)?\s*[:：]?\s*"
               r"[a-zA-Z0-9_-]{5,}"),
    re.compile(r"@[^\s@,，。.!！?？:：;；()（）]+"),
    re.compile(r"\+?\d(?:[\s().-]?\d){6,}"),
)  # fmt: skip
_RUNS = re.compile(rf"{GONE}(?:\s*{GONE})+")


def anonymised(text: str, names: Iterable[str] = ()) -> str:
    """The text with everything taken out that names somebody; names shorter than two characters are left alone.

    Applying it twice changes nothing more.
    """
    known = sorted({name.strip().lstrip("@") for name in names} - {""}, key=len, reverse=True)
    for pattern in _PATTERNS:
        text = pattern.sub(GONE, text)
    for name in known:
        if len(name) > 1:
            text = re.sub(_whole(name), GONE, text, flags=re.IGNORECASE)
    return _RUNS.sub(GONE, text).strip()


def _whole(name: str) -> str:
    """The name where it stands for itself: letters and digits of its own alphabet do not touch it."""
    edge = r"[0-9A-Za-z_]"
    before = f"(?<!{edge})" if re.match(edge, name[0]) else ""
    after = f"(?!{edge})" if re.match(edge, name[-1]) else ""
    return f"{before}{re.escape(name)}{after}"
