"""What the channels room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ImportStarted:
    """Somebody started an import, or had it go on."""

    type: ClassVar[str] = "channels.import-started"
    subject: ClassVar[str] = "import:import_id"
    import_id: int


@dataclass(frozen=True, slots=True)
class ImportFinished:
    """Everything an export holds was stored or put into quarantine, and settled."""

    type: ClassVar[str] = "channels.import-finished"
    subject: ClassVar[str] = "import:import_id"
    import_id: int
    source_id: int
    records: int
    activities: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class ImportCancelled:
    """An import was stopped; it can go on from where it was."""

    type: ClassVar[str] = "channels.import-cancelled"
    subject: ClassVar[str] = "import:import_id"
    import_id: int
    records: int
