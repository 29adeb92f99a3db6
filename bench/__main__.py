"""`python -m bench [module …]`: measure, print the table, write `STEWARD_HOME/bench.json`.

Every module runs in a process of its own, so that memory and caches of one do not help or hurt another. A row is
{name, value, unit, baseline, ratio, goal, met}: `baseline` is what was measured beside it in the same run (or null),
`ratio` is value ÷ baseline, `goal` is said in words, `met` is true, false or null (no goal).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MODULES = (
    "importing", "ingest", "identity", "metrics", "search", "startup", "square", "square_search",
    "media", "notify", "rehearsal", "screening", "classifier", "queue", "forecast", "today", "explain", "decisions",
    "work", "goals", "reports",
)  # fmt: skip
HERE = Path(__file__).parent


def measure(module: str) -> list[dict[str, Any]]:
    """Run one module in a fresh process; a module that fails becomes a row that says so."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        code = f"import json; from bench.{module} import run; json.dump(list(run()), open({out.name!r}, 'w'))"
        environment = {**os.environ, "STEWARD_SECRET_KEY": "bench"}
        ended = subprocess.run([sys.executable, "-c", code], env=environment, cwd=HERE.parent, check=False)
        if ended.returncode:
            return [row(f"{module}: failed", None, "", goal="runs", met=False)]
        rows: list[dict[str, Any]] = json.loads(Path(out.name).read_text())
        return rows


def row(
    name: str, value: float | None, unit: str, *, baseline: float | None = None, goal: str = "", met: bool | None = None
) -> dict[str, Any]:
    """One line of the table."""
    ratio = round(value / baseline, 3) if value is not None and baseline else None
    return {"name": name, "value": value, "unit": unit, "baseline": baseline, "ratio": ratio, "goal": goal, "met": met}


def show(rows: list[dict[str, Any]]) -> None:
    """The table, for a person."""
    print(f"{'what':58} {'value':>14} {'baseline':>14} {'ratio':>8}  goal")
    for one in rows:
        value, base, ratio = (_number(one[key]) for key in ("value", "baseline", "ratio"))
        mark = {True: "✓", False: "✗", None: " "}[one["met"]]
        print(f"{one['name'][:58]:58} {value + ' ' + one['unit']:>14} {base:>14} {ratio:>8}  {mark} {one['goal']}")


def _number(value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def main() -> int:
    """Measure what was named, or everything there is."""
    unknown = sorted(set(sys.argv[1:]) - set(MODULES))
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}. Known: {', '.join(MODULES)}", file=sys.stderr)
        return 2
    rows = [one for module in sys.argv[1:] or MODULES for one in measure(module)]
    show(rows)
    home = Path(os.environ.get("STEWARD_HOME", "var"))
    home.mkdir(parents=True, exist_ok=True)
    (home / "bench.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
