"""A face for who has no picture: initials and one of twelve hues, the same for the same person everywhere."""

from hashlib import blake2s

HUES = 12


def initials(name: str) -> str:
    """One or two characters that stand for a name: 张伟 → 伟, 欧阳娜娜 → 娜娜, Ada Lovelace → AL, ada → A.

    Chinese friends call each other by the given name, so its end is shown, not the family name.
    """
    words = [word for word in "".join(c if c.isalnum() else " " for c in name).split() if word]
    if not words:
        return "?"
    if _is_han(words[0][0]):
        return words[0][-2:] if len(words[0]) > 2 else words[0][-1:]
    if len(words) == 1:
        return words[0][0].upper()
    return (words[0][0] + words[-1][0]).upper()


def hue(key: object) -> int:
    """A number from 0 to 11 that depends only on `key` (a stable id rather than a name, where there is one)."""
    return blake2s(str(key).encode(), digest_size=2).digest()[0] % HUES


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
