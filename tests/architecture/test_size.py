"""Small files, small functions, small templates."""

from tests.architecture import house
from tests.architecture.allowed import LONG_FILES, LONG_FUNCTIONS, LONG_TEMPLATES

FILE_LINES, FUNCTION_LINES, VIEW_LINES, TEMPLATE_LINES = 400, 40, 15, 150


def test_no_python_file_is_longer_than_four_hundred_lines() -> None:
    long = {}
    for file in house.code_files():
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > LONG_FILES.get(house.name_of(file), (FILE_LINES, ""))[0]:
            long[house.name_of(file)] = lines

    assert long == {}


def test_nine_files_of_ten_have_under_three_hundred_lines() -> None:
    sizes = sorted(len(file.read_text(encoding="utf-8").splitlines()) for file in house.code_files())

    assert sizes[int(len(sizes) * 0.95)] <= 300


def test_no_function_is_longer_than_forty_lines() -> None:
    long = {}
    for file in house.code_files():
        for function in house.functions(file):
            name = f"{house.name_of(file)}:{function.name}"
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > LONG_FUNCTIONS.get(name, (FUNCTION_LINES, ""))[0]:
                long[name] = lines

    assert long == {}


def test_views_are_thin() -> None:
    long = {}
    for file in house.code_files():
        if "views" not in file.relative_to(house.STEWARD).parts and file.name != "views.py":
            continue
        for function in house.functions(file):
            first = function.args.args[0].arg if function.args.args else ""
            lines = (function.end_lineno or 0) - function.lineno + 1
            if first == "request" and not function.name.startswith("_") and lines > VIEW_LINES:
                long[f"{house.name_of(file)}:{function.name}"] = lines

    assert long == {}


def test_no_template_is_longer_than_a_hundred_and_fifty_lines() -> None:
    long = {}
    for file in house.STEWARD.rglob("jinja2/**/*"):
        if file.is_file():
            lines = len(file.read_text(encoding="utf-8").splitlines())
            if lines > LONG_TEMPLATES.get(house.name_of(file), (TEMPLATE_LINES, ""))[0]:
                long[house.name_of(file)] = lines

    assert long == {}


def test_every_exception_has_a_reason_and_is_still_needed() -> None:
    for name, (lines, reason) in {**LONG_FILES, **LONG_TEMPLATES}.items():
        assert reason
        assert len((house.ROOT / name).read_text(encoding="utf-8").splitlines()) > (150 if "jinja2" in name else 400), (
            name
        )
        assert lines
