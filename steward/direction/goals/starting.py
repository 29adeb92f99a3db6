"""Goals a community can begin with, and the guardrails that go with a metric."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class FirstResult:
    """A key result of a starting set: the target is its baseline times `times`, or `target` itself."""

    metric: str
    times: float = 1.0
    target: float | None = None
    mode: str = "last"


@dataclass(frozen=True, slots=True)
class FirstGoal:
    """A goal of a starting set. Guardrails are (metric, bound, limit or None: the baseline with a tenth to spare)."""

    title: Any
    why: Any
    results: tuple[FirstResult, ...]
    guardrails: tuple[tuple[str, str, float | None], ...]


@dataclass(frozen=True, slots=True)
class StartingSet:
    """Goals for a kind of community."""

    key: str
    name: Any
    lead: Any
    icon: str
    goals: tuple[FirstGoal, ...]


STARTING = (
    StartingSet(
        "open_source", _("Open source project"), _("Newcomers stay, questions are answered, work rests on many."),
        icon="git-branch",
        goals=(
            FirstGoal(
                _("Newcomers become contributors"), _("A project lives as long as somebody new takes part."),
                (FirstResult("weekly_active", 1.2), FirstResult("new", 1.2, mode="period")),
                (("unanswered_share", "at_most", 0.2),),
            ),
            FirstGoal(
                _("The work rests on more shoulders"), _("If few carry it, one holiday stops it."),
                (FirstResult("absence_factor", 1.25), FirstResult("speakers", 1.2)),
                (("answered_in_a_day", "at_least", None),),
            ),
        ),
    ),
    StartingSet(
        "product", _("Product community"), _("Questions are answered quickly, and people come back."),
        icon="package",
        goals=(
            FirstGoal(
                _("Nobody waits for an answer"), _("Who is answered within a day asks again, and answers others."),
                (FirstResult("answered_in_a_day", target=0.85), FirstResult("unanswered_share", target=0.1)),
                (("threads", "at_least", None),),
            ),
            FirstGoal(
                _("Members come back"), _("A community is what happens between people who return."),
                (FirstResult("weekly_active", 1.2), FirstResult("returning", 1.1)),
                (("unanswered_share", "at_most", 0.2), ("departed", "at_most", None)),
            ),
        ),
    ),
    StartingSet(
        "customer_group", _("Customer groups"), _("The groups stay lively, and not only two people talk."),
        icon="message-circle",
        goals=(
            FirstGoal(
                _("The groups stay lively"), _("A quiet group is left, and a loud one is muted."),
                (FirstResult("daily_active", 1.15), FirstResult("interaction_rate", 1.15)),
                (("departed", "at_most", None), ("top_share", "at_most", None)),
            ),
            FirstGoal(
                _("More members speak"), _("Who spoke once stays longer than who only reads."),
                (FirstResult("speakers", 1.2), FirstResult("comments", 1.2, mode="period")),
                (("departed", "at_most", None),),
            ),
        ),
    ),
)  # fmt: skip

#: metric → guardrails that keep its growth honest: (metric, bound).
SUGGESTED: dict[str, tuple[tuple[str, str], ...]] = {
    "weekly_active": (("unanswered_share", "at_most"), ("departed", "at_most")),
    "daily_active": (("unanswered_share", "at_most"), ("departed", "at_most")),
    "monthly_active": (("unanswered_share", "at_most"), ("departed", "at_most")),
    "active_members": (("unanswered_share", "at_most"), ("departed", "at_most")),
    "new": (("returning", "at_least"), ("unanswered_share", "at_most")),
    "joined": (("interaction_rate", "at_least"), ("departed", "at_most")),
    "net": (("interaction_rate", "at_least"),),
    "members": (("interaction_rate", "at_least"), ("departed", "at_most")),
    "posts": (("top_share", "at_most"), ("unanswered_share", "at_most")),
    "comments": (("top_share", "at_most"), ("speakers", "at_least")),
    "reactions": (("comments", "at_least"),),
    "threads": (("unanswered_share", "at_most"), ("answered_in_a_day", "at_least")),
    "speakers": (("unanswered_share", "at_most"), ("top_share", "at_most")),
    "answered_in_a_day": (("threads", "at_least"), ("concentration", "at_most")),
    "unanswered_share": (("threads", "at_least"), ("concentration", "at_most")),
    "first_response": (("unanswered_share", "at_most"), ("concentration", "at_most")),
    "interaction_rate": (("top_share", "at_most"), ("departed", "at_most")),
    "departed": (("joined", "at_least"),),
}
#: For every other metric.
USUAL = (("unanswered_share", "at_most"), ("departed", "at_most"))
