"""Colours for code, as class names; the style sheet of the editor knows them in light and dark."""

from functools import cache
from html import escape
from time import monotonic

from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

#: Characters of one block that are coloured; a longer block is shown plain.
LONGEST = 12_000
#: Seconds that colouring one block may take, should a grammar of Pygments meet a text it is slow on.
PATIENCE = 0.2
LANGUAGES = frozenset({
    "bash", "sh", "shell", "zsh", "bat", "powershell", "ps1", "c", "cpp", "c++", "csharp", "c#", "cs", "css",
    "scss", "less", "dart", "diff", "patch", "dockerfile", "docker", "elixir", "erlang", "fortran", "go", "golang",
    "graphql", "groovy", "haskell", "hs", "html", "htm", "http", "ini", "cfg", "java", "javascript", "js", "jsx",
    "json", "julia", "kotlin", "kt", "latex", "tex", "lua", "makefile", "make", "markdown", "md", "matlab", "nginx",
    "objective-c", "objc", "ocaml", "pascal", "delphi", "perl", "pl", "php", "postgresql", "properties", "protobuf",
    "proto", "python", "py", "python3", "r", "rb", "ruby", "rs", "rust", "scala", "sql", "mysql",
    "swift", "tcl", "toml", "ts", "tsx", "typescript", "verilog", "vhdl", "vb.net", "vim", "vue", "wast",
    "wgsl", "xml", "yaml", "yml", "zig",
})  # fmt: skip


@cache
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False) if language in LANGUAGES else None
    except ClassNotFound:
        return None


def coloured(text: str, language: str) -> str:
    """HTML of the code, escaped; with spans where the language is known and the text is of bearable length."""
    lexer = _lexer(language.lower()) if len(text) <= LONGEST else None
    if lexer is None:
        return escape(text, quote=False)
    until = monotonic() + PATIENCE
    tokens = []
    for token in lexer.get_tokens(text):
        tokens.append(token)
        if monotonic() > until:
            return escape(text, quote=False)
    made: list[str] = []
    HtmlFormatter(nowrap=True).format(iter(tokens), _Sink(made))
    return "".join(made)


class _Sink:
    """A file that keeps what is written."""

    def __init__(self, parts: list[str]) -> None:
        self._parts = parts

    def write(self, text: str) -> None:
        """Keep the text."""
        self._parts.append(text)
