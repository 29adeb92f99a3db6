"""Taking an export in: what it is, before anything of it is stored."""

from pathlib import Path
from typing import Any

from django.db import transaction

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer
from steward.stream.channels import places
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.fingerprint import measure
from steward.stream.channels.importers.catalogue import Found
from steward.stream.channels.importers.tree import open_tree
from steward.stream.channels.models import Import
from steward.stream.channels.reading import recognised
from steward.stream.channels.rules import may_import, may_read


def receive(
    *,
    actor: Viewer,
    path: Path,
    filename: str = "",
    origin: str = Import.Origin.COMMAND,
    options: dict[str, Any] | None = None,
    measured: tuple[str, int] | None = None,
) -> list[Import]:
    """Recognise what lies at `path` and write one import that has not started for each export in it.

    An unknown format becomes one import without format: the person may name it. `measured` is fingerprint and size
    where they are known. Raises Forbidden and ImportProblem.
    """
    require(may_read(actor, path) if origin == Import.Origin.SERVER else may_import(actor))
    path = path.resolve()
    wishes = {key: value for key, value in (options or {}).items() if value}
    try:
        fingerprint, size = measured or measure(path)
    except OSError as error:
        raise ImportProblem(f"{path}: {error.strerror or error}") from error
    found = _look(path, wishes, strict=origin == Import.Origin.COMMAND)
    shared = {
        "path": str(path), "filename": (filename or path.name)[:255], "origin": origin, "size": size,
        "fingerprint": fingerprint, "account_id": actor.account_id, "state": Import.State.DRAFT,
    }  # fmt: skip
    exports: list[Found | None] = [*found] or [None]
    with transaction.atomic():
        return [
            Import.objects.create(**shared, format=one.importer.key if one else "", options=wishes | _mark(one, found))
            for one in exports
        ]


def _look(path: Path, wishes: dict[str, Any], *, strict: bool) -> list[Found]:
    with open_tree(path, workspace=places.workspace()) as tree:
        try:
            return recognised(tree, wishes)
        except ImportProblem:
            if strict:
                raise
            return []


def _mark(one: Found | None, found: list[Found]) -> dict[str, str]:
    """Which export of several this is."""
    return {"found": one.match.key} if one and len(found) > 1 else {}
