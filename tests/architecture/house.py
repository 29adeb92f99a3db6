"""What the tests of the house's rules read: its files, functions and imports."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STEWARD = ROOT / "steward"
WINGS = ("foundation", "people", "stream", "square", "care", "team", "direction")
APART = ("migrations", "tests", "built", "node_modules", "__pycache__")


def rooms() -> list[Path]:
    """Every room's folder."""
    return sorted(
        folder for wing in WINGS for folder in (STEWARD / wing).iterdir()
        if folder.is_dir() and (folder / "__init__.py").exists()
    )  # fmt: skip


def code_files() -> list[Path]:
    """Every Python file of the product, tests and migrations aside."""
    return sorted(file for file in STEWARD.rglob("*.py") if not set(APART) & set(file.relative_to(STEWARD).parts))


@cache
def tree_of(file: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of the file."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(file: Path) -> Iterator[tuple[str, str]]:
    """Every (module, name) the file imports of ours, late imports too."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("steward."):
            for alias in node.names:
                yield node.module, alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("steward."):
                    yield alias.name, ""


def name_of(file: Path) -> str:
    """The path as the allow-list writes it."""
    return file.relative_to(ROOT).as_posix()


def room_of(module: str) -> str:
    """`steward.people.members.actions.merge` → `people.members`; "" outside the wings."""
    parts = module.split(".")
    return ".".join(parts[1:3]) if len(parts) > 2 and parts[1] in WINGS else ""
