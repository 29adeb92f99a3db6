"""Rooms meet at their doors, and what is above is told by facts."""

import re

from django.apps import apps
from django.conf import settings

from tests.architecture import house
from tests.architecture.allowed import OPEN_WINDOWS, OWN_WORDS

DOORS = {"public", "events", "enums", "errors", "records", "handlers"}
#: Rooms whose every file may be used: they know no domain and are there for that.
OPEN_ROOMS = {"foundation.kernel", "foundation.ui"}
VOCABULARY = {
    "__init__", "events", "enums", "errors", "models", "rules", "queries", "actions", "public", "forms", "schemas",
    "views", "api", "tasks", "subscribers", "commands", "contributions", "admin", "urls", "apps", "migrations",
    "jinja2", "static", "tests", "sql", "middleware", "records",
}  # fmt: skip
FORBIDDEN = {"utils", "helpers", "services", "managers", "signals", "mixins"}


def test_rooms_use_each_other_only_through_their_doors() -> None:
    broken = set()
    for file in house.code_files():
        here = house.room_of("steward." + file.relative_to(house.STEWARD).with_suffix("").as_posix().replace("/", "."))
        for module, name in house.imports(file):
            there = house.room_of(module)
            if not there or there in {here, *OPEN_ROOMS} or not here:
                continue
            part = [*module.split("."), name][3]
            is_key = part == "models" and file.name == "models.py"
            windows = {(house.name_of(file), module), ("*", module)} & OPEN_WINDOWS.keys()
            if part not in DOORS and not is_key and not windows:
                broken.add((house.name_of(file), module))

    assert broken == set()


def test_facts_are_published_only_by_actions() -> None:
    wrong = {
        house.name_of(file) for file in house.code_files() for module, name in house.imports(file)
        if module.endswith("journal.public") and name == "publish" and "actions" not in file.parts
    }  # fmt: skip

    assert wrong == set()


def test_foreign_keys_point_down_the_house() -> None:
    order = [app for app in settings.INSTALLED_APPS if app.startswith("steward.")]
    up = set()
    for model in apps.get_models():
        if model.__module__.startswith("steward."):
            here = order.index(model._meta.app_config.name)
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                concrete = getattr(field, "concrete", False)
                if concrete and target is not None and target._meta.app_config.name in order:
                    accounts = target._meta.label == settings.AUTH_USER_MODEL
                    if order.index(target._meta.app_config.name) > here and not accounts:
                        up.add(f"{model._meta.label}.{field.name}")

    assert up == set()


def test_every_room_is_installed_and_described() -> None:
    structure = (house.ROOT / "docs" / "structure.md").read_text(encoding="utf-8")
    for folder in house.rooms():
        name = f"steward.{folder.parent.name}.{folder.name}"
        docstring = (folder / "__init__.py").read_text(encoding="utf-8")

        assert docstring.startswith('"""'), name
        assert len(docstring.splitlines()) <= 20 or "lake" in name, name
        assert f"`{folder.name}`" in structure, f"{name} is not in docs/structure.md"
        if (folder / "apps.py").exists():
            assert name in settings.INSTALLED_APPS


def test_rooms_speak_the_common_vocabulary() -> None:
    strange = set()
    for folder in house.rooms():
        if f"{folder.parent.name}.{folder.name}" in OPEN_ROOMS:
            continue
        for item in folder.iterdir():
            word = item.stem if item.suffix == ".py" else item.name
            if item.name == "__pycache__" or word in VOCABULARY or word.startswith("."):
                continue
            if f"{folder.name}/{word}" not in OWN_WORDS:
                strange.add(f"{folder.name}/{word}")

    assert strange == set()


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [house.name_of(file) for file in house.code_files() if file.stem in FORBIDDEN] == []


def test_doors_are_small() -> None:
    for folder in house.rooms():
        door = folder / "public.py"
        if door.exists():
            names = re.findall(r'^    "(\w+)",$', door.read_text(encoding="utf-8"), re.MULTILINE)

            assert len(names) <= 40, house.name_of(door)


def test_nothing_names_this_machine_or_a_registry() -> None:
    told = re.compile(  # a room may be called so too: its addresses have a word before it
        "|".join(
            [
                r"(?<!\w)/wo" + "rk/",
                "/ro" + "ot/",
                "pypi" + r"\.org",
                "registry" + r"\.npmjs",
                "files" + r"\.pythonhosted",
            ]
        )
    )
    wrong = []
    for pattern in ("*.py", "*.md", "*.toml", "*.json", "*.txt", "Makefile", "*.js", "*.jinja"):
        for file in house.ROOT.rglob(pattern):
            if {".venv", "node_modules", "var", ".git", "built"} & set(file.relative_to(house.ROOT).parts):
                continue
            if told.search(file.read_text(encoding="utf-8", errors="replace")):
                wrong.append(house.name_of(file))

    assert wrong == []
