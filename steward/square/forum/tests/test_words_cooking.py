"""From Markdown to what is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.foundation.kernel import clock
from steward.foundation.media.models import Upload
from steward.people.joining.public import ensure_identity
from steward.square.forum.cooking import LONGEST, Cooked, cook
from steward.square.forum.cooking.safety import clean
from steward.square.forum.cooking.videos import video_of
from steward.square.forum.models import LinkPreview
from steward.square.forum.rules.quoting import quotation
from steward.square.forum.rules.words import words_of
from steward.square.forum.tests.square import make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db
REL = 'rel="nofollow ugc noopener"'
KEY = "0123456789abcdef0123456789abcdef"


def picture(key: str = KEY, width: int = 1600, height: int = 1000) -> None:
    Upload.objects.create(
        key=key, name="x", content_type="image/webp", width=width, height=height, bytes=9, sha256="0" * 64,
        created_at=clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**重要：**请看", "<p><strong>重要：</strong>请看</p>"),
        ("一行\n两行", "<p>一行<br>\n两行</p>"),
        ("~~旧~~", "<p><s>旧</s></p>"),
        ("# 大\n\n#### 小", "<h3>大</h3>\n<h6>小</h6>"),
        ("我 :+1: `:+1:`", "<p>我 👍 <code>:+1:</code></p>"),
        ("结局是||**他**||。", '<p>结局是<span class="spoiler" tabindex="0"><strong>他</strong></span>。</p>'),
        ("a || b || c", "<p>a || b || c</p>"),
        ("||没有结束", "<p>||没有结束</p>"),
        ("- [x] 做完\n- [ ] 没做", '<ul>\n<li class="task">☑ 做完</li>\n<li class="task">☐ 没做</li>\n</ul>'),
        (":::spoiler 剧情\n凶手\n:::", '<details class="spoiler"><summary>剧情</summary>\n<p>凶手</p>\n</details>'),
        (":::spoiler\nx\n:::", '<details class="spoiler"><summary></summary>\n<p>x</p>\n</details>'),
        (":::spoiler\nnever closed", "<p>:::spoiler<br>\nnever closed</p>"),
        ("    缩进", '<pre class="code-block" tabindex="0"><code>缩进\n</code></pre>'),
        (
            "```nosuch\na < b\n```",
            '<pre class="code-block" tabindex="0" data-language="nosuch"><code>a &lt; b\n</code></pre>',
        ),
        ("[quote]短[/quote]", "<blockquote>\n<p>短</p>\n</blockquote>"),
        ("[quote]没有结束", "<p>[quote]没有结束</p>"),
        ("config.py and a@b.example", "<p>config.py and a@b.example</p>"),
        ("见https://a.example/x，很好", f'<p>见<a href="https://a.example/x" {REL}>https://a.example/x</a>，很好</p>'),
        ("x\x00y\x07", "<p>xy</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(source, html):
    assert cook(source).html == html


def test_code_gets_classes_for_its_colours_and_no_styles():
    html = cook("```python\ndef f(): return 1\n```").html

    assert '<span class="k">def</span>' in html
    assert "style" not in html


def test_a_table_scrolls_in_a_frame_of_its_own():
    html = cook("|名|数|\n|:-:|-:|\n|a|1|").html

    assert html.startswith('<div class="table-scroll" tabindex="0"><table>')
    assert '<th class="to-center">名</th>\n<th class="to-end">数</th>' in html
    assert html.count("<td") == 2


def test_a_quotation_with_a_source_reads_well_in_both_forms():
    bracketed = cook('[quote post=12 name="张 <三>"]\n他的**话**\n[/quote]')
    marked = cook("> [张 \\<三\\>](/p/12/)：\n> 他的**话**")

    assert bracketed.html == marked.html
    assert bracketed.html == (
        f'<blockquote class="quote">\n<cite><a href="/p/12/" {REL}>张 &lt;三&gt;</a></cite>\n'
        "<p>他的<strong>话</strong></p>\n</blockquote>"
    )
    assert bracketed.quotes == marked.quotes == [12]


def test_the_quotation_our_button_makes_is_read_as_one():
    cooked = cook(quotation(7, "a[b]*c*", "first\n> inner\nlast") + "mine")

    assert cooked.quotes == [7]
    assert words_of(cooked.html).split() == ["a[b]*c*", "first", "last", "mine"]
    assert cooked.excerpt == "mine"


def test_quotations_of_other_forums_keep_their_name_and_may_lie_in_each_other():
    cooked = cook('[quote="ann, post:3, topic:5"]\n[quote post=4]inner[/quote]\nouter[/quote]')

    assert cooked.html.startswith('<blockquote class="quote">\n<cite>ann</cite>\n<blockquote class="quote">')
    assert cooked.quotes == [4]


def test_names_of_accounts_become_links_and_others_stay_words():
    zhang, ann = make_viewer("张伟"), make_viewer("Ann Lee")
    make_viewer("Nobody else")
    member = ensure_identity(zhang.account).member_id

    cooked = cook("@张伟你好，@[ann lee]；@李四 a@张伟 `@张伟` \\@张伟")

    assert cooked.mentions == [zhang.own_id, ann.own_id]
    assert f'<a class="mention" href="/people/{member}/" {REL}>@张伟</a>你好' in cooked.html
    assert "@李四 a@张伟 <code>@张伟</code> @张伟</p>" in cooked.html


def test_a_latin_name_is_never_cut_in_two():
    make_viewer("ann")

    assert cook("@anna").mentions == []
    assert len(cook("@ann, @Ann你 @ann").mentions) == 1


def test_of_two_accounts_with_one_name_the_one_of_the_topic_is_meant():
    first, second = make_viewer("小明"), make_viewer("小明")
    topic = make_topic()
    make_post(author=second, topic=topic)

    assert cook("@小明").mentions == [first.own_id]
    assert cook("@小明", base=topic.pk).mentions == [second.own_id]


def test_who_is_quoted_is_not_called_again():
    make_viewer("张伟")

    assert cook("> @张伟 说\n\n好").mentions == []


def test_somebody_called_otherwise_by_now_stays_linked():
    zhang = make_viewer("张伟")
    before = cook("@张伟 看看").html
    zhang.account.name = "张大伟"
    zhang.account.save()

    assert cook("@张伟 看看").mentions == []
    assert cook("@张伟 看看", before=before).html == before


def test_our_own_pictures_are_shown_and_others_are_links():
    picture()

    cooked = cook(f"![图](/media/{KEY}.webp) ![foreign](https://evil.example/x.png) ![gone](/media/{'f' * 32}.webp)")

    assert (
        f'<a class="picture" href="/media/{KEY}.webp" {REL}><img src="/media/{KEY}-medium.webp" alt="图" width="800"'
        ' height="500" loading="lazy" decoding="async"></a>'
    ) in cooked.html
    assert cooked.html.count("<img") == 1
    assert f'<a class="elsewhere" href="https://evil.example/x.png" {REL}>foreign</a>' in cooked.html
    assert cooked.pictures == [KEY, "f" * 32]
    assert cooked.links == ["https://evil.example/x.png"]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.bilibili.com/video/BV1xx411c7mD", "bilibili:BV1xx411c7mD"),
        ("https://m.bilibili.com/video/BV1xx411c7mD/?share=1&p=3", "bilibili:BV1xx411c7mD:3"),
        ("https://www.youtube.com/watch?list=x&v=dQw4w9WgXcQ", "youtube:dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?t=3", "youtube:dQw4w9WgXcQ"),
        ("https://v.qq.com/x/cover/mzc00200abcdefg/x0041abcdef.html", "qq:x0041abcdef"),
        ("https://v.qq.com/x/page/x0041abcdef.html", "qq:x0041abcdef"),
        ("https://www.bilibili.com.evil.example/video/BV1xx411c7mD", None),
        ("https://youtube.com/watch?v=short", None),
    ],
)
def test_videos_are_known_by_their_address(address, key):
    video = video_of(address)

    assert (video.key if video else None) == key


def test_a_video_alone_is_a_card_that_loads_nothing():
    alone, inside = cook("https://youtu.be/dQw4w9WgXcQ"), cook("看 https://youtu.be/dQw4w9WgXcQ 吧")

    assert '<aside class="video" data-video="youtube:dQw4w9WgXcQ">' in alone.html
    assert not any(tag in alone.html for tag in ("<iframe", "<img", "src="))
    assert "<aside" not in inside.html
    assert alone.previews == []


def test_a_link_alone_shows_what_its_page_says_once_that_is_known():
    url = "https://news.example/a?b=1&c=2"
    before = cook(url)
    LinkPreview.objects.create(
        url=url, title="A <b>title</b>", description="Words", site="News", fetched_at=clock.now(), picture=KEY
    )
    LinkPreview.objects.create(url="https://other.example/", title="", failed=True, fetched_at=clock.now())

    after = cook(f"{url}\n\nhttps://other.example/")

    assert before.previews == [url]
    assert '<a class="preview"' not in before.html
    assert "<strong>A &lt;b&gt;title&lt;/b&gt;</strong>" in after.html
    assert f'<img src="/media/{KEY}-small.webp" alt=""' in after.html
    assert after.html.count('class="preview"') == 1


def test_links_count_once_and_our_own_do_not(settings):
    settings.BASE_URL = "https://here.example"

    cooked = cook("[a](https://x.example) https://x.example https://here.example/p/3/ /t/4/ [m](mailto:a@b.example)")

    assert cooked.links == ["https://x.example"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今天天气很好", "zh"),
        ("This is what we know of it", "en"),
        ("これはペンです", "ja"),
        ("안녕하세요", "ko"),
        ("Zut alors", ""),
        ("用 Django 写的 forum", "zh"),
    ],
)
def test_the_language_is_guessed(text, language):
    assert cook(text).language == language


def test_the_excerpt_has_the_first_words_and_gives_nothing_away():
    cooked = cook("> quoted\n\n**开始** ||secret|| 和 `code`\n\n```\nblock\n```\n\n:::spoiler\nend\n:::")

    assert cooked.excerpt == "开始 和 code"


def test_a_text_longer_than_posts_may_be_is_shown_as_it_is():
    cooked = cook("**a**\n\n<b>\n" + "字" * LONGEST)

    assert cooked.html.startswith("<p>**a**</p>\n<p>&lt;b&gt;<br>")
    assert clean(cooked.html) == cooked.html


WORDS = st.text("abc张伟12", min_size=1, max_size=8)
SIGNS = st.sampled_from([
    "*", "**", "_", "`", "```", "~~", "||", "|", ">", "-", "1.", "#", "[", "]", "(", ")", "![", "](", "<", ">", "&",
    "@", ":", "::", ":::", ":::spoiler", "[quote]", "[/quote]", "\\", "---", "===", "+", "https://a.example/", "|-|-|",
    "@[", "@张", ":smile:", "[x]", "\t", "\u3000", "：", "。", "“", "\u200b", "\u202e", "😀", "\n", "\n\n",
    " ", "    ", "- [ ] ", "> > ",
])  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, SIGNS, st.text(max_size=6)), max_size=60).map("".join)


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_cooking_never_fails_and_ends_clean(source):
    cooked = cook(source)

    assert isinstance(cooked, Cooked)
    assert clean(cooked.html) == cooked.html
    assert len(cooked.excerpt) <= 240


#: What takes words away by design: a fence's line names a language, brackets make definitions of links.
TAKING = {"```", "~~", "[", "]", "(", ")", "](", "![", "@[", "[x]"}
PARTS = st.one_of(WORDS.map(lambda word: f" {word} "), SIGNS.filter(lambda sign: sign not in TAKING))


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=40))
def test_no_word_is_lost(parts):
    source = "".join(parts)

    shown = "".join(cook(source).html.split())

    for part in parts:
        if part.strip() and part.strip().isalnum():
            assert part.strip() in shown
