"""Jobs that follow writing: telling people, reminders, closing polls, trust."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from steward.foundation.jobs.public import Progress, handles, scheduled
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.people.community.public import community
from steward.square.forum.actions.reckon_trust import reckon_trust
from steward.square.forum.actions.tell_acts import close_chains, close_polls, remind_due, tell_of_answer, tell_risen
from steward.square.forum.actions.tell_acts import tell_of_reaction as tell_reaction
from steward.square.forum.actions.tell_post import tell_approved, tell_moderators, tell_of_mentions, tell_of_post
from steward.square.forum.models import DayVisited, Standing
from steward.square.forum.queries.trust import BATCH

TELL, TELL_ACT = "forum.tell", "forum.tell_act"
#: Who was here today is reckoned again at most so often.
SOON = timedelta(minutes=30)


@handles(TELL)
def tell_of(progress: Progress, post_id: int, what: str = "post") -> dict[str, Any]:
    """Tell whom a post concerns: `what` is post, waiting, approved or mentions."""
    del progress
    told = 0
    if what == "waiting":
        told = tell_moderators(post_id=post_id)
    elif what == "mentions":
        told = tell_of_mentions(post_id=post_id)
    else:
        told = tell_of_post(post_id=post_id)
        told += tell_approved(post_id=post_id) if what == "approved" else 0
    return {"told": told}


@handles(TELL_ACT)
def tell_of_act(progress: Progress, what: str, **about: Any) -> dict[str, Any]:
    """Tell whom a small act concerns: `what` is reaction, answer or place."""
    del progress
    acts: dict[str, Callable[..., int]] = {"reaction": tell_reaction, "answer": tell_of_answer, "place": tell_risen}
    return {"told": acts[what](**about)}


@scheduled("forum.moments", "* * * * *")
def moments() -> None:
    """Reminders and ends that have come."""
    now = clock.now()
    remind_due(now=now)
    close_polls(now=now)
    close_chains(now=now, since=now - timedelta(minutes=10))


@scheduled("forum.trust_today", "*/10 * * * *")
def trust_today() -> None:
    """Those who were here today rise as soon as they have earned it."""
    now = clock.now()
    today = now.astimezone(community().zone).date()
    fresh = Standing.objects.filter(reckoned_at__gt=now - SOON).values("account")
    here = DayVisited.objects.filter(day=today).exclude(account__in=fresh).values_list("account", flat=True)
    reckon_trust(actor=SYSTEM, account_ids=list(here[: BATCH * 4]), now=now)


@scheduled("forum.trust_all", "20 19 * * *")
def trust_all() -> None:
    """Everybody, once a night (19:20 UTC is past three in Shanghai)."""
    reckon_trust(actor=SYSTEM, account_ids=list(Standing.objects.order_by("pk").values_list("pk", flat=True)))
