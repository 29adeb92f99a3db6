"""Previews of linked pages, asked of a real server; and cooking again."""

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from steward.foundation.jobs.models import Job
from steward.foundation.media.models import Claim, Upload
from steward.square.forum.actions.edit_post import edit_post
from steward.square.forum.actions.fetch_preview import fetch_preview
from steward.square.forum.actions.recook import recook
from steward.square.forum.cooking import COOK_VERSION
from steward.square.forum.models import LinkPreview, Post, Topic
from steward.square.forum.rules.webpages import read_page
from steward.square.forum.tasks.words import make_previews, recook_old, recook_when_due
from steward.square.forum.tests.square import make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


class Silent:
    """Takes progress reports."""

    def report(self, *args, **more):
        pass


@pytest.fixture
def site(settings, home):
    """Another server, on this machine, let through the guard."""
    picture = io.BytesIO()
    Image.new("RGB", (120, 80), "red").save(picture, "PNG")
    pages = {
        "/page": ("text/html; charset=gb2312", "<title>旧题</title><meta property='og:title' content='茶的&amp;历史'>"
                  "<meta property=og:description content='从唐代说起'><meta property=og:site_name content=茶报>"
                  "<meta property='og:image' content='/tea.png'>".encode("gb18030")),
        "/plain": ("text/html", b"<title>  Only   a title </title><p>x"),
        "/nothing": ("text/html", b"<p>no head"),
        "/tea.png": ("image/png", picture.getvalue()),
        "/file": ("application/zip", b"PK"),
        "/bomb": ("text/html", b"<title>t</title><meta property='og:image' content='/page'>"),
    }  # fmt: skip
    asked: list[str] = []

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            kind, body = pages.get(self.path, ("text/html", b""))
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OUTGOING_ALLOW = [f"127.0.0.1:{server.server_port}"]
    settings.MEDIA_ROOT = home / "media"
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_a_page_is_asked_once_and_its_picture_becomes_ours(site):
    base, asked = site
    ann = make_viewer()

    first = fetch_preview(f"{base}/page", account_id=ann.own_id)
    again = fetch_preview(f"{base}/page", account_id=ann.own_id)

    kept = LinkPreview.objects.get()
    assert (first, again, asked) == (True, True, ["/page", "/tea.png"])
    assert (kept.title, kept.description, kept.site, kept.failed) == ("茶的&历史", "从唐代说起", "茶报", False)
    assert Upload.objects.get().key == kept.picture
    assert Claim.objects.get().by == f"preview:{kept.pk}"


@pytest.mark.parametrize("path", ["/nothing", "/file", "/gone"])
def test_a_page_that_says_nothing_stays_a_link(site, path):
    base, asked = site

    assert fetch_preview(base + path, account_id=None) is False
    assert fetch_preview(base + path, account_id=None) is False
    assert asked == [path]
    assert LinkPreview.objects.get().failed


def test_a_picture_that_is_none_leaves_the_words(site):
    base, _asked = site

    assert fetch_preview(f"{base}/bomb", account_id=make_viewer().own_id) is True
    assert LinkPreview.objects.get().picture == ""


def test_addresses_of_our_own_network_are_not_asked(settings):
    settings.OUTGOING_ALLOW = []

    assert fetch_preview("http://127.0.0.1:1/", account_id=None) is False
    assert fetch_preview("http://169.254.169.254/latest/meta-data/", account_id=None) is False
    assert fetch_preview("https://a.example/" + "x" * 500, account_id=None) is False


def test_a_post_with_a_link_alone_gets_its_card_and_the_topic_another_version(site, django_capture_on_commit_callbacks):
    base, _asked = site
    topic = make_topic()
    with django_capture_on_commit_callbacks(execute=True):
        post = make_post(topic=topic, source=f"看这个\n\n{base}/plain")
        make_post(topic=topic, source=f"看这个 {base}/plain 好")
    before = Topic.objects.get(pk=topic.pk).version
    assert [job.args for job in Job.objects.filter(kind="forum.previews")] == [{"post_id": post.pk}]

    assert make_previews(Silent(), post_id=post.pk) == {"known": 1}

    post.refresh_from_db()
    assert "<strong>Only a title</strong>" in post.cooked
    assert Topic.objects.get(pk=topic.pk).version == before + 1
    assert make_previews(Silent(), post_id=post.pk + 99) == {"known": 0}


def test_older_posts_are_cooked_again_and_only_changes_are_told():
    ann, topic = make_viewer("张伟"), make_topic()
    old, same = make_post(author=ann, topic=topic, source="*x*"), make_post(topic=topic, source="*y*")
    Post.objects.filter(pk=old.pk).update(cooked="<p>raw</p>", cooked_by=0)
    Post.objects.filter(pk=same.pk).update(cooked_by=0)
    before = Topic.objects.get(pk=topic.pk).version

    recook_when_due()
    done = recook_old(Silent())

    old.refresh_from_db()
    assert done == {"cooked": 2, "changed": 1}
    assert (old.cooked, old.cooked_by, old.version) == ("<p><em>x</em></p>", COOK_VERSION, 1)
    assert Topic.objects.get(pk=topic.pk).version == before + 1
    assert Job.objects.filter(kind="forum.recook").count() == 1
    recook_when_due()
    assert Job.objects.filter(kind="forum.recook").count() == 1


def test_an_edit_in_the_meantime_wins_over_cooking_again(monkeypatch):
    ann = make_viewer()
    post = make_post(author=ann, source="*x*")
    from steward.square.forum.actions import recook as module

    real = module.cook

    def slowly(source, **more):
        edit_post(actor=ann, post_id=post.pk, source="*new*", version=1)
        monkeypatch.setattr(module, "cook", real)
        return real(source, **more)

    monkeypatch.setattr(module, "cook", slowly)

    assert recook([post.pk]) == 0

    post.refresh_from_db()
    assert post.cooked == "<p><em>new</em></p>"


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_page_breaks_the_reader(body, kind):
    page = read_page(body, kind, "https://a.example/")

    assert len(page.title) <= 200


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property=og:title content=A><meta property=og:title content=B>", ("A", "", "", "")),
        ("<meta name=description content='x y'><title>T", ("T", "x y", "", "")),
        (
            "<title>T</title><meta property=og:image content='//cdn.example/a.png'>",
            ("T", "", "", "https://cdn.example/a.png"),
        ),
        ("<title>T</title><meta property=og:image content='javascript:alert(1)'>", ("T", "", "", "")),
        ("<title>a\u202eb\nc</title>", ("a b c", "", "", "")),
        ("<meta property=og:title content='&lt;script&gt;'>", ("<script>", "", "", "")),
    ],
)
def test_pages_are_read(head, expected):
    page = read_page(head.encode(), "text/html", "https://a.example/x/")

    assert (page.title, page.description, page.site, page.picture) == expected
