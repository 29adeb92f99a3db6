"""A condition as the form shows it: groups of conditions, each wanting all, one or none of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from steward.care.screening.forms.kinds import KINDS, KindSpec, Values

MODES = (
    ("all", _("all of these are true")),
    ("any", _("at least one of these is true")),
    ("none", _("none of these is true")),
)
JOINS = (("all", _("every group holds")), ("any", _("one group is enough")))
MOST_GROUPS, MOST_ROWS = 8, 20


@dataclass(slots=True)
class Row:
    """One condition: a key of KINDS, its fields' values, and whether it must not be so."""

    kind: str
    values: Values = field(default_factory=dict)
    negated: bool = False

    @property
    def spec(self) -> KindSpec:
        """What the form knows of this kind."""
        return KINDS[self.kind]

    def tree(self) -> dict[str, Any]:
        """The row in the grammar."""
        leaf = self.spec.leaf(self.values)
        return {"not": leaf} if self.negated else leaf


@dataclass(slots=True)
class Group:
    """Some conditions."""

    mode: str = "all"
    rows: list[Row] = field(default_factory=list)

    def tree(self) -> dict[str, Any]:
        """The group in the grammar."""
        trees = [row.tree() for row in self.rows]
        if self.mode == "none":
            return {"not": {"any": trees}}
        return trees[0] if len(trees) == 1 else {self.mode: trees}


@dataclass(slots=True)
class Conditions:
    """The whole condition."""

    join: str = "all"
    groups: list[Group] = field(default_factory=lambda: [Group()])

    def tree(self) -> dict[str, Any]:
        """The condition in the grammar; empty groups are left out. {"all": []} where there is nothing.

        What stands alone, or in a group that wants what all groups want, comes first: reading the tree again gives it.
        """
        filled = [group for group in self.groups if group.rows]
        if len(filled) == 1:
            return filled[0].tree()
        loose = [row.tree() for group in filled if self._is_loose(group) for row in group.rows]
        trees = [*loose, *(group.tree() for group in filled if not self._is_loose(group))]
        return trees[0] if len(trees) == 1 else {self.join: trees}

    def _is_loose(self, group: Group) -> bool:
        return group.mode == self.join or (len(group.rows) == 1 and group.mode != "none")


def new_row(kind: str) -> Row:
    """A condition as the form begins it."""
    return Row(kind, {one.name: [] if one.kind == "lists" else one.start for one in KINDS[kind].fields})


def conditions_of(tree: Mapping[str, Any]) -> Conditions | None:
    """The groups of a tree of the grammar; None for one that is nested more deeply than the form shows."""
    for join in ("all", "any"):
        if join in tree:
            return _joined(join, tree[join])
    group = _group(tree)
    return Conditions("all", [group]) if group else None


def _joined(join: str, children: list[Any]) -> Conditions | None:
    rows = [_row(child) for child in children]
    loose = [row for row in rows if row]
    groups = [_group(child) for child, row in zip(children, rows, strict=True) if row is None]
    if any(group is None for group in groups):
        return None
    found = [group for group in groups if group is not None]
    if loose:
        found.insert(0, Group(join, loose))
    if len(found) > MOST_GROUPS or any(len(group.rows) > MOST_ROWS for group in found):
        return None
    return Conditions(join, found)


def _group(tree: Mapping[str, Any]) -> Group | None:
    if row := _row(tree):
        return Group("all", [row])
    for mode, children in (("all", tree.get("all")), ("any", tree.get("any")), ("none", _denied(tree))):
        if children:
            rows = [_row(child) for child in children]
            return Group(mode, [row for row in rows if row]) if all(rows) else None
    return None


def _denied(tree: Mapping[str, Any]) -> Any:
    inner = tree.get("not")
    return inner.get("any") if isinstance(inner, Mapping) else None


def _row(tree: Mapping[str, Any]) -> Row | None:
    negated = "not" in tree
    leaf = tree["not"] if negated else tree
    kind = next((name for name in leaf if name in KINDS), "")
    values = KINDS[kind].values(leaf) if kind else None
    return Row(kind, values, negated) if values is not None else None


def read_conditions(data: QueryDict) -> Conditions:
    """The conditions as they were sent, after the button `do` of the form: add or drop a condition or a group."""
    groups: list[Group] = []
    while len(groups) < MOST_GROUPS and f"g{len(groups)}.mode" in data:
        groups.append(_read_group(data, f"g{len(groups)}"))
    conditions = Conditions("any" if data.get("join") == "any" else "all", groups or [Group()])
    _do(conditions, data)
    return conditions


def _read_group(data: QueryDict, name: str) -> Group:
    mode = data.get(f"{name}.mode", "all")
    rows = []
    for number in range(MOST_ROWS):
        kind = data.get(f"{name}.r{number}.kind", "")
        if kind in KINDS:
            rows.append(_read_row(data, f"{name}.r{number}", kind))
    return Group(mode if mode in {"all", "any", "none"} else "all", rows)


def _read_row(data: QueryDict, name: str, kind: str) -> Row:
    values: Values = {}
    for one in KINDS[kind].fields:
        key = f"{name}.{one.name}"
        values[one.name] = (
            data.getlist(key) if one.kind == "lists" else key in data if one.kind == "check" else data.get(key, "")
        )
    return Row(kind, values, f"{name}.not" in data)


def _do(conditions: Conditions, data: QueryDict) -> None:
    verb, _colon, where = data.get("do", "").partition(":")
    numbers = [int(part) for part in where.split(".") if part.isdecimal()]
    groups = conditions.groups
    acts: dict[str, Callable[[], Any]] = {
        "group": lambda: groups.append(Group("any")) if len(groups) < MOST_GROUPS else None,
        "drop-group": lambda: groups.pop(numbers[0]) if len(groups) > 1 else None,
        "add": lambda: _add(groups[numbers[0]], data.get(f"g{numbers[0]}.add", "")),
        "drop": lambda: groups[numbers[0]].rows.pop(numbers[1]),
    }
    if verb in acts:
        try:
            acts[verb]()
        except IndexError:
            return


def _add(group: Group, kind: str) -> None:
    if kind in KINDS and len(group.rows) < MOST_ROWS:
        group.rows.append(new_row(kind))
