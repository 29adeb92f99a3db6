"""Addresses of the clauses room."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from steward.care.clauses.enums import RESERVED
from steward.care.clauses.views import editing, publishing, reading


class ClauseKey(StringConverter):
    """The key of a clause; words that are pages of their own are none."""

    regex = rf"(?!(?:{'|'.join(sorted(RESERVED))})/)[a-z][a-z0-9-]{{0,39}}"


register_converter(ClauseKey, "clause")

urlpatterns = [
    path("conduct/", reading.code, name="code-of-conduct"),
    path("conduct/changes/", reading.code_changes, name="code-changes"),
    path("console/conduct/code/", editing.editor, name="code-editor"),
    path("console/conduct/code/found/", editing.found, name="code-found"),
    path("console/conduct/code/new/", editing.new_clause, name="code-new-clause"),
    path("console/conduct/code/publish/", publishing.publish, name="code-publish"),
    path("console/conduct/code/discard/", publishing.discard, name="code-discard"),
    path("console/conduct/code/acceptances/", publishing.acceptances, name="code-acceptances"),
    path("console/conduct/code/acceptances/remind/", publishing.remind, name="code-remind"),
    path("console/conduct/code/clauses/<slug:key>/", editing.edit_clause, name="code-edit-clause"),
    path("console/conduct/code/clauses/<slug:key>/retire/", editing.retire, name="code-retire"),
    path("console/conduct/code/clauses/<slug:key>/back/", editing.bring_back, name="code-bring-back"),
    re_path(
        r"^console/conduct/code/clauses/(?P<key>[\w-]+)/move/(?P<way>up|down)/$", editing.move, name="code-move-clause"
    ),
    path("conduct/<clause:key>/", reading.clause, name="code-clause"),
]
