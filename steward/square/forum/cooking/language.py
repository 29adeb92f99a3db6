"""Guessing the language of a post, for fonts, line breaks and voices. A guess: "" when there is little to go by."""

import re

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_WORD = re.compile(r"[a-z']+")
_ENGLISH = frozenset({
    "the", "a", "an", "and", "or", "but", "of", "to", "in", "on", "at", "for", "with", "from", "is", "are", "was",
    "were", "be", "been", "it", "its", "this", "that", "i", "you", "he", "she", "we", "they", "my", "your", "not",
    "no", "do", "does", "did", "have", "has", "had", "can", "will", "would", "if", "so", "as", "by", "what", "how",
    "when", "where", "who", "there", "here", "just",
})  # fmt: skip


def language_of(text: str) -> str:
    """Of plain text: "zh", "en", "ja", "ko" or "", by its script; Latin script is English when its small words are."""
    text = text[:2000].lower()
    han, kana, hangul = (len(pattern.findall(text)) for pattern in (_HAN, _KANA, _HANGUL))
    words = _WORD.findall(text)
    if han + kana + hangul >= max(1, len(words)) * 0.5:
        if hangul > han + kana:
            return "ko"
        return "ja" if kana > 0.1 * (han + kana) else "zh"
    return "en" if words and sum(word in _ENGLISH for word in words) >= len(words) * 0.12 else ""
