"""The door of channels."""

from steward.stream.channels.actions.cancel import cancel_import
from steward.stream.channels.actions.receive import receive
from steward.stream.channels.actions.retry import retry_import
from steward.stream.channels.actions.run import counts, run_import
from steward.stream.channels.actions.start import start_import
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.models import Import

__all__ = [
    "Import",
    "ImportProblem",
    "cancel_import",
    "counts",
    "receive",
    "retry_import",
    "run_import",
    "start_import",
]
