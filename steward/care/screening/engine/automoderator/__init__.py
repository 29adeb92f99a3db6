"""Rules as text, in the YAML grammar that Reddit's AutoModerator made common, both ways.

`read_rules` takes an existing configuration and lists whatever cannot be honoured; `write_rules` writes rules so that
reading them gives the same rules again. What only Steward knows stands under the key `steward`.
"""

from steward.care.screening.engine.automoderator.documents import Problem
from steward.care.screening.engine.automoderator.reading import Reading, read_rules
from steward.care.screening.engine.automoderator.writing import write_rules

__all__ = ["Problem", "Reading", "read_rules", "write_rules"]
