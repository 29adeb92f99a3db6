"""The box a reply is written in: below a topic, on a page of its own, and after a refusal."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from markupsafe import Markup

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.foundation.ui.render import render, wants_fragment
from steward.square.forum.cooking import cook
from steward.square.forum.models import Category, Post, Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.posts import SIZE, PostRow, post_rows
from steward.square.forum.queries.quoting import quotation_of
from steward.square.forum.queries.standpoint import standpoint_in
from steward.square.forum.queries.topics import TopicRow, topic_rows
from steward.square.forum.rules.limits import is_old
from steward.square.forum.rules.may import may_reply, may_see_post, may_see_topic
from steward.square.forum.rules.rights import Standpoint
from steward.square.forum.views.reader import Reader
from steward.square.forum.views.reading_parts import TOKEN_FIELD, macro, with_token
from steward.square.forum.views.reading_topic_parts import posts_after


@dataclass(frozen=True, slots=True)
class ReplyBox:
    """What is in the box."""

    topic: TopicRow
    own: dict[str, Any]
    source: str
    reply_to: int | None
    answered: PostRow | None
    once: str

    def page(self, request: HttpRequest, error: str = "", *, status: int = 200) -> HttpResponse:
        """The page, with a preview where one was asked for."""
        wanted = "preview" in request.POST and self.source.strip()
        preview = Markup(cook(self.source, base=self.topic.id).html) if wanted else ""  # noqa: S704
        context = {"box": self, "topic": self.topic, "own": self.own, "error": error}
        context |= {"preview": preview, "inplace": False}
        return render(request, "forum/reply.jinja", context, status=status)

    def refused(self, request: HttpRequest, error: Forbidden | Invalid) -> HttpResponse:
        """The box again, with what was typed and the sentence; htmx puts it where it was."""
        sentence = " ".join(map(str, error.errors.values())) if isinstance(error, Invalid) else error.why
        if not wants_fragment(request):
            return self.page(request, sentence, status=422)
        context = {"box": self, "topic": self.topic, "own": self.own, "error": sentence}
        context |= {"preview": "", "inplace": True}
        response = render(request, "forum/reply.jinja", context, block="reply_box")
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#reply", "outerHTML"
        return response


def box_of(request: HttpRequest, topic_id: int) -> ReplyBox:
    """The box as it was sent, or as the address asks for it (`to`, `quote`). Raises NotFound."""
    point, topic, category = topic_for(request, topic_id)
    row = topic_rows(places(), [topic])[0]
    answered = _answered(request, point, topic, category)
    shown = post_rows(row, [answered])[0] if answered else None
    source = request.POST.get("source", "")
    if request.method != "POST" and shown and "quote" in request.GET:
        source = quotation_of(point, shown.id)
    ruling = may_reply(point, topic, category)
    own = {"may_reply": ruling, "signed_in": True, "old": is_old(topic.last_post_at, clock.now())}
    return ReplyBox(row, own, source, answered.pk if answered else None, shown, _once(request, topic_id, source))


def _once(request: HttpRequest, topic_id: int, source: str) -> str:
    """The same words sent from the same state of the page are one reply, however often the button is pressed."""
    return f"{topic_id}:{request.POST.get('after', '')[:10]}:{sha256(source.encode()).hexdigest()[:20]}"


def topic_for(request: HttpRequest, topic_id: int) -> tuple[Standpoint, Topic, Category]:
    """The topic, seen by who asks. Raises NotFound."""
    point = standpoint_in(request)
    topic = Topic.objects.filter(pk=topic_id).first()
    category = places().rows.get(topic.category_id) if topic else None
    if topic is None or category is None or not may_see_topic(point, topic, category):
        raise NotFound
    return point, topic, category


def _answered(request: HttpRequest, point: Standpoint, topic: Topic, category: Category) -> Post | None:
    number = number_of((request.POST if request.method == "POST" else request.GET).get("to", ""))
    post = Post.objects.filter(pk=number, topic=topic).first() if number else None
    return post if post and may_see_post(point, post, topic, category) else None


def number_of(text: str) -> int:
    """A number as it came with a form, 0 when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def answer_with(request: HttpRequest, post: Post) -> HttpResponse:
    """What htmx puts below the posts: every post since the last one on the page, the new one too; and an empty box."""
    after = number_of(request.POST.get("after", "")) or post.number - 1
    if post.number - after > SIZE:
        return HttpResponse(headers={"HX-Redirect": reverse("forum-post", args=[post.pk])})
    reader = Reader.of(request, post.topic_id)
    drawn, html = posts_after(reader, post.topic_id, after)
    ruling = may_reply(reader.standpoint, drawn.topic.row, drawn.topic.category)
    own = {"may_reply": ruling, "signed_in": True}
    box = macro("reply_box", "reply_box")(topic=drawn.topic, own=own, csrf=TOKEN_FIELD, oob=True)
    return HttpResponse(f"{html}{with_token(reader, str(box))}")
