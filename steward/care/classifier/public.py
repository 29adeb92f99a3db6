"""The door of the classifier room.

`learn(text=…, label="ad", by="judgement:12", author=identity_id)` keeps a decision to learn from, `unlearn(by=…)` takes
it back; both take effect with the next version a lead uses. `score(texts)` says what the version in use thinks: it
only proposes.
"""

from steward.care.classifier.actions.learn import learn, unlearn
from steward.care.classifier.events import VersionTrained, VersionUsed
from steward.care.classifier.queries.version import score, version_in_use
from steward.care.classifier.records import Score

__all__ = ["Score", "VersionTrained", "VersionUsed", "learn", "score", "unlearn", "version_in_use"]
