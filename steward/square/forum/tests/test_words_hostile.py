"""What people who mean harm write: scripts, and texts that are slow to read."""

import json
import random
import re
import time
from pathlib import Path

import pytest

from steward.square.forum.cooking import cook
from steward.square.forum.cooking.code import LANGUAGES, coloured
from steward.square.forum.cooking.cook import LONGEST
from steward.square.forum.cooking.safety import TAGS
from steward.square.forum.tests.square import make_topic, make_viewer

SCHEMES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    " javascript:alert(1)", "\u0001javascript:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "%6Aavascript:alert(1)", "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>", "file:///etc/passwd", "livescript:alert(1)", "mocha:alert(1)",
    "jar:https://a.example!/x", "view-source:javascript:1", "blob:https://a.example/x", "intent://x#Intent;end",
    "ms-word:ofe|u|http://x", "javascript://%0aalert(1)",
]  # fmt: skip
PLACES = [
    "[x]({})", "![x]({})", "<{}>", "[x]: {}\n\n[x]", "[x](<{}>)", '[x](https://a.example "{}")',
    "[quote post={}]x[/quote]", "{}", "[![x]({})]({})",
]  # fmt: skip
MARKUP = [json.loads(line) for line in (Path(__file__).parent / "hostile.txt").read_text("utf-8").split("\n") if line]
PAYLOADS = MARKUP + [place.replace("{}", scheme) for scheme in SCHEMES for place in PLACES]
#: Every element and attribute that may come out, each with what it may be.
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
_KNOWN = {
    "href": re.compile(r"(?:https?://|mailto:|/(?!/)|#).*", re.DOTALL),
    "src": re.compile(r"/media/[\w.-]+"),
}
_ALLOWED = {
    "href", "rel", "class", "title", "src", "alt", "width", "height", "loading", "decoding", "tabindex", "start",
    "data-language", "data-video",
}  # fmt: skip


def harmless(html: str) -> None:
    """Nothing but known elements with known attributes; every other `<` was escaped."""
    assert "<" not in _TAG.sub("", html)
    for _slash, name, attributes in _TAG.findall(html):
        assert name in TAGS
        for attribute, value in _ATTRIBUTE.findall(attributes):
            assert attribute in _ALLOWED, attribute
            if attribute in _KNOWN:
                assert _KNOWN[attribute].fullmatch(value), value


def test_the_corpus_is_large():
    assert len(set(PAYLOADS)) >= 300


@pytest.mark.django_db
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_harmless(payload):
    for source in (payload, f"a {payload} b", f"> {payload}", f"**{payload}**", f"- {payload}\n\n{payload}"):
        harmless(cook(source).html)


def test_links_vouch_for_nothing():
    assert cook("[x](https://a.example)").html.count('rel="nofollow ugc noopener"') == 1


def _filled(unit: str, length: int = LONGEST) -> str:
    return (unit * (length // len(unit) + 1))[:length]


UNITS = [
    "[", "]", "(", ")", "![", "[[", "[]", "[](", "[a](", "[a][", "](", "<", ">", "*", "**", "***", "_", "__", "*a",
    "a*", "**a", "`", "``", "~", "~~", "~~a", "|", "||", "||a", "|a", "|-", "@", "@a", "@张", "@[", ":", ":a",
    ":a:", ":smile:", "&", "&amp;", "&#", "\\", "\\*", "!", "#", "+", "=", "---", "```", "~~~", "[quote]", ":::",
    "http://", "http://a", "https://a.b/", "://", "//a", "mailto:", "www.", "<http://", "<a", "<!--", "<![CDATA[",
    "<?", "[a]:", "[a](<", "[a]((", "![](/media/", "[![a](b)](c)", "||a||", "||*||", "*||", "~~*~~", "[*", "*[",
    "`*`", "http://[", "http://a(", "https://中", "中**", "**中**", "😀", "\u200b", '"', "'", "<b>", "ftp://a",
]  # fmt: skip
LINES = [
    "\n", "\n\n", "> ", ">", ">>", "> - ", "- ", "- > ", "- a\n", "1. a\n", "+ a\n", "# a\n", "    a\n", "a\n",
    "a\n\n", "a\n=\n", "---\n", "```\n", "[quote]\n", "[/quote]\n", "[quote][/quote]\n", ":::spoiler\n",
    ":::spoiler\n:::\n", ":::\n", "[a]: b\n", "[a]: <b> 'c'\n", "- [ ] a\n", ">a\n", "a|b\n", "|a|b|\n|-|-|\n",
    "|-|\n", "||a|| ", "a  \n", "a\\\n", "*\n+\n-\n", ">\n", "\t- a\n", "` `", "@a ", " ",
]  # fmt: skip


def _shapes() -> dict[str, str]:
    dice = random.Random(1)
    row = "|a" * 250 + "|\n"
    return {
        "quotations in each other": "".join(">" * level + " a\n" for level in range(250)),
        "lists in each other": "".join("  " * level + "- a\n" for level in range(170)),
        "ticks of every length": "".join("`" * length + " " for length in range(1, 250)),
        "links in each other": "[a" * 8000 + "](b)" * 3900,
        "pictures in each other": "![a" * 6000 + "](b)" * 3400,
        "brackets": "[" * 15_900 + "a" + "]" * 15_900,
        "a wide empty table": row + row.replace("a", "-") + _filled("|\n", 30_000),
        "a long empty table": "|a|b|c|\n|-|-|-|\n" + _filled("|\n", 31_900),
        "a long full table": "|a|b|c|\n|-|-|-|\n" + _filled("|x|y|z|\n", 31_900),
        "definitions": "".join(f"[a{number}]: b{number}\n" for number in range(2200)),
        "signs at random": "".join(dice.choices('[]()*_`~|<>!@:\\\n #-+>"&;a中 ', k=LONGEST)),
        "parts at random": "".join(dice.choices([*UNITS, *LINES], k=8000))[:LONGEST],
        "a million brackets": "[" * 1_000_000,
        "a million ampersands": "&" * 1_000_000,
        "a megabyte of paragraphs": "\n\na" * 300_000,
        "a megabyte of links": "https://a.example/ " * 55_000,
    }


SLOW = {**{unit: _filled(unit) for unit in [*UNITS, *LINES]}, **_shapes()}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(SLOW))
def test_no_text_takes_more_than_a_second(name):
    began = time.process_time()

    cook(SLOW[name])

    assert time.process_time() - began < 1


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_code_is_coloured_in_time_whatever_it_says(language):
    dice = random.Random(language)
    for text in ('"' * 12_000, "/*" * 6_000, "\\\n" * 6_000, "(" * 12_000, "a" * 12_000,
                 "".join(dice.choices("\"'`/*#<>(){}[]\\\n ax1;:=$%", k=12_000))):  # fmt: skip
        began = time.process_time()

        coloured(text, language)

        assert time.process_time() - began < 0.9


@pytest.mark.django_db
def test_through_the_page_nothing_of_the_corpus_runs(client):
    """The page as a browser gets it: no element of a payload is one of the page, and the policy forbids the rest."""
    author = make_viewer()
    topic = make_topic(author=author, title="<script>alert(1)</script>", source="\n\n".join(MARKUP)[:30_000])

    response = client.get(f"/t/{topic.pk}/{topic.slug}/", follow=True)

    page = response.content.decode()
    assert response.status_code == 200
    assert "script-src 'self'" in response["Content-Security-Policy"]
    words = page[page.index('<div class="cooked post-words">') + 31 :]
    harmless(re.sub(r"<footer.*", "", words, flags=re.DOTALL).rpartition("</div>")[0])
    assert "<script>alert" not in page
    assert not re.search(r"<[a-z][^<>]*\son[a-z]+=", re.sub(r'"[^"<>]*"', '""', page))
