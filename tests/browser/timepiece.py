"""The clock of a journey: every process of its Steward looks at it, the test sets it."""

from datetime import UTC, datetime
from pathlib import Path


class Timepiece:
    """A clock that goes on from the moment it is set to."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def settings(self) -> dict[str, str]:
        """The environment that lets a Steward live by it."""
        return {"STEWARD_TEST_CLOCK": str(self.file)}

    def set(self, moment: str) -> None:
        """Let it be this moment (ISO, with its zone) now, in one stroke."""
        offset = (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()
        new = self.file.with_suffix(".new")
        new.write_text(str(offset), encoding="ascii")
        new.replace(self.file)
