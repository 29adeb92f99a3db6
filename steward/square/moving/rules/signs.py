"""Reactions of elsewhere in the square's signs."""

from steward.square.forum.enums import REACTIONS

_NAMES = {
    "+1": "👍", "thumbsup": "👍", "like": "👍", "favourite": "👍", "upvote": "👍", "ok_hand": "👍", "clap": "👍",
    "heart": "❤️", "hearts": "❤️", "love": "❤️", "blue_heart": "❤️", "heart_eyes": "❤️",
    "joy": "😂", "laughing": "😂", "laugh": "😂", "rofl": "😂", "smile": "😂", "grinning": "😂",
    "rolling_on_the_floor": "😂",
    "tada": "🎉", "hooray": "🎉", "party": "🎉", "rocket": "🎉", "fire": "🎉", "100": "🎉",
    "open_mouth": "😮", "astonished": "😮", "confused": "😮", "thinking": "😮", "thinking_face": "😮",
    "cry": "😢", "sob": "😢", "disappointed": "😢", "sad": "😢", "-1": "😢",
    "pray": "🙏", "thanks": "🙏", "bow": "🙏", "raised_hands": "🙏", "folded_hands": "🙏",
    "eyes": "👀",
}  # fmt: skip
#: What counts as a like, and stands for every sign nobody knows.
LIKE = REACTIONS[0]


def sign_of(word: str) -> str:
    """The sign of a reaction given as a name (`:tada:`, `tada::skin-tone-2`) or as itself."""
    word = word.strip().strip(":").partition("::")[0].lower()
    if word in REACTIONS:
        return word
    return _NAMES.get(word.removeprefix("emoji_"), LIKE)
