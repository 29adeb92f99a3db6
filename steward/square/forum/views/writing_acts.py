"""Small acts on a post: react, accept, take back, bring again."""

from collections import defaultdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render, wants_fragment
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.accept_answer import accept, unaccept
from steward.square.forum.actions.react import react
from steward.square.forum.actions.remove_post import remove_own, restore_own
from steward.square.forum.models import Bookmark, Post, Reaction
from steward.square.forum.queries.history import post_for
from steward.square.forum.queries.own import OwnPosts, TopicMarks
from steward.square.forum.queries.places import places
from steward.square.forum.queries.posts import post_rows
from steward.square.forum.queries.standpoint import standpoint, standpoint_in
from steward.square.forum.queries.topics import topic_rows
from steward.square.forum.rules.may import may_react
from steward.square.forum.rules.words import words_of
from steward.square.forum.views.reader import Reader
from steward.square.forum.views.reading_parts import TOKEN_FIELD, macro, with_token

#: Characters of a post that remind of it.
_WORDS = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def react_to(request: HttpRequest, post_id: int) -> HttpResponse:
    """Give a reaction or take it back; asked for, the page to choose one on (the script opens a panel instead)."""
    if request.method != "POST":
        return _choices(request, post_id)
    react(actor=viewer_in(request), post_id=post_id, emoji=request.POST.get("emoji", ""))
    return tools_or_post(request, post_id)


@login_required
@require_POST
def accept_answer(request: HttpRequest, post_id: int) -> HttpResponse:
    """Accept the post as the answer (`take=1`), or take that back."""
    act = accept if request.POST.get("take") else unaccept
    act(actor=viewer_in(request), post_id=post_id)
    return redirect("forum-post", post_id)


@login_required
@require_POST
def remove(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take one's own post back."""
    remove_own(actor=viewer_in(request), post_id=post_id)
    post = Post.objects.get(pk=post_id)
    said = _("Your topic is removed.") if post.number == 1 else _("Your post is removed.")
    toast(request, said, undo=reverse("forum-restore", args=[post_id]))
    return redirect("forum-latest" if post.number == 1 else reverse("forum-topic-short", args=[post.topic_id]))


@login_required
@require_POST
def restore(request: HttpRequest, post_id: int) -> HttpResponse:
    """Bring one's own post back."""
    restore_own(actor=viewer_in(request), post_id=post_id)
    toast(request, _("It is back."))
    return redirect("forum-post", post_id)


def _choices(request: HttpRequest, post_id: int) -> HttpResponse:
    point = standpoint_in(request)
    post = post_for(point, post_id)
    require(may_react(point, post, post.topic, places().rows[post.topic.category_id]))
    given = Reaction.objects.filter(post=post, identity__in=point.identities).values_list("emoji", flat=True)
    context = {"post": post, "words": words_of(post.cooked)[:_WORDS], "reacted": set(given)}
    return render(request, "forum/react.jinja", context)


def tools_or_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """After a small act: to htmx the tools below the post as they stand now, else the page of the post."""
    if not wants_fragment(request):
        return redirect("forum-post", post_id)
    return HttpResponse(_tools(request, Post.objects.select_related("topic").get(pk=post_id)))


def _tools(request: HttpRequest, post: Post) -> Markup:
    point = standpoint(viewer_in(request))
    topic = topic_rows(places(), [post.topic])[0]
    row = post_rows(topic, [post])[0]
    given = Reaction.objects.filter(post=post, identity__in=point.identities).values_list("emoji", flat=True)
    kept = Bookmark.objects.filter(post=post, account=point.account_id).exists()
    marks = TopicMarks(reacted=defaultdict(set, {post.pk: set(given)}), bookmarked={post.pk} if kept else set())
    own = OwnPosts(point, topic, marks).of(row)
    html = macro("tools", "tools")(post=row, own=own, csrf=TOKEN_FIELD)
    return with_token(Reader.of(request, post.topic_id), str(html))
