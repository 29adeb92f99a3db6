"""What this room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A live rule hit something that has an id. `code` is a reason code or ""; `acts` are those of `enums.Doing`."""

    type: ClassVar[str] = "screening.rule_hit"
    subject: ClassVar[str] = "hit:hit_id"
    hit_id: int
    kind: str  # "post", "activity": a kind of flaggable
    subject_id: int
    rule_id: int
    acts: tuple[str, ...]
    code: str
    clause: str


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """A rule was made or says something else now, as this version."""

    type: ClassVar[str] = "screening.rule_changed"
    subject: ClassVar[str] = "rule:rule_id"
    rule_id: int
    version: int


@dataclass(frozen=True, slots=True)
class RuleSwitched:
    """A rule is off, in shadow or live now. `off_by` is "ceiling" when it stopped itself."""

    type: ClassVar[str] = "screening.rule_switched"
    subject: ClassVar[str] = "rule:rule_id"
    rule_id: int
    mode: str
    off_by: str


@dataclass(frozen=True, slots=True)
class RuleRemoved:
    """A rule is no longer in the list; its hits stay."""

    type: ClassVar[str] = "screening.rule_removed"
    subject: ClassVar[str] = "rule:rule_id"
    rule_id: int


@dataclass(frozen=True, slots=True)
class AllSwitched:
    """Every rule was stopped, or let go on, at once."""

    type: ClassVar[str] = "screening.all_switched"
    subject: ClassVar[str] = "screening"
    stopped: bool


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """What a rule has to have been through before it is live, or what it begins with, is different now."""

    type: ClassVar[str] = "screening.settings_changed"
    subject: ClassVar[str] = "screening"


@dataclass(frozen=True, slots=True)
class WordListChanged:
    """A word list has other words or another setting now, as this version; version 0: it is gone."""

    type: ClassVar[str] = "screening.word_list_changed"
    subject: ClassVar[str] = "word_list:key"
    key: str
    version: int


@dataclass(frozen=True, slots=True)
class HitUndone:
    """What a rule did there was taken back."""

    type: ClassVar[str] = "screening.hit_undone"
    subject: ClassVar[str] = "hit:hit_id"
    hit_id: int
    kind: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class HitsUndone:
    """Everything a rule did since a moment was taken back, as far as it could be."""

    type: ClassVar[str] = "screening.hits_undone"
    subject: ClassVar[str] = "rule:rule_id"
    rule_id: int
    undone: int
    left: int


@dataclass(frozen=True, slots=True)
class HitsJudged:
    """People have decided about what rules hit: each rule's record has changed."""

    type: ClassVar[str] = "screening.hits_judged"
    subject: ClassVar[str] = "screening"
    hit_ids: tuple[int, ...]
    upheld: bool


@dataclass(frozen=True, slots=True)
class DecisionRemembered:
    """A decision of people is there for rehearsals to be compared with."""

    type: ClassVar[str] = "screening.decision_remembered"
    subject: ClassVar[str] = "subject:subject_id"
    kind: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A rehearsal was asked for, or is over."""

    type: ClassVar[str] = "screening.rehearsed"
    subject: ClassVar[str] = "rehearsal:rehearsal_id"
    rehearsal_id: int
    rule_id: int
    over: bool
