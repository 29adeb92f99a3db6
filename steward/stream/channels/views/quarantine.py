"""The quarantine as a file."""

import json
from collections.abc import Iterator

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from steward.foundation.ui.csvfile import export_csv
from steward.people.access.public import viewer_in
from steward.stream.channels.models import Quarantined
from steward.stream.channels.queries import quarantine_for
from steward.stream.channels.views.tables import QUARANTINE

_FIELDS = ("file", "position", "reason", "detail", "raw")


@require_safe
def download(request: HttpRequest, import_id: int, kind: str) -> StreamingHttpResponse:
    """Every record in quarantine as `csv` (for people) or `jsonl` (for programs, the raw text untouched)."""
    rows = quarantine_for(viewer_in(request), import_id)
    if kind == "csv":
        return export_csv(QUARANTINE, rows, list(QUARANTINE.columns))
    if kind != "jsonl":
        raise Http404
    response = StreamingHttpResponse(_lines(rows.iterator(chunk_size=500)), content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="quarantine-{import_id}.jsonl"'
    return response


def _lines(rows: Iterator[Quarantined]) -> Iterator[str]:
    for row in rows:
        yield json.dumps({field: getattr(row, field) for field in _FIELDS}, ensure_ascii=False) + "\n"
