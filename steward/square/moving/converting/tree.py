"""A forgiving reader of HTML into a small tree. Only for conversion: nothing of it is ever shown as HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements deeper than this are read as if they stood here.
DEEPEST = 60
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "use",
        "path",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "iframe",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "audio",
    ]
)
#: An opening tag that ends others of its kind left open, up to the element that bounds them.
_ENDS = {
    "li": ({"li"}, {"ul", "ol"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
}


@dataclass(slots=True)
class Node:
    """An element; text is a plain string among the children."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The words of `class`."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> list["Node"]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> list["Node"]:
        """This element and all below, in the order of the text."""
        found, waiting = [], [self]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(reversed(node.elements))
        return found

    def find(self, tag: str) -> "Node | None":
        """The first element of that name below."""
        return next((node for node in self.walk()[1:] if node.tag == tag), None)

    def text(self) -> str:
        """All text below, line breaks as such."""
        if self.tag == "br":
            return "\n"
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def has_block(self) -> bool:
        """Whether a block stands below, so that this cannot be a part of a line."""
        return any(node.tag in BLOCKS for node in self.walk()[1:])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]
        self.deeper: list[str] = []  # names of elements opened beyond the depth

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_siblings(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag in VOID:
            return
        if len(self.open) >= DEEPEST:
            self.open[-1].children[-1] = "\n" if tag in BLOCKS else ""
            self.deeper.append(tag)
        else:
            self.open.append(node)

    def _end_siblings(self, tag: str) -> None:
        if tag in BLOCKS and self.open[-1].tag == "p":
            self.open.pop()
        ended, bounds = _ENDS.get(tag, (set(), set()))
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag in bounds:
                break
            if self.open[at].tag in ended:
                del self.open[at:]
                break

    def handle_endtag(self, tag: str) -> None:
        if tag in self.deeper:
            del self.deeper[len(self.deeper) - 1 - self.deeper[::-1].index(tag) :]
            return
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                break

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(source: str) -> Node:
    """The tree of a piece of HTML. Whatever is given, there is a tree."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.root
