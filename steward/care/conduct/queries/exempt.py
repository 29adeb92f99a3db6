"""Whom an exemption can be for."""

from typing import Any

from steward.care.conduct.rules.practice import EXEMPT_KINDS
from steward.people.access.public import Role
from steward.people.groups.public import group_names
from steward.square.forum.enums import TrustLevel


def exempt_choices() -> list[tuple[Any, list[tuple[str, str]]]]:
    """Roles, groups and levels of trust, grouped: (kind in words, [(“role:editor”, its name)])."""
    roles = [(f"role:{role.value}", str(role.label)) for role in Role]
    groups = [(f"group:{pk}", name) for pk, name in group_names().items()]
    trust = [(f"trust:{level.value}", f"{level.value} · {level.label}") for level in TrustLevel]
    named = (("role", roles), ("group", groups), ("trust", trust))
    return [(EXEMPT_KINDS[kind], choices) for kind, choices in named if choices]
