"""The console's pages of categories."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Role, Viewer, allowed, viewer_in
from steward.people.groups.public import group_names
from steward.square.forum.actions.change_category import (
    change_category,
    drop_category,
    make_category,
    order_categories,
)
from steward.square.forum.actions.found_square import found_square
from steward.square.forum.enums import Verb
from steward.square.forum.forms.places import CategoryForm, rights_in, rights_of
from steward.square.forum.models import Category
from steward.square.forum.queries.moderation import categories_in_order, seen_by, topic_numbers
from steward.square.forum.rules.moderation import MANAGE
from steward.square.forum.rules.places import COLOURS, ICONS, audiences, clean_rights, rights_sentence
from steward.square.forum.views.moderation import undo_url
from steward.square.forum.views.moderation_many import whole


def _lead(request: HttpRequest) -> Viewer:
    viewer = viewer_in(request)
    require(allowed(viewer, MANAGE))
    return viewer


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    """The categories in their order, to be put in another one. An owner's first visit makes the first ones."""
    viewer = _lead(request)
    if Role.OWNER in viewer.roles and not Category.objects.exists():
        found_square(actor=viewer, language=get_language() or "en")
    names = audiences(group_names())
    rows = [(row, depth, sentences(row.rights, names)) for row, depth in categories_in_order()]
    return render(request, "forum/console_categories.jinja", {"rows": rows, "held": topic_numbers()})


def sentences(rights: dict[str, list[str]], names: dict[str, Any]) -> list[str]:
    """The rights in words, one line for each verb."""
    return [rights_sentence(verb, rights.get(verb, []), names) for verb in Verb.values]


def category(request: HttpRequest, category_id: int | None = None) -> HttpResponse:
    """Make a category or change one, with its rights."""
    viewer = _lead(request)
    row = get_object_or_404(Category, pk=category_id) if category_id else None
    form = CategoryForm(request.POST if request.method == "POST" else None, row)
    if form.is_bound and form.is_valid():
        try:
            return _saved(request, viewer, row, form.cleaned_data | {"rights": rights_in(request.POST)})
        except Invalid as problem:
            refuse(form, problem, {"parent": "parent_id"})
    rights = rights_in(request.POST) if form.is_bound else rights_of(row)
    context = {"category": row, "form": form, "colours": COLOURS, "icons": ICONS, **_matrix(dict(rights))}
    return render(request, "forum/console_category.jinja", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, viewer: Viewer, row: Category | None, values: dict[str, Any]) -> HttpResponse:
    if row is None:
        made = make_category(actor=viewer, **values)
        toast(request, _("The category “%(name)s” is there.") % {"name": made.name})
    elif decision := change_category(actor=viewer, category_id=row.pk, **values):
        toast(request, _("Saved."), undo=undo_url(decision.pk))
    return redirect("square-categories")


def _matrix(rights: dict[str, list[str]]) -> dict[str, Any]:
    """The rights for the editor: audiences, what is ticked, the sentences and how many people they mean."""
    names = audiences(group_names())
    known = {verb: [one for one in ticked if one in names] for verb, ticked in rights.items()}
    counts = seen_by(known)
    lines = [(verb, rights_sentence(verb, known.get(verb, []), names), counts[verb]) for verb in Verb.values]
    return {
        "names": names,
        "rights": known,
        "lines": lines,
        "verbs": Verb.choices,
        "public": "everyone" in known["see"],
    }


@require_POST
def preview_rights(request: HttpRequest) -> HttpResponse:
    """What the ticked rights say, in words and numbers; saves nothing."""
    _lead(request)
    try:
        rights = clean_rights(rights_in(request.POST), group_names())
    except Invalid as problem:
        return render(request, "forum/console_rights.jinja", {"problem": str(problem), "lines": [], "public": False})
    return render(request, "forum/console_rights.jinja", _matrix(rights))


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Keep an order: all ids as dragged, or one category a step up or down among its like."""
    viewer, ids = _lead(request), whole(request.POST.getlist("ids"))
    step = {"up": -1, "down": 1}.get(request.POST.get("step", ""), 0)
    moved = whole([request.POST.get("id", "")])
    if step and moved:
        ids = stepped([row for row, _depth in categories_in_order()], moved[0], step)
    if decision := order_categories(actor=viewer, ids=ids):
        toast(request, _("The order is kept."), undo=undo_url(decision.pk))
    return redirect("square-categories")


def stepped(rows: list[Category], moved: int, step: int) -> list[int]:
    """The ids with one category a step further among those that stand below the same one."""
    mine = next((row for row in rows if row.pk == moved), None)
    like = [row.pk for row in rows if mine and row.parent_id == mine.parent_id]
    if mine is None or not 0 <= like.index(moved) + step < len(like):
        return [row.pk for row in rows]
    at = like.index(moved)
    like[at], like[at + step] = like[at + step], like[at]
    places = iter(like)
    return [next(places) if row.parent_id == mine.parent_id else row.pk for row in rows]


@require_POST
def archive(request: HttpRequest, category_id: int) -> HttpResponse:
    """Archive a category, or bring it back."""
    archived = request.POST.get("archived") == "1"
    if decision := change_category(actor=viewer_in(request), category_id=category_id, archived=archived):
        toast(
            request, _("Archived: it can be read.") if archived else _("It is open again."), undo=undo_url(decision.pk)
        )
    return redirect("square-categories")


@require_POST
def drop(request: HttpRequest, category_id: int) -> HttpResponse:
    """Delete a category that is empty."""
    try:
        decision = drop_category(actor=viewer_in(request), category_id=category_id)
        toast(request, _("The category is deleted."), undo=undo_url(decision.pk))
    except Invalid as problem:
        toast(request, str(problem), level=30)
    return redirect("square-categories")
