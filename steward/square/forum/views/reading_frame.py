"""The shell around the pages of who is signed in: drawn once for each reader, then only filled.

Drawing the shell (links, menus, icons) takes longer than everything inside it. What can differ between two pages of
one reader is in the key of the drawing (language, theme, roles, name, what waits in inbox and letters, which link is
the present one) or in a slot (title, head, content, the address to come back to, the token of forms).
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from markupsafe import Markup, escape

from steward.foundation.kernel import clock
from steward.foundation.ui.context import Shell
from steward.people.access.public import viewer_in
from steward.square.forum.pages import PARTS, SEAM, TOKEN, Cooked, slot
from steward.square.forum.queries.stamps import Stamp

#: The hidden field of a form, as it stands in shared drawings.
TOKEN_FIELD = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(Markup(TOKEN))  # noqa: S704
_NAMES = ("title", "head", "width", "content")


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be drawn. With a `key` all but what is in `own` (drawn parts, by name) is drawn once for everybody."""

    template: str
    context: dict[str, Any]
    own: dict[str, Markup] = field(default_factory=dict)
    key: Hashable = None


def framed(request: HttpRequest, page: Page, stamp: Stamp) -> str | None:
    """The page with the token still to be put in; None when there are toasts to show, once."""
    if len(get_messages(request)):
        return None
    shell = Shell(request)
    values = {"request": request, "shell": shell, "csrf_input": TOKEN_FIELD, "csrf_token": Markup(TOKEN), "slot": slot}  # noqa: S704
    pieces = {**_pieces(page, values, stamp), "path": str(escape(shell.path))}
    return _frame(request, shell, values, stamp.frame).fill(lambda name, _number: pieces[name])


def _pieces(page: Page, values: dict[str, Any], stamp: Stamp) -> dict[str, str]:
    """The blocks of the page, those of a list drawn once for all; the list itself is put in for each reader."""
    key, numbers = ("pieces", page.template, page.key), (stamp.square, stamp.frame)
    kept: Cooked | None = PARTS.get(key, numbers, clock.now()) if page.key else None
    if kept is None:
        own = {"layout": "forum/parts/pieces.jinja", "seam": slot("seam"), **{name: slot(name) for name in page.own}}
        html = (
            cast("Jinja2", engines["jinja2"]).env.get_template(page.template).render({**values, **page.context, **own})
        )
        kept = Cooked.of(html)
        if page.key:
            PARTS.put(key, numbers, kept, kept.size)
    html = kept.fill(lambda name, _number: SEAM if name == "seam" else page.own[name])
    return dict(zip(_NAMES, (part.strip() for part in html.split(SEAM, 3)), strict=True))


def _frame(request: HttpRequest, shell: Shell, values: dict[str, Any], frame: int) -> Cooked:
    viewer = viewer_in(request)
    waits = tuple((link.url, link.badge, link.here) for link in shell.portal_tools)
    here = request.path if request.path in _present(shell) or request.path.startswith("/latest/") else ""
    name = shell.viewer_name
    key = ("frame", viewer.account_id, name, viewer.roles, shell.language, shell.theme, waits, here)
    kept: Cooked | None = PARTS.get(key, frame, clock.now())
    if kept is None:
        html = cast("Jinja2", engines["jinja2"]).env.get_template("forum/parts/frame.jinja").render(values)
        back = f'name="next" value="{escape(shell.path)}"'
        kept = Cooked.of(html.replace(back, f'name="next" value="{slot("path")}"'))
        PARTS.put(key, frame, kept, kept.size)
    return kept


def _present(shell: Shell) -> set[str]:
    """The addresses that links of the shell mark as the present one."""
    return {"/", *(link.url for link in shell.portal_nav)}
