"""What the surveys room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SurveyChanged:
    """A survey was made or its words changed; `how` is made, changed or removed. Members see nothing of it yet."""

    type: ClassVar[str] = "surveys.changed"
    subject: ClassVar[str] = "survey:survey_id"
    survey_id: int
    how: str


@dataclass(frozen=True, slots=True)
class SurveyOpened:
    """Members are asked from now on."""

    type: ClassVar[str] = "surveys.opened"
    subject: ClassVar[str] = "survey:survey_id"
    survey_id: int


@dataclass(frozen=True, slots=True)
class SurveyClosed:
    """Nobody is asked any more, and nobody can be told from the answers."""

    type: ClassVar[str] = "surveys.closed"
    subject: ClassVar[str] = "survey:survey_id"
    survey_id: int
    answers: int


@dataclass(frozen=True, slots=True)
class SurveyAnswered:
    """Somebody answered, changed their answer (`how` is new or changed) or took it back. It never says who."""

    type: ClassVar[str] = "surveys.answered"
    subject: ClassVar[str] = "survey:survey_id"
    survey_id: int
    how: str


@dataclass(frozen=True, slots=True)
class AnswersImported:
    """Answers given elsewhere were added."""

    type: ClassVar[str] = "surveys.imported"
    subject: ClassVar[str] = "survey:survey_id"
    survey_id: int
    added: int


@dataclass(frozen=True, slots=True)
class CommentHidden:
    """A comment is shown no more (`hidden`), or again."""

    type: ClassVar[str] = "surveys.comment_hidden"
    subject: ClassVar[str] = "survey:survey_id"
    survey_id: int
    answer_id: int
    hidden: bool
