"""The lists that come with Steward: modest beginnings, each file with the source of its words and their licence."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext_noop

from steward.care.screening.engine.records import WordListSpec

#: Raised when the files change, so that hits tell which words they were.
VERSION = 1
#: What the files call the lists, named here so that the translations know them.
TITLES = (
    gettext_noop("Advertising (Chinese)"),
    gettext_noop("Luring people elsewhere (Chinese)"),
    gettext_noop("Gambling (Chinese)"),
    gettext_noop("Fraud (Chinese)"),
    gettext_noop("Insults (Chinese)"),
    gettext_noop("Insults (English)"),
    gettext_noop("Advertising and fraud (English)"),
    gettext_noop("Ordinary words that only look like others"),
)
_NOT_LISTS = frozenset({"common_zh.txt"})


@dataclass(frozen=True, slots=True)
class BuiltinList:
    """A list with its papers; `title` is one of TITLES."""

    spec: WordListSpec
    title: str
    language: str
    source: str
    licence: str


@cache
def builtin_lists() -> tuple[BuiltinList, ...]:
    """All of them, by key."""
    folder = files(__package__) / "lists"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".txt") and one.name not in _NOT_LISTS)
    return tuple(read_list((folder / name).read_text(encoding="utf-8")) for name in names)


def read_list(text: str) -> BuiltinList:
    """A list from its file: lines "# name: value", then one word per line."""
    lines = text.splitlines()
    head = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    words = tuple(line.strip() for line in lines if line.strip() and not line.startswith("# "))
    spec = WordListSpec(
        head["key"],
        VERSION,
        words,
        allow=head.get("allow") == "yes",
        code=head.get("code", ""),
        pinyin=head.get("pinyin") == "yes",
        whole_words=head.get("whole_words", "yes") == "yes",
    )
    return BuiltinList(spec, head["title"], head.get("language", ""), head["source"], head["licence"])
