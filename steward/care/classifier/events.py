"""What the classifier announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ExampleLearned:
    """A decided text was kept to learn from, or its label changed."""

    type: ClassVar[str] = "classifier.learned"
    subject: ClassVar[str] = "example:example_id"
    example_id: int
    label: str  # "" is fine


@dataclass(frozen=True, slots=True)
class ExampleUnlearned:
    """A decided text is no longer learned from."""

    type: ClassVar[str] = "classifier.unlearned"
    subject: ClassVar[str] = "example:example_id"
    example_id: int


@dataclass(frozen=True, slots=True)
class VersionTrained:
    """A new version is there and its quality is known; nobody uses it yet."""

    type: ClassVar[str] = "classifier.trained"
    subject: ClassVar[str] = "classifier:number"
    number: int


@dataclass(frozen=True, slots=True)
class VersionUsed:
    """From now on this version scores; 0 is the cold start."""

    type: ClassVar[str] = "classifier.used"
    subject: ClassVar[str] = "classifier:number"
    number: int
    before: int
    decision_id: int


@dataclass(frozen=True, slots=True)
class SetupChanged:
    """When the classifier proposes, or when it trains by itself, is set differently."""

    type: ClassVar[str] = "classifier.setup_changed"
    subject: ClassVar[str] = "classifier"
    decision_id: int
