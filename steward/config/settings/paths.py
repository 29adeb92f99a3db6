"""Where data lives."""

from pathlib import Path

from steward.foundation.kernel import env

PACKAGE = Path(__file__).resolve().parents[2]

#: The folder of all data: database, lake, uploads, secret key.
STEWARD_HOME = Path(env.text("STEWARD_HOME", "var")).resolve()
STEWARD_HOME.mkdir(parents=True, exist_ok=True)

LAKE_ROOT = STEWARD_HOME / "lake"
IMPORT_ROOT = STEWARD_HOME / "imports"
