"""Over the parsed text, before it is drawn: task lists, sources of quotations, lone links, and what is gathered."""

import re
from typing import TypeVar

from django.conf import settings
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from steward.square.forum.cooking.records import Findings

T = TypeVar("T", int, str)
_TASK = re.compile(r"\[([ xX])\][ \u3000]")
_PERMALINK = re.compile(r"/p/(\d{1,15})/?$")
_PICTURE = re.compile(r"/media/([A-Za-z0-9_-]{8,60})[./]")
_COLON = re.compile(r"[ ]*[:：][ ]*")
_OPENING = {"blockquote_open", "quote_open", "details_open"}
_CLOSING = {"blockquote_close", "details_close"}


def own_path(address: str) -> str:
    """The path of an address of ours ("" of any other): `/p/3/` of `https://here.example/p/3/`."""
    path = address.removeprefix(settings.BASE_URL)
    return path if path.startswith("/") and not path.startswith("//") else ""


def picture_key(address: str) -> str:
    """The key of the upload an address of ours shows, or ""."""
    hit = _PICTURE.match(own_path(address))
    return hit[1] if hit else ""


def tasks(state: StateCore) -> None:
    """`- [x] done`: the box becomes a sign that also reads well in a mail."""
    for before, here, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if before.type != "list_item_open" or here.type != "paragraph_open" or not inline.children:
            continue
        first = inline.children[0]
        if first.type == "text" and (hit := _TASK.match(first.content)):
            before.attrSet("class", "task")
            first.content = ("☐ " if hit[1] == " " else "☑ ") + first.content[hit.end() :]


def sources(state: StateCore) -> None:
    """A quotation that begins with a link to a post and a colon is one with a source, like `[quote post=…]`.

    > [张三](/p/12/)：
    > its words
    """
    for place, token in enumerate(state.tokens):
        if token.type != "blockquote_open" or state.tokens[place + 1].type != "paragraph_open":
            continue
        inline = state.tokens[place + 2]
        if source := _cited(inline):
            token.type, token.meta = "quote_open", source
            if not inline.children:
                state.tokens[place + 1].hidden = state.tokens[place + 3].hidden = True


def _cited(inline: Token) -> dict[str, object] | None:
    children = inline.children or []
    if not children or children[0].type != "link_open":
        return None
    hit = _PERMALINK.match(own_path(str(children[0].attrGet("href"))))
    end = next((place for place, child in enumerate(children) if child.type == "link_close"), 0)
    rest = children[end + 1 :]
    if not hit or not end or not rest or rest[0].type != "text" or not (colon := _COLON.match(rest[0].content)):
        return None
    rest[0].content = rest[0].content[colon.end() :]
    while rest and (rest[0].type in {"softbreak", "hardbreak"} or (rest[0].type == "text" and not rest[0].content)):
        rest.pop(0)
    inline.children = rest
    return {"post": int(hit[1]), "name": "".join(child.content for child in children[:end])}


def lone_links(state: StateCore) -> None:
    """A bare link that is a paragraph by itself may become a video or a preview."""
    for before, inline, after in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        children = inline.children or []
        if before.type != "paragraph_open" or before.level or len(children) != 3 or children[0].info != "auto":
            continue
        address = str(children[0].attrGet("href"))
        if address.startswith(("http://", "https://")) and not own_path(address):
            alone = Token("lone_link", "a", 0, meta={"address": address}, content=children[1].content)
            inline.children = [alone]
            before.hidden = after.hidden = True
            state.env["findings"].alone.append(address)


def gather(state: StateCore) -> None:
    """Mentions and words outside quotations; quotations, links and pictures anywhere."""
    found: Findings = state.env["findings"]
    quoted = 0
    for token in state.tokens:
        quoted += (token.type in _OPENING) - (token.type in _CLOSING)
        if token.type == "quote_open" and (post := token.meta["post"]):
            _once(found.quotes, post)
        if token.type == "inline":
            _note(token.children or [], found)
            if not quoted:
                _read(token.children or [], found)
                found.words.append(" ")


def _note(children: list[Token], found: Findings) -> None:
    linked = False
    for child in children:
        linked = child.type == "link_open" or (linked and child.type != "link_close")
        if child.type == "image":
            child.meta["linked"] = linked
            _link(str(child.attrGet("src")), found)
        elif child.type == "link_open":
            _link(str(child.attrGet("href")), found)
        elif child.type == "lone_link":
            _link(child.meta["address"], found)


def _link(address: str, found: Findings) -> None:
    if key := picture_key(address):
        _once(found.pictures, key)
    elif address.startswith(("http://", "https://", "//")) and not own_path(address):
        _once(found.links, address)


def _read(children: list[Token], found: Findings) -> None:
    hidden = False
    for child in children:
        hidden = child.type == "spoiler_open" or (hidden and child.type != "spoiler_close")
        if child.type == "mention":
            _once(found.mentions, child.meta["person"].account_id)
        if not hidden and child.type in {"text", "code_inline", "mention", "plain"}:
            found.words.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            found.words.append(" ")


def _once(kept: list[T], new: T) -> None:
    if new not in kept:
        kept.append(new)
