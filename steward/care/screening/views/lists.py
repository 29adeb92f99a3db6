"""Word lists: all of them, one with its words, words in and out as text files."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.care.screening.actions.write_list import ReadWords, change_words, remove_list, write_list
from steward.care.screening.engine.builtin import BuiltinList, builtin_lists
from steward.care.screening.enums import BUILTIN
from steward.care.screening.forms.others import ListForm, WordsForm
from steward.care.screening.models import WordList
from steward.care.screening.queries.lists import askers, list_for, lists_for, words_of
from steward.care.screening.rules import MANAGE
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in

_PAGE = 200


@require_safe
def word_lists(request: HttpRequest) -> HttpResponse:
    """Every list, which rules ask it, and the ready-made ones that are not here yet."""
    viewer = viewer_in(request)
    rows = list(lists_for(viewer))
    context = {
        "lists": rows,
        "askers": askers(),
        "offered": offered({row.key for row in rows}),
        "may": viewer.can(MANAGE),
    }
    return render(request, "screening/lists.jinja", context)


def new_list(request: HttpRequest) -> HttpResponse:
    """Make a list, with its words."""
    require(allowed(viewer_in(request), MANAGE))
    form, words = ListForm(request.POST or None), WordsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and words.is_valid():
        read = words.read()
        try:
            row = write_list(actor=viewer_in(request), words=read.words, **form.cleaned_data)
            return _after(request, row, read)
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "screening/list_form.jinja", {"form": form, "words": words, "row": None})


def edit_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Change how a list is called and how its words are looked for."""
    row = list_for(viewer_in(request), list_id)
    require(allowed(viewer_in(request), MANAGE))
    initial = {name: getattr(row, name) for name in ListForm.base_fields}
    form = ListForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            write_list(actor=viewer_in(request), list_id=list_id, **form.cleaned_data)
            toast(request, _("Saved."))
            return redirect("screening-list", list_id)
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "screening/list_form.jinja", {"form": form, "words": None, "row": row})


@require_safe
def list_page(request: HttpRequest, list_id: int) -> HttpResponse:
    """The words of a list."""
    return _list_page(request, list_id)


def _list_page(
    request: HttpRequest, list_id: int, form: WordsForm | None = None, read: ReadWords | None = None
) -> HttpResponse:
    viewer = viewer_in(request)
    row = list_for(viewer, list_id)
    search = request.GET.get("q", "").strip()[:200]
    page = Paginator(words_of(row, search), _PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row, "page": page, "q": search, "askers": askers().get(row.key, []), "may": viewer.can(MANAGE),
        "form": form or WordsForm(), "read": read,
        "address": lambda number: f"?{urlencode({'q': search, 'page': number})}",
    }  # fmt: skip
    return render(request, "screening/list.jinja", context)


@require_POST
def put_words(request: HttpRequest, list_id: int) -> HttpResponse:
    """Add words, or put these in the place of all; lines that cannot be used are listed."""
    form = WordsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list_page(request, list_id, form)
    read, viewer = form.read(), viewer_in(request)
    row = list_for(viewer, list_id)
    if form.cleaned_data["replace"]:
        kept = {name: getattr(row, name) for name in ListForm.base_fields}
        write_list(actor=viewer, list_id=list_id, words=read.words, **kept)
    else:
        change_words(actor=viewer, list_id=list_id, add=read.words)
    return _after(request, row, read)


def _after(request: HttpRequest, row: WordList, read: ReadWords) -> HttpResponse:
    """Say what was taken; with bad lines the page lists them."""
    count = len(read.words)
    toast(request, ngettext("%(num)d word read.", "%(num)d words read.", count) % {"num": count})
    if read.bad:
        return _list_page(request, row.pk, read=read)
    return redirect("screening-list", row.pk)


@require_POST
def drop_words(request: HttpRequest, list_id: int) -> HttpResponse:
    """Take words out."""
    change_words(actor=viewer_in(request), list_id=list_id, remove=request.POST.getlist("word"))
    toast(request, _("Taken out."))
    return redirect("screening-list", list_id)


@require_safe
def export_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """The words as a text file, one on each line."""
    row = list_for(viewer_in(request), list_id)
    text = "".join(f"{word.text}\n" for word in words_of(row))
    name = f"{row.key}-v{row.version}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + text, content_type="text/plain; charset=utf-8", headers=headers)


@require_POST
def remove(request: HttpRequest, list_id: int) -> HttpResponse:
    """Delete a list that no rule asks."""
    try:
        remove_list(actor=viewer_in(request), list_id=list_id)
    except Invalid as problem:
        toast(request, str(problem), level=messages.ERROR)
        return redirect("screening-list", list_id)
    toast(request, _("The list is deleted."))
    return redirect("screening-lists")


def offered(have: set[str]) -> list[dict[str, Any]]:
    """The ready-made lists that nobody has taken yet."""
    return [
        {
            "key": one.spec.key, "name": title_of(one), "count": len(one.spec.words), "allow": one.spec.allow,
            "licence": one.licence,
        }
        for one in builtin_lists()
        if one.spec.key not in have
    ]  # fmt: skip


def title_of(one: BuiltinList) -> str:
    """What a ready-made list is called in the language in use."""
    return str(BUILTIN.get(one.title, one.title))


@require_POST
def start_list(request: HttpRequest) -> HttpResponse:
    """Take a ready-made list; from then on it is the team's own."""
    found = next((one for one in builtin_lists() if one.spec.key == request.POST.get("key")), None)
    if found is None:
        raise NotFound
    spec = found.spec
    row = write_list(
        actor=viewer_in(request), name=title_of(found), key=spec.key, code=spec.code, allow=spec.allow,
        pinyin=spec.pinyin, whole_words=spec.whole_words, words=spec.words,
    )  # fmt: skip
    toast(request, _("The list is yours now: change it as you need."))
    return redirect("screening-list", row.pk)
