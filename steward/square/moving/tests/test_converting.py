"""HTML, plain text and Slack's markup as the square's Markdown: no word lost, nothing read as markup that was none."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from steward.foundation.kernel.text import fold
from steward.square.forum.cooking import grammar
from steward.square.forum.cooking.records import Findings
from steward.square.forum.cooking.safety import clean
from steward.square.forum.rules.words import words_of
from steward.square.moving.converting import Context, convert

HERE = Context(
    base="https://old.example/t/x/9/3",
    thread="topic-9",
    post_at=lambda thread, n: 70 + n if thread == "topic-9" else None,
)


def made(body: str, markup: str = "html", context: Context = HERE) -> str:
    return convert(body, markup, context)


def shown(source: str) -> str:
    """What the cook makes of it, without asking a database."""
    found = Findings()
    return clean(grammar.draw(grammar.parse(source, found), found))


def words(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("<h2>Head <em>line</em></h2>text", "## Head *line*\n\ntext"),
        ("<p><b>bold</b>, <i>it</i>, <s>gone</s>, <code>a`b</code></p>", "**bold**, *it*, ~~gone~~, ``a`b``"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
        ("<ol start=3><li>three</li><li>four</li></ol>", "3. three\n4. four"),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc"),
        ('<pre><code class="lang-cpp">int a;\n  b();\n</code></pre>', "```cpp\nint a;\n  b();\n```"),
        ("<pre><code class='lang-auto'>x ``` y</code></pre>", "````\nx ``` y\n````"),
        ('<a href="/u/ann">Ann</a>', "[Ann](https://old.example/u/ann)"),
        ('<a href="https://a.example/b_c">https://a.example/b_c</a>', "https://a.example/b_c"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<p><img src="/pic.png" alt="a plan"></p>', "[a plan](https://old.example/pic.png)"),
        ('<p>hi <img class="emoji" title=":smile:" alt=":smile:" src="//e.example/1.png"></p>', "hi :smile:"),
        ('<p><a class="mention" href="/u/li_lei">@li_lei</a> hi</p>', "@li_lei hi"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td>x<br>y</td></tr></table>",
         "| a | b |\n| --- | --- |\n| 1\\|2 | x y |"),
        ('<span class="spoiler">the butler</span>', "||the butler||"),
        ("<details><summary>More</summary><p>text</p></details>", ":::spoiler More\ntext\n:::"),
        ("<p>1. not a list</p><p># no head</p><p>- no item</p>", "1\\. not a list\n\n\\# no head\n\n\\- no item"),
        ("<p>a*b*c_d_e [x](y) &lt;b&gt; &amp;amp;</p>", "a\\*b\\*c_d_e \\[x\\](y) \\<b> \\&amp;"),
        ("<hr>", "---"),
        ("<script>alert(1)</script><style>b{}</style>words", "words"),
    ],
)  # fmt: skip
def test_elements_of_html(body, markdown):
    assert made(body) == markdown


def test_a_quotation_of_discourse_finds_the_post_it_quotes():
    quote = (
        '<aside class="quote no-group" data-username="ann" data-post="2" data-topic="{}">'
        '<div class="title"><div class="quote-controls"></div><img class="avatar" src="//a/1.png"> ann:</div>'
        "<blockquote><p>her <b>words</b></p></blockquote></aside><p>mine</p>"
    )

    assert made(quote.format(9)) == '[quote post=72 name="ann"]\nher **words**\n[/quote]\n\nmine'
    assert made(quote.format(8)) == '[quote name="ann"]\nher **words**\n[/quote]\n\nmine'


def test_boxes_and_players_become_their_address():
    box = (
        '<aside class="onebox githubblob"><header class="source"><img class="site-icon" src="/i.png">'
        '<a href="https://git.example/a">git</a></header><article><pre>code</pre></article></aside>'
    )
    video = '<div class="lazyYT" data-youtube-id="bYcbQogUx5o" data-parameters="x"></div>'

    assert (
        made(f"<p>See</p>{box}{video}") == "See\n\nhttps://git.example/a\n\nhttps://www.youtube.com/watch?v=bYcbQogUx5o"
    )


def test_a_mail_keeps_its_lines_its_quotations_and_its_signs():
    mail = (
        "On Monday Ann wrote:\n> is *this* it?\n>> older\nYes_no_yes, see\n# not a heading\n-- \nBob\n\n"
        "\tdiff --git\n\t+ line"
    )

    assert made(mail, "plain") == (
        "On Monday Ann wrote:\n> is \\*this\\* it?\n> > older\n\nYes_no_yes, see\n\\# not a heading\n\\--\nBob\n\n"
        "\tdiff --git\n\t+ line"
    )


def test_slack_markup_becomes_markdown():
    text = "*bold* _it_ ~gone~ `a*b` <https://a.example|the page> <@U1> <#C2|general> 2*3*4\n&gt; quoted &amp; more"
    context = Context(names={"U1": "李雷"})

    assert made(text, "mrkdwn", context) == (
        "**bold** *it* ~~gone~~ `a*b` [the page](https://a.example) @李雷 #general 2\\*3\\*4\n> quoted & more"
    )


@given(st.text(max_size=300))
@example("__0__")
@example("a__b__ _c__d_")
def test_plain_words_are_shown_as_they_were_written(text):
    text = "".join(sign for sign in text if sign.isprintable() or sign == "\n").replace(":", "").replace("@", "")

    assert words(words_of(shown(made(text, "plain")))) == words(re.sub(r"(?m)^(>[ ]?){1,8}", "", text))


_LEAF = st.text(alphabet="ab *_`[]<>#|~&-1.\n中", max_size=8).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
_TAGS = ("p", "b", "em", "ul", "li", "blockquote", "div", "code", "pre", "h3", "table", "tr", "td", "span", "a")


_OPEN = st.sampled_from([f"<{tag}>" for tag in _TAGS])
_CLOSE = st.sampled_from([f"</{tag}>" for tag in _TAGS])


@given(st.lists(st.one_of(_LEAF, _OPEN, _CLOSE), max_size=14).map("".join))
def test_any_html_is_read_and_its_letters_stay(body):
    source = made(body)

    wanted = sorted(re.findall(r"[ab中]", re.sub(r"<[^>]*>", "", body).replace("&amp;", "").replace("&lt;", "")))
    assert sorted(re.findall(r"[ab中]", words_of(shown(source)))) == wanted, (body, source)


@pytest.mark.parametrize(
    "body", ["<div>" * 5000 + "deep", "<" * 2000, "<p" * 500, "&#x;&#xffffffff;", "<table>" * 300, "</p>" * 50]
)
def test_hostile_html_is_read_in_bounded_time(body):
    import time

    began = time.monotonic()
    made(body)
    assert time.monotonic() - began < 2
