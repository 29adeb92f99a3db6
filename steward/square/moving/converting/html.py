"""HTML of a forum elsewhere as the square's Markdown.

Quotations of Discourse become ours, pictures of elsewhere become links (nothing is loaded from there), players and
link boxes become their address, avatars and controls nothing.
"""

import re
from collections.abc import Callable, Iterable

from steward.square.moving.converting.context import Context
from steward.square.moving.converting.escaping import address, coded, escaped, fenced, guarded, link
from steward.square.moving.converting.tree import BLOCKS, Node, read

_NOTHING = frozenset(["script", "style", "svg", "button", "template", "noscript", "meta", "head", "title", "object"])
_NO_CLASSES = frozenset(
    ["avatar", "site-icon", "quote-controls", "meta", "onebox-metadata", "anchor", "emoji-picker", "cooked-selection"]
)
_WRAPS = {
    "strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~", "strike": "~~",
    "bbcode-b": "**", "bbcode-i": "*", "bbcode-s": "~~", "spoiler": "||",
}  # fmt: skip
_FRAME = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANK = re.compile(r"\n{3,}")


def from_html(source: str, context: Context) -> str:
    """Markdown of an HTML text."""
    return _BLANK.sub("\n\n", _Writer(context).blocks(read(source).children)).strip()


class _Writer:
    def __init__(self, context: Context) -> None:
        self.context = context

    def blocks(self, children: Iterable[Node | str]) -> str:
        """Blocks apart by empty lines; runs of words and inline elements between them are paragraphs."""
        parts: list[str] = []
        run: list[Node | str] = []
        for child in children:
            if isinstance(child, Node) and (child.tag in BLOCKS or child.has_block()) and not _is_nothing(child):
                parts += [self.paragraph(run), self.block(child)]
                run = []
            else:
                run.append(child)
        return "\n\n".join(part for part in (*parts, self.paragraph(run)) if part.strip())

    def paragraph(self, children: Iterable[Node | str]) -> str:
        """Lines whose beginnings are only words."""
        lines = [guarded(line) for line in self.inline(children).split("\n")]
        return "\n".join(lines).strip("\n")

    def block(self, node: Node) -> str:
        """One block element."""
        if "lazyYT" in node.classes or "data-youtube-id" in node.attributes:
            return f"https://www.youtube.com/watch?v={node.attributes.get('data-youtube-id', '')}"
        if "onebox" in node.classes and node.tag == "aside":
            return self.box(node)
        if "quote" in node.classes and node.tag == "aside":
            return self.quote(node)
        if "spoiler" in node.classes:
            return _spoiler("", self.blocks(node.children))
        make: Callable[[Node], str] | None = getattr(self, f"of_{node.tag}", None)
        return make(node) if make else self.blocks(node.children)

    def quote(self, node: Node) -> str:
        """`aside.quote` of Discourse: with a source when the quoted post was moved in too."""
        inner = next((child for child in node.elements if child.tag == "blockquote"), None)
        words = self.blocks(inner.children if inner else node.children)
        name = node.attributes.get("data-username", "").replace('"', "").strip()
        if not name:
            return _quoted(words)
        topic, number = node.attributes.get("data-topic", ""), node.attributes.get("data-post", "")
        thread = f"topic-{topic}" if topic else self.context.thread
        post = self.context.post_at(thread, int(number)) if number.isdecimal() and len(number) < 9 else None
        return f'[quote{f" post={post}" if post else ""} name="{name}"]\n{words}\n[/quote]'

    def box(self, node: Node) -> str:
        """A preview of a link: its address alone on a line, of which the cook makes a preview again."""
        source = node.attributes.get("data-onebox-src") or next(
            (each.attributes["href"] for each in node.walk() if each.tag == "a" and each.attributes.get("href")), ""
        )
        url = address(source, self.context.base)
        return link("", url) if url else self.blocks(node.children)

    def of_blockquote(self, node: Node) -> str:
        return _quoted(self.blocks(node.children))

    def of_pre(self, node: Node) -> str:
        code = node.find("code")
        classes = code.classes if code else node.classes
        named = (
            name.removeprefix("lang-").removeprefix("language-") for name in sorted(classes) if name.startswith("lang")
        )
        language = next((name for name in named if re.fullmatch(r"[\w+#.-]{1,20}", name)), "")
        return fenced(node.text(), "" if language in ("auto", "plaintext", "none") else language)

    def of_hr(self, _node: Node) -> str:
        return "---"

    def of_iframe(self, node: Node) -> str:
        url = address(node.attributes.get("src", ""), self.context.base)
        return link("", url.replace("/embed/", "/watch?v=") if "youtube.com/embed/" in url else url) if url else ""

    def of_video(self, node: Node) -> str:
        source = node.attributes.get("src") or next((each.attributes.get("src", "") for each in node.elements), "")
        url = address(source, self.context.base)
        return link("", url) if url else self.blocks(node.children)

    of_audio = of_video

    def of_details(self, node: Node) -> str:
        summary = next((child for child in node.elements if child.tag == "summary"), None)
        rest = [child for child in node.children if child is not summary]
        return _spoiler(" ".join(summary.text().split()) if summary else "", self.blocks(rest))

    def of_ul(self, node: Node) -> str:
        return self.listed(node, lambda _number: "- ")

    def of_ol(self, node: Node) -> str:
        start = node.attributes.get("start", "1")
        first = int(start) if start.isdecimal() and len(start) < 9 else 1
        return self.listed(node, lambda number: f"{first + number}. ")

    def listed(self, node: Node, mark: Callable[[int], str]) -> str:
        """Items, those with several blocks apart."""
        texts = [text for child in node.children if (text := self.item(child)).strip()]
        lines = []
        for number, text in enumerate(texts):
            sign = mark(number)
            lines.append(sign + text.replace("\n", f"\n{' ' * len(sign)}"))
        apart = "\n\n" if any("\n\n" in text for text in texts) else "\n"
        return _trimmed(apart.join(lines))

    def item(self, node: Node | str) -> str:
        """An item; lists below it follow its words without a gap. What stands in a list without being one is one."""
        if isinstance(node, str):
            return self.paragraph([node])
        text = self.blocks(node.children if node.tag == "li" else [node])
        blocks = [child for child in node.elements if child.tag in BLOCKS or child.has_block()]
        return text.replace("\n\n", "\n") if all(child.tag in ("ul", "ol") for child in blocks) else text

    def of_table(self, node: Node) -> str:
        if not _is_regular(node):
            return self.blocks(node.children)  # a table for the looks, or words between the cells
        rows = [[cell for cell in row.elements if cell.tag in ("td", "th")] for row in node.walk() if row.tag == "tr"]
        texts = [[self.cell(cell) for cell in row] for row in rows if row]
        width = max((len(row) for row in texts), default=0)
        if width < 2 or len(texts) < 2:
            return "\n\n".join(text for row in texts for text in row if text)
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in texts]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def cell(self, node: Node) -> str:
        words = self.inline(node.children) if not node.has_block() else self.blocks(node.children)
        return re.sub(r"(?<!\\)\|", r"\\|", " ".join(words.split()))

    def of_dt(self, node: Node) -> str:
        return _wrapped(self.inline(node.children), "**")

    def inline(self, children: Iterable[Node | str]) -> str:
        """Words and elements in a line; `br` breaks it."""
        made = "".join(
            escaped(_SPACES.sub(" ", child)) if isinstance(child, str) else self.element(child) for child in children
        )
        return re.sub(r" *\n *", "\n", made)

    def element(self, node: Node) -> str:  # noqa: PLR0911 — one kind of element after the other
        """One inline element."""
        if _is_nothing(node):
            return ""
        if node.tag == "br":
            return "\n"
        if "mention" in node.classes or "user-mention" in node.classes:
            return node.text()
        if "katex" in node.classes:
            formula = node.find("annotation")
            return coded((formula or node).text())
        if node.tag == "a":
            return self.anchor(node)
        if node.tag == "img":
            return self.picture(node)
        if node.tag in ("code", "kbd", "tt", "samp"):
            return coded(node.text())
        wrap = next((_WRAPS[name] for name in (node.tag, *sorted(node.classes)) if name in _WRAPS), "")
        words = self.inline(node.children)
        return _wrapped(words, wrap) if wrap else words

    def anchor(self, node: Node) -> str:
        target = node.attributes.get("href", "").strip()
        url = address(target, self.context.base) if target and not target.startswith("#") else ""
        words = self.inline(node.children)
        if "lightbox" in node.classes or (node.find("img") and not _wordy(node)):
            picture = node.find("img")
            return self.picture(picture, url) if picture else link("", url) if url else ""
        return link(words, url) if url and words.strip() else words

    def picture(self, node: Node, shown: str = "") -> str:
        """An emoji is its name; a picture a link to it, called as it is described there."""
        alt = node.attributes.get("alt") or node.attributes.get("title") or ""
        if "emoji" in node.classes:
            return alt
        url = shown or address(node.attributes.get("src", ""), self.context.base)
        words = escaped(_SPACES.sub(" ", alt).strip())
        return link(words, url) if url else words


def _heading(level: int) -> Callable[[_Writer, Node], str]:
    def of_heading(writer: _Writer, node: Node) -> str:
        words = " ".join(writer.inline(node.children).split())
        return f"{'#' * level} {words}" if words else ""

    return of_heading


for _level in range(1, 7):
    setattr(_Writer, f"of_h{_level}", _heading(_level))


def _is_regular(table: Node) -> bool:
    """Whether a table is rows of cells and nothing else."""
    if any(each.tag == "table" for each in table.walk()[1:]):
        return False
    for each in table.walk():
        if each.tag in _FRAME:
            wanted = ("td", "th") if each.tag == "tr" else ("tr", "thead", "tbody", "tfoot", "colgroup", "col")
            for child in each.children:
                if child.strip() if isinstance(child, str) else child.tag not in wanted:
                    return False
    return True


def _is_nothing(node: Node) -> bool:
    return node.tag in _NOTHING or bool(node.classes & _NO_CLASSES)


def _wordy(node: Node) -> bool:
    """Whether a link has words of its own beside a picture."""
    return any(
        child.strip() if isinstance(child, str) else not _is_nothing(child) and child.tag != "img" and _wordy(child)
        for child in node.children
    )


def _wrapped(words: str, sign: str) -> str:
    """Signs close to the words, the spaces outside; each line for itself, because emphasis does not cross blocks."""
    lines = []
    for line in words.split("\n"):
        core = line.strip()
        before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
        lines.append(f"{before}{sign}{core}{sign}{after}" if core else line)
    return "\n".join(lines)


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n")) if words else ""


def _spoiler(title: str, words: str) -> str:
    return f":::spoiler {title[:200]}".rstrip() + f"\n{words}\n:::" if words else ""


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))
