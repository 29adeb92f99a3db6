"""The door of the simulator."""

from steward.stream.simulator.errors import SpecError
from steward.stream.simulator.jsonl import write_file, write_folder
from steward.stream.simulator.lake import lake_channels, lake_identities, lake_month, lake_months
from steward.stream.simulator.months import MonthBatch, simulate
from steward.stream.simulator.population import Population
from steward.stream.simulator.records import records, records_by_source
from steward.stream.simulator.spec import Spec
from steward.stream.simulator.truth import truth, write_truth

__all__ = [
    "MonthBatch",
    "Population",
    "Spec",
    "SpecError",
    "lake_channels",
    "lake_identities",
    "lake_month",
    "lake_months",
    "records",
    "records_by_source",
    "simulate",
    "truth",
    "write_file",
    "write_folder",
    "write_truth",
]
