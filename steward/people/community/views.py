"""The community's settings, its stylesheet, what it says about itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.media.public import store_picture
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in
from steward.people.community import colours
from steward.people.community.enums import CHANGE, TextKey
from steward.people.community.forms import FORMS, SettingsForm, TextForm
from steward.people.community.public import change_community, community, cook, undo_change, write_text
from steward.people.community.queries import picture, versions_of
from steward.people.community.rules import fingerprint, stylesheet


@require_safe
def brand_stylesheet(_request: HttpRequest, digest: str) -> HttpResponse:
    """The community's tokens. Under its own fingerprint it may be kept for ever, under an old one it is not kept."""
    css = stylesheet(community())
    kept = "public, max-age=31536000, immutable" if digest == fingerprint(css) else "no-store"
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": kept})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the community is, and its texts."""
    now = community()
    context = {"now": now, "text": now.text(TextKey.ABOUT), "texts": _texts(), "cover": picture(now.cover)}
    return render(request, "community/about.jinja", context)


@require_safe
def about_text(request: HttpRequest, key: str) -> HttpResponse:
    """One text: its current version, or an earlier one with `?version=`."""
    wanted = request.GET.get("version", "")
    versions = [row for row in versions_of(key) if row.markdown] if key in TextKey.values else []
    shown = next(
        (row for row in versions if str(row.version) == wanted), None if wanted else next(iter(versions), None)
    )
    if shown is None or community().text(key) is None:
        raise NotFound
    title = dict(TextKey.choices)[TextKey(key)]
    context = {"text": shown, "title": title, "versions": versions, "newest": versions[0].version}
    return render(request, "community/text.jinja", context)


def settings_page(request: HttpRequest, tab: str = "about") -> HttpResponse:
    """Show and change one tab of the settings."""
    require(allowed(viewer_in(request), "community.manage"))
    if tab not in FORMS:
        raise NotFound
    form = FORMS[tab](request.POST, request.FILES) if request.method == "POST" else FORMS[tab].of(community())
    if form.is_bound and form.is_valid() and _saved(request, form):
        return redirect("community-settings", tab)
    context = {"form": form, "tabs": _tabs(tab), "now": community(), "offers": _offers(form), "past": _past()}
    template = "community/settings_look.jinja" if tab == "look" else "community/settings.jinja"
    return render(request, template, context)


def _saved(request: HttpRequest, form: SettingsForm) -> bool:
    """Whether the values could be used; the form says otherwise why not."""
    try:
        decision = change_community(actor=viewer_in(request), **form.changes(), **_pictures(request))
    except Invalid as problem:
        refuse(form, problem)
        return False
    undo = reverse("community-undo", args=[decision.pk]) if decision else ""
    toast(request, _("Saved.") if decision else _("Nothing was different."), undo=undo)
    return True


def _pictures(request: HttpRequest) -> dict[str, str]:
    """Keys of the pictures that came along."""
    viewer = viewer_in(request)
    stored = {}
    for place in ("logo", "cover"):
        if file := request.FILES.get(f"{place}_file"):
            try:
                upload = store_picture(account_id=viewer.own_id, file=file, name=file.name or place)
            except Invalid as problem:
                raise Invalid({f"{place}_file": str(problem)}) from None
            stored[place] = upload.key
    return stored


def _offers(form: SettingsForm) -> list[dict[str, str]]:
    """For each colour that was refused: what was chosen and the nearest shade that passes."""
    found = []
    for name in ("primary", "accent"):
        chosen = str(form.data.get(name, "")).lower() if form.is_bound and name in form.errors else ""
        if colours.is_colour(chosen):
            found.append({"field": name, "chosen": chosen, "shade": colours.nearest(chosen, colours.PAPER)})
    return found


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take a change of settings back."""
    try:
        undo_change(actor=viewer_in(request), decision_id=decision_id)
        toast(request, _("The settings are as they were."))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("community-settings", "about")


def text_page(request: HttpRequest, key: str = TextKey.TERMS) -> HttpResponse:
    """Write a legal text; its versions below."""
    require(allowed(viewer_in(request), "community.manage"))
    if key not in TextKey.values:
        raise NotFound
    now, preview = community().text(key), ""
    form = TextForm(request.POST or None, initial={"markdown": now.markdown if now else "", "asks_again": now is None})
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            return _write(request, key, form.cleaned_data)
        preview = cook(form.cleaned_data["markdown"])
    context = {"form": form, "key": key, "versions": versions_of(key), "preview": preview, "labels": TextKey.choices}
    return render(request, "community/settings_texts.jinja", context | {"tabs": _tabs("texts")})


def _write(request: HttpRequest, key: str, values: dict[str, Any]) -> HttpResponse:
    new = write_text(actor=viewer_in(request), key=key, **values)
    toast(
        request, _("Version %(number)s is published.") % {"number": new.version} if new else _("Nothing was different.")
    )
    return redirect("community-text", key)


def _texts() -> list[dict[str, Any]]:
    labels = dict(TextKey.choices)
    return [{"key": text.key, "title": labels[TextKey(text.key)], "text": text} for text in community().texts]


def _past() -> list[tuple[Decision, str]]:
    """The latest changes, each with what it changed in words."""
    labels = {name: field.label for form in FORMS.values() for name, field in form.base_fields.items()} | {
        "languages": _("Languages"), "logo": _("Logo"), "cover": _("Cover"),
    }  # fmt: skip
    rows = Decision.objects.filter(kind=CHANGE).select_related("account").order_by("-pk")[:8]
    return [(row, _(", ").join(str(labels.get(name, name)) for name in sorted(row.evidence["new"]))) for row in rows]


def _tabs(here: str) -> list[tuple[str, str, bool]]:
    labels = {
        "about": pgettext("of the community", "About"),
        "look": _("Look"),
        "joining": _("Joining"),
        "texts": _("Legal texts"),
        "footer": _("Foot of the page"),
    }
    addresses = {tab: reverse("community-settings", args=[tab]) for tab in FORMS} | {
        "texts": reverse("community-text", args=["terms"])
    }
    return [(label, addresses[tab], tab == here) for tab, label in labels.items()]
