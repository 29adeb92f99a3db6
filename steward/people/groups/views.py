"""Groups, for members and for the team."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in
from steward.people.groups.enums import Standing
from steward.people.groups.errors import no_such_member
from steward.people.groups.forms import GroupForm, WhoForm
from steward.people.groups.public import (
    change_group,
    drop_group,
    groups_for,
    join_group,
    leave_group,
    let_in,
    let_lead,
    make_group,
    take_out,
)
from steward.people.groups.queries import find_account, group_for, leads, people_of


@require_safe
def groups_page(request: HttpRequest) -> HttpResponse:
    """The groups one may know of."""
    return render(request, "groups/list.jinja", {"groups": list(groups_for(viewer_in(request)))})


@require_safe
def group_page(request: HttpRequest, group_id: int) -> HttpResponse:
    """One group: who belongs to it; who leads it takes people in here."""
    viewer = viewer_in(request)
    group = group_for(viewer, group_id)
    leading = leads(viewer, group_id)
    asking = people_of(group, Standing.ASKED) if leading else []
    shown = people_of(group) if viewer.account else []
    context = {"group": group, "people": shown, "asking": asking, "leading": leading, "form": WhoForm()}
    return render(request, "groups/group.jinja", context)


@require_POST
def join(request: HttpRequest, group_id: int) -> HttpResponse:
    """Join, or ask to."""
    standing = join_group(actor=viewer_in(request), group_id=group_id)
    toast(request, _("You belong to it now.") if standing == Standing.IN else _("Who leads the group has been asked."))
    return redirect("group", group_id)


@require_POST
def leave(request: HttpRequest, group_id: int) -> HttpResponse:
    """Leave, or take the question back."""
    leave_group(actor=viewer_in(request), group_id=group_id)
    return redirect("groups")


@require_POST
def change_people(request: HttpRequest, group_id: int, verb: str, account_id: int) -> HttpResponse:
    """Let somebody in, take somebody out, let somebody lead or no longer."""
    viewer = viewer_in(request)
    if verb == "in":
        let_in(actor=viewer, group_id=group_id, account_id=account_id)
    elif verb == "out":
        take_out(actor=viewer, group_id=group_id, account_id=account_id)
    else:
        let_lead(actor=viewer, group_id=group_id, account_id=account_id, lead=verb == "lead")
    return redirect("group", group_id)


@login_required
@require_POST
def add_person(request: HttpRequest, group_id: int) -> HttpResponse:
    """Take somebody in by nickname or address."""
    account_id = find_account(viewer_in(request), request.POST.get("who", ""))
    try:
        if account_id is None:
            raise no_such_member()
        let_in(actor=viewer_in(request), group_id=group_id, account_id=account_id)
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("group", group_id)


def console(request: HttpRequest, group_id: int | None = None) -> HttpResponse:
    """The team's page: every group; make one, change one."""
    viewer = viewer_in(request)
    require(allowed(viewer, "groups.manage"))
    group = group_for(viewer, group_id) if group_id else None
    start = {name: getattr(group, name) for name in GroupForm.base_fields} if group else None
    form = GroupForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = _keep(request, group_id, form.cleaned_data)
            return redirect("group", made)
        except Invalid as problem:
            form.add_error("name", str(problem))
    return render(request, "groups/console.jinja", {"groups": list(groups_for(viewer)), "form": form, "group": group})


def _keep(request: HttpRequest, group_id: int | None, values: dict[str, str]) -> int:
    viewer = viewer_in(request)
    if group_id:
        return change_group(actor=viewer, group_id=group_id, **values).pk
    return make_group(actor=viewer, **values).pk


@require_POST
def drop(request: HttpRequest, group_id: int) -> HttpResponse:
    """Remove a group."""
    drop_group(actor=viewer_in(request), group_id=group_id)
    toast(request, _("The group is gone."))
    return redirect("groups-console")
