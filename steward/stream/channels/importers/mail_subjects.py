"""The subject behind "Re: [list] AW: …" (RFC 5256 §2.1, with the reply words that are used in practice)."""

import re

#: Reply and forward words: English, German, Dutch, Nordic, French, Spanish, Italian, Polish, Chinese, Japanese.
_WORDS = (
    r"re|aw|antw|antwort|sv|vs|rv|res?p|r|odp|ynt|fw|fwd|wg|tr|enc|i|回复|回覆|答复|答覆|回信|转发|轉寄|轉發|返信|転送"
)
_REPLY = re.compile(rf"\s*(?:{_WORDS})(?:\s*\[\d+\]|\s*\(\d+\)|\^\d+|\*\d+)?\s*[:：]\s*", re.IGNORECASE)
_TAG = re.compile(r"\s*\[[^\[\]]{1,60}\]\s*")
_FORWARDED = re.compile(r"\s*\(fwd\)$", re.IGNORECASE)
_LONGEST = 1_000


def base_subject(subject: str) -> tuple[str, bool]:
    """What the thread is about, in one line and lower case, and whether the subject says it is a reply.

    List tags such as `[R-SIG-Mac]` are taken off as long as something remains.
    """
    rest = " ".join(subject[:_LONGEST].split())
    is_reply = False
    while ":" in rest or "[" in rest or "：" in rest:
        reply = _REPLY.match(rest)
        if reply:
            rest, is_reply = rest[reply.end() :], True
            continue
        tag = _TAG.match(rest)
        if tag is None or tag.end() == len(rest):
            break
        rest = rest[tag.end() :]
    return (_FORWARDED.sub("", rest) if rest.endswith(")") else rest).lower(), is_reply


def title(subject: str) -> str:
    """The subject of a thread as a person reads it: without reply words and list tags."""
    rest = " ".join(subject[:_LONGEST].split())
    base = base_subject(rest)[0]
    return rest[len(rest) - len(base) :] if base and rest.lower().endswith(base) else rest
