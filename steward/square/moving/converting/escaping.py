"""Plain words in Markdown: nothing they contain may be read as markup."""

import re
from urllib.parse import quote, urljoin, urlsplit

_URL = re.compile(r"(https?://[^\s<>\"\\`|\[\]*]+)")
# An underscore between two letters is one; of several in a row each counts as a sign to the others.
_SPECIAL = re.compile(
    r"([\\`*\[\]<])|(?<![^\W_])(_)|(_)(?![^\W_])|(~)(?=~)|(?<=~)(~)|(\|)(?=\|)|(?<=\|)(\|)|(&)(?=#?\w{1,31};)"
)
_LINE = re.compile(r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|={2,}$|-{2,}$|:::|~~~)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BARE = re.compile(r"https?://[\w.:/?=&#%+~,@-]*[\w/=#%+~-]")
_KNOWN = ("http://", "https://", "mailto:")


def escaped(text: str) -> str:
    """Words inside a line. Bare addresses stay as they are: the cook makes links of them."""
    parts = _URL.split(text)
    return "".join(part if at % 2 else _SPECIAL.sub(r"\\\g<0>", part) for at, part in enumerate(parts))


def guarded(line: str) -> str:
    """A line of escaped words whose beginning would be read as a heading, a list, a quotation or a rule."""
    line = line.strip(" \t")
    if _LINE.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def address(url: str, base: str) -> str:
    """The whole address, "" when it leads nowhere a reader could go."""
    url = "".join(url.split())
    try:
        whole = urljoin(base, url) if base else url
        whole = f"https:{whole}" if whole.startswith("//") else whole
        return whole if whole.lower().startswith(_KNOWN) and (urlsplit(whole).netloc or "mailto:" in whole) else ""
    except ValueError:
        return ""


def link(words: str, url: str) -> str:
    """A link; `words` are escaped already. Where they only repeat the address, the address alone."""
    plain = words.replace("\\", "").strip().rstrip("…")
    bare = url.removeprefix("mailto:")
    if not plain or bare.partition("://")[2].startswith(plain.partition("://")[2].rstrip("/") or " ") or plain == bare:
        return url if _BARE.fullmatch(url) else f"<{quote(url, safe=_SAFE)}>"
    target = quote(url, safe=_SAFE)
    return f"[{' '.join(words.split())}](<{target}>)" if re.search(r"[()]", target) else f"[{words.strip()}]({target})"


_SAFE = "%/:=&?~#+!$,;'@()*-._[]"


def coded(text: str) -> str:
    """Words in a line of code, between as many backticks as needed."""
    text = " ".join(text.split("\n"))
    if not text.strip():
        return text
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " ") else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def fenced(text: str, language: str = "") -> str:
    """A block of code, between fences longer than any inside."""
    text = text.strip("\n").rstrip()
    fence = "`" * max(3, max((len(run) for run in re.findall(r"`{3,}", text)), default=0) + 1)
    return f"{fence}{language}\n{text}\n{fence}"
