"""Collect, check and compile translations (Babel, into Django's layout).

compile_messages.py            compile every .po into .mo
compile_messages.py --collect  add new texts to the .po files, drop unused ones
compile_messages.py --check    fail when a text has no Chinese, or a .po is behind the code
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
STEWARD = ROOT / "steward"
LANGUAGES = {"zh_Hans": "zh_Hans"}
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**.jinja", "jinja2"),
    ("**/jinja2/**.html", "jinja2"),
    ("**/jinja2/**.txt", "jinja2"),
]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "lazy": None,
    "_now": None,
    "gettext_now": None,
    "gettext_noop": None,
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
OPTIONS = {
    "**.jinja": {"newstyle_gettext": "true", "trimmed": "true", "extensions": "jinja2.ext.do", "silent": "false"}
}
for pattern in ("**/jinja2/**.html", "**/jinja2/**.txt"):
    OPTIONS[pattern] = OPTIONS["**.jinja"]


def po_file(language: str) -> Path:
    return STEWARD / "locale" / language / "LC_MESSAGES" / "django.po"


def collected() -> Catalog:
    """Every text in the code, without line numbers: they would change the file at each edit."""
    catalog = Catalog(project="Steward", charset="utf-8")
    found = extract_from_dir(str(STEWARD), METHODS, OPTIONS, KEYWORDS)
    for file, _line, message, comments, context in found:
        catalog.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return catalog


def load(language: str) -> Catalog:
    file = po_file(language)
    if not file.exists():
        return Catalog(locale=language, project="Steward", charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def collect() -> None:
    template = collected()
    for language in LANGUAGES:
        catalog = load(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        save(catalog, language)


def save(catalog: Catalog, language: str) -> None:
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(
            stream, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False, no_location=True
        )


def missing(language: str) -> list[str]:
    """Texts of the code without a translation."""
    catalog = load(language)
    lacking = []
    for message in collected():
        if message.id:
            known = catalog.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            parts = known.string if known and not isinstance(known.string, str) else (known.string,) if known else ("",)
            if not known or not all(parts):
                lacking.append(str(message.id))
    return sorted(lacking)


def compile_all() -> None:
    for language in LANGUAGES:
        with po_file(language).with_suffix(".mo").open("wb") as stream:
            write_mo(stream, load(language))


def main() -> int:
    if "--collect" in sys.argv:
        collect()
    if "--check" in sys.argv:
        lacking = {language: missing(language) for language in LANGUAGES}
        for language, texts in lacking.items():
            for text in texts:
                print(f"{language}: no translation for {text!r}")
        return 1 if any(lacking.values()) else 0
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
