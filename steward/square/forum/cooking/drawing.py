"""Drawing the parsed text as HTML. Everything else is as the library draws it."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from steward.square.forum.cooking.code import coloured
from steward.square.forum.cooking.records import Findings, Preview
from steward.square.forum.cooking.trees import picture_key
from steward.square.forum.cooking.videos import Video, video_of

_SIDES = {"text-align:center": "to-center", "text-align:right": "to-end"}
Tokens = Sequence[Token]


class Drawing(RendererHTML):
    """One method for each kind of token that is drawn our way."""

    def heading_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """The page has its own first and second level."""
        return f"<{_demoted(tokens[idx].tag)}>"

    def heading_close(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """The end of a heading."""
        return f"</{_demoted(tokens[idx].tag)}>\n"

    def fence(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """A block of code; its first word may name the language."""
        token = tokens[idx]
        language = token.info.strip().partition(" ")[0][:20]
        named = f' data-language="{escape(language)}"' if language else ""
        code = coloured(token.content, language)
        return f'<pre class="code-block" tabindex="0"{named}><code>{code}</code></pre>\n'

    def code_block(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """An indented block of code."""
        code = escape(tokens[idx].content, quote=False)
        return f'<pre class="code-block" tabindex="0"><code>{code}</code></pre>\n'

    def table_open(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Wide tables scroll in a frame of their own."""
        return '<div class="table-scroll" tabindex="0"><table>\n'

    def table_close(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """The end of a table."""
        return "</table></div>\n"

    def th_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Alignment is a class: styles are refused by the browser."""
        return _cell(tokens[idx])

    def td_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Alignment is a class."""
        return _cell(tokens[idx])

    def quote_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """A quotation and whose it is."""
        post, name = tokens[idx].meta["post"], escape(tokens[idx].meta["name"] or "")
        if not post and not name:
            return "<blockquote>\n"
        cited = f'<a href="/p/{post}/">{name or "↗"}</a>' if post else name
        return f'<blockquote class="quote">\n<cite>{cited}</cite>\n'

    def details_open(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """A block that is read when asked for; without a title the style sheet gives it one."""
        return f'<details class="spoiler"><summary>{escape(tokens[idx].info)}</summary>\n'

    def plain(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Words that were not read as Markdown."""
        return escape(tokens[idx].content).replace("\n", "<br>\n")

    def spoiler_open(self, _tokens: Tokens, _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Words that are read when asked for: with a finger, the mouse or the tabulator."""
        return '<span class="spoiler" tabindex="0">'

    def mention(self, tokens: Tokens, idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """A person's name, leading to their page."""
        person = tokens[idx].meta["person"]
        name = f"@{escape(person.name)}"
        if person.member_id is None:
            return f'<span class="mention">{name}</span>'
        return f'<a class="mention" href="/people/{person.member_id}/">{name}</a>'

    def image(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture of ours; one from elsewhere is a link, so that nobody is watched reading."""
        token, found = tokens[idx], _findings(env)
        address = str(token.attrGet("src") or "")
        alt = escape(self.renderInlineAsText(token.children, options, env) if token.children else "")
        linked = token.meta.get("linked", False)
        shown = found.shown.get(picture_key(address))
        if shown is None:
            name = alt or escape(urlsplit(address).path.rpartition("/")[2] or address)
            return name if linked else f'<a class="elsewhere" href="{escape(address)}">{name}</a>'
        size = f'width="{shown.width}" height="{shown.height}"'
        made = f'<img src="{escape(shown.src)}" alt="{alt}" {size} loading="lazy" decoding="async">'
        return made if linked else f'<a class="picture" href="{escape(shown.whole)}">{made}</a>'

    def lone_link(self, tokens: Tokens, idx: int, _options: OptionsDict, env: EnvType) -> str:
        """A link alone: a video, a preview, or itself."""
        address = tokens[idx].meta["address"]
        if video := video_of(address):
            return _video(address, video)
        if preview := _findings(env).previews.get(address):
            return _card(address, preview)
        return f'<p><a href="{escape(address)}">{escape(tokens[idx].content)}</a></p>\n'


def _findings(env: EnvType) -> Findings:
    found: Findings = env["findings"]
    return found


def _demoted(tag: str) -> str:
    return f"h{min(int(tag[1]) + 2, 6)}"


def _cell(token: Token) -> str:
    side = _SIDES.get(str(token.attrGet("style")), "")
    return f'<{token.tag} class="{side}">' if side else f"<{token.tag}>"


def _video(address: str, video: Video) -> str:
    link = f'<a href="{escape(address)}">{escape(video.label)}</a>'
    return f'<aside class="video" data-video="{escape(video.key)}">{link}</aside>\n'


def _card(address: str, preview: Preview) -> str:
    """A link with the title, words and picture of the page behind it."""
    site = escape(preview.site or urlsplit(address).hostname or "")
    picture = f'<img src="{escape(preview.picture)}" alt="" loading="lazy" decoding="async">' if preview.picture else ""
    words = f'<span class="preview-text">{escape(preview.description)}</span>' if preview.description else ""
    inner = f'{picture}<span class="preview-site">{site}</span><strong>{escape(preview.title)}</strong>{words}'
    return f'<p><a class="preview" href="{escape(address)}">{inner}</a></p>\n'
