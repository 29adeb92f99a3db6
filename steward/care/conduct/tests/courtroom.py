"""A code of conduct, a square, people and cases to test judgements with: everything is made by the real actions."""

from datetime import datetime
from typing import Any

from steward.care.clauses.actions.found_code import found_code
from steward.care.clauses.actions.publish_edition import publish_edition
from steward.care.clauses.public import ClauseNow, clause_for
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.models import Case
from steward.care.conduct.public import Finding
from steward.people.access.public import SYSTEM, Viewer
from steward.square.forum.models import Post
from steward.square.forum.tests.square import make_post, make_topic, make_viewer

__all__ = ["finding", "found_a_code", "make_case", "make_viewer"]


def found_a_code() -> None:
    """The code of a product community, in force."""
    found_code(actor=SYSTEM, starting_set="product")
    publish_edition(actor=SYSTEM, notice_days=0, material=False)


def clause(code: str = "ad") -> ClauseNow:
    """The clause in force for this reason."""
    found = clause_for(code)
    assert found is not None
    return found


def make_case(
    author: Viewer | None = None, post: Post | None = None, code: str = "ad", source: str = "team",
    now: datetime | None = None, **more: Any,
) -> Case:  # fmt: skip
    """A reply somebody wrote, in the queue for this reason."""
    post = post or make_post(author or make_viewer("Author"), make_topic(make_viewer("Opener")), **more)
    case, _signal = open_case(
        actor=SYSTEM, kind="post", subject_id=post.pk, reason=Reason(source, code, "see there"), now=now
    )
    return case


def finding(level: str = "hide", code: str = "ad", **more: Any) -> Finding:
    """A finding under the clause for this reason; a reason to deviate is given, so that no range stands in the way."""
    hours = {"mute": 24, "restrict": 24, "suspend": 24}.get(level, 0)
    values = {"clause": clause(code).key, "facts": "Sold watches under a question.", "hours": hours,
              "deviation": "for the test"}  # fmt: skip
    return Finding(level=level, **(values if level != "none" else {}) | more)
