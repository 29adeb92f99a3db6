"""One way to answer with a page: whole, or the one block an htmx request asks for."""

from functools import cache, partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.cache import patch_vary_headers
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from jinja2_fragments import render_block


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part: not a boosted link and not a page restored from history."""
    headers = request.headers
    return "HX-Request" in headers and "HX-Boosted" not in headers and "HX-History-Restore-Request" not in headers


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    block: str | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer with `template`; to htmx with only its block.

    The block is the one named `block`, or else the one whose name is the id of the element htmx will replace
    (`people-table` is found in `{% block people_table %}`). Toasts travel with a fragment. Raises
    `jinja2.TemplateNotFound` and whatever the template raises.
    """
    backend = cast("Jinja2", engines["jinja2"])
    values = _context(request, backend, context or {})
    page = backend.env.get_template(template)
    name = block or request.headers.get("HX-Target", "").replace("-", "_")
    if wants_fragment(request) and name in page.blocks:
        html = render_block(backend.env, template, name, values)
        html += str(backend.env.get_template("ui/fragments/toasts.jinja").render(values))
    else:
        html = page.render(values)
    response = HttpResponse(html, status=status)
    patch_vary_headers(response, ("HX-Request", "HX-Target", "Cookie"))
    return response


def _context(request: HttpRequest, backend: Jinja2, context: dict[str, Any]) -> dict[str, Any]:
    """What every page knows. The token of its forms is masked once for all of them: a board has a thousand."""
    from django.template.backends.utils import csrf_input

    values: dict[str, Any] = {
        "request": request,
        "csrf_input": lazy(cache(partial(csrf_input, request)), SafeString)(),
        "csrf_token": lazy(cache(partial(get_token, request)), str)(),
    }
    for processor in backend.template_context_processors:
        values.update(processor(request))
    return values | context
