"""The checklist and the comments of a task."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.team.work.actions.comment_task import comment_task, edit_comment, remove_comment, restore_comment
from steward.team.work.actions.keep_checklist import add_items, order_items, remove_item, rename_item, tick


@require_POST
def add(request: HttpRequest, task_id: int) -> HttpResponse:
    """Add items to the checklist, one for each line."""
    try:
        add_items(actor=viewer_in(request), task_id=task_id, texts=request.POST.get("text", "").splitlines())
    except Invalid as problem:
        toast(request, str(problem), level=40)
    return _to(task_id, "checklist")


@require_POST
def item(request: HttpRequest, task_id: int, item_id: int) -> HttpResponse:
    """Tick an item, open it again, say it otherwise, or remove it: by the name of the button."""
    viewer, given = viewer_in(request), request.POST
    if "remove" in given:
        text = remove_item(actor=viewer, task_id=task_id, item_id=item_id)
        toast(request, _("Removed: %(text)s") % {"text": text})
    elif "text" in given:
        rename_item(actor=viewer, task_id=task_id, item_id=item_id, text=given["text"])
    else:
        tick(actor=viewer, task_id=task_id, item_id=item_id, done=given.get("done") == "1")
    return _to(task_id, "checklist")


@require_POST
def order(request: HttpRequest, task_id: int) -> HttpResponse:
    """Put the items into the order they are sent in."""
    ids = [int(one) for one in request.POST.getlist("items") if one.isdecimal()]
    order_items(actor=viewer_in(request), task_id=task_id, ids=ids)
    return _to(task_id, "checklist")


@require_POST
def comment(request: HttpRequest, task_id: int) -> HttpResponse:
    """Write about a task."""
    try:
        made = comment_task(actor=viewer_in(request), task_id=task_id, text=request.POST.get("text", ""))
    except Invalid as problem:
        toast(request, str(problem), level=40)
        return _to(task_id, "comments")
    return _to(task_id, f"comment-{made.pk}")


@require_POST
def change_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Change, remove or bring back a comment of one's own."""
    viewer = viewer_in(request)
    if "remove" in request.POST:
        gone = remove_comment(actor=viewer, comment_id=comment_id)
        toast(request, _("Removed."), undo=reverse("work-comment-change", args=[comment_id]) + "?restore=1")
        return _to(gone.task_id, "comments")
    if "restore" in request.GET:
        return _to(restore_comment(actor=viewer, comment_id=comment_id).task_id, f"comment-{comment_id}")
    changed = edit_comment(actor=viewer, comment_id=comment_id, text=request.POST.get("text", ""))
    return _to(changed.task_id, f"comment-{comment_id}")


def _to(task_id: int, place: str) -> HttpResponse:
    return redirect(f"{reverse('work-task', args=[task_id])}#{place}")
