"""All importers, and which of them a tree is for."""

from typing import NamedTuple

from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers import (
    discord,
    discourse,
    git,
    github,
    irc,
    mbox,
    own,
    perceval,
    qq,
    slack,
    slack_log,
    stackexchange,
    telegram,
    wechat,
    zulip,
)
from steward.stream.channels.importers.base import Importer, Match
from steward.stream.channels.importers.tree import Tree

#: The order decides between equal confidences.
IMPORTERS: tuple[Importer, ...] = (
    slack.IMPORTER,
    slack_log.IMPORTER,
    zulip.IMPORTER,
    discord.IMPORTER,
    discourse.IMPORTER,
    stackexchange.IMPORTER,
    github.IMPORTER,
    git.IMPORTER,
    perceval.IMPORTER,
    telegram.IMPORTER,
    telegram.IMPORTER_LOCAL,
    wechat.IMPORTER,
    wechat.IMPORTER_CSV,
    qq.IMPORTER,
    mbox.IMPORTER,
    irc.IMPORTER,
    own.IMPORTER,
)

_CERTAIN = 75
_MOST_PARTS = 30


class Found(NamedTuple):
    """One export inside a tree: what reads it, what it is, and the part of the tree it lies in."""

    importer: Importer
    match: Match
    tree: Tree


def by_key(key: str) -> Importer | None:
    """The importer with this key."""
    return next((importer for importer in IMPORTERS if importer.key == key), None)


def recognise(tree: Tree) -> tuple[Importer, Match] | None:
    """The importer that is most confident, or None when nobody knows the format."""
    best: tuple[Importer, Match] | None = None
    for importer in IMPORTERS:
        try:
            match = importer.sniff(tree)
        except ImportProblem:
            # What one importer cannot read may be plain to another.
            continue
        if match and (best is None or match.confidence > best[1].confidence):
            best = (importer, match)
    return best


def recognise_all(tree: Tree) -> list[Found]:
    """Every export in the tree: an archive may hold those of several services side by side.

    Folders that lie side by side count as separate exports when they are of different services or workspaces; else the
    tree is one.
    """
    whole = recognise(tree)
    folders = _side_by_side(tree)
    parts = [found for folder in folders for found in _part(tree, folder)] if len(folders) <= _MOST_PARTS else []
    if len({(found.match.service, found.match.realm) for found in parts}) > 1:
        return parts
    return [Found(*whole, tree)] if whole else []


def _part(tree: Tree, folder: str) -> list[Found]:
    part = tree.under(folder)
    found = recognise(part)
    return [Found(*found, part)] if found and found[1].confidence >= _CERTAIN else []


def _side_by_side(tree: Tree) -> list[str]:
    """The first folders, going down, that are more than one."""
    prefix = ""
    while True:
        names = {
            entry.path.removeprefix(prefix).partition("/")[0]
            for entry in tree.entries()
            if entry.path.startswith(prefix) and "/" in entry.path.removeprefix(prefix)
        }
        if len(names) != 1:
            return sorted(f"{prefix}{name}" for name in names)
        prefix += f"{names.pop()}/"
