"""The door of the simulator."""

from steward.stream.simulator.engine.months import MonthBatch, simulate
from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.errors import SpecError
from steward.stream.simulator.outputs.jsonl import write_file, write_folder
from steward.stream.simulator.outputs.lake import (
    lake_channels,
    lake_identities,
    lake_memberships,
    lake_month,
    lake_months,
    lake_sources,
    lake_threads,
)
from steward.stream.simulator.outputs.records import records, records_by_source
from steward.stream.simulator.outputs.summary import Tally
from steward.stream.simulator.outputs.truth import truth, write_truth
from steward.stream.simulator.spec import Spec

__all__ = [
    "MonthBatch",
    "Population",
    "Spec",
    "SpecError",
    "Tally",
    "lake_channels",
    "lake_identities",
    "lake_memberships",
    "lake_month",
    "lake_months",
    "lake_sources",
    "lake_threads",
    "records",
    "records_by_source",
    "simulate",
    "truth",
    "write_file",
    "write_folder",
    "write_truth",
]
