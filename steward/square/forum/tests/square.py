"""A small square to test with: everything is made by the real actions."""

from datetime import datetime
from typing import Any

from steward.foundation.kernel import clock
from steward.people.access.models import Grant
from steward.people.access.public import Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.people.joining.public import ensure_identity
from steward.square.forum.actions.open_topic import open_topic
from steward.square.forum.actions.reply import reply
from steward.square.forum.actions.stamp import stamp_frame
from steward.square.forum.enums import TrustLevel
from steward.square.forum.models import Category, Post, Standing, Topic, TrustRule

_counter = iter(range(1, 10_000_000))


def make_viewer(name: str = "", level: int | None = TrustLevel.LEADER, role: str = "") -> Viewer:
    """Somebody with an account, known by this nickname; level None leaves their standing unwritten."""
    number = next(_counter)
    account = Account.objects.create_user(f"person{number}@example.org", name=name or f"Person {number}")
    if role:
        Grant.objects.create(account=account, role=role, granted_at=clock.now())
    viewer = viewer_of(account)
    ensure_identity(account)
    if level is not None:
        give_level(viewer, level)
    return viewer


def give_level(viewer: Viewer, level: int) -> None:
    """Set the trust level by hand."""
    Standing.objects.update_or_create(account_id=viewer.own_id, defaults={"level": level, "by_hand": True})


def set_rule(level: int, *, asks: dict[str, Any] | None = None, allows: dict[str, Any] | None = None) -> None:
    """Change thresholds or limits of a level."""
    from django.db import transaction

    with transaction.atomic():
        TrustRule.objects.update_or_create(level=level, defaults={"asks": asks or {}, "allows": allows or {}})
        stamp_frame()


def make_category(name: str = "", **fields: Any) -> Category:
    """A category everybody reads and members write in; `rights={"see": [...]}` changes single verbs."""
    from django.db import transaction

    from steward.square.forum.models.places import default_rights

    number = next(_counter)
    rights = default_rights() | fields.pop("rights", {})
    with transaction.atomic():
        category = Category.objects.create(
            key=fields.pop("key", f"place-{number}"), name=name or f"Place {number}", rights=rights, **fields
        )
        stamp_frame()
    return category


def make_topic(author: Viewer | None = None, category: Category | None = None, **fields: Any) -> Topic:
    """A topic; whoever has no standing yet gets level 4, so that limits do not stand in the way of other tests.

    `fields` are those of `open_topic`; `at` is when.
    """
    number = next(_counter)
    author = author or make_viewer()
    _known(author)
    at: datetime | None = fields.pop("at", None)
    return open_topic(
        actor=author,
        category_id=(category or make_category()).pk,
        **{"title": f"Topic number {number}", "source": f"The first words of {number}.", "now": at} | fields,
    )


def make_post(author: Viewer | None = None, topic: Topic | None = None, **fields: Any) -> Post:
    """A reply, as `make_topic` makes topics; `fields` are those of `reply`; `at` is when."""
    number = next(_counter)
    author = author or make_viewer()
    _known(author)
    at: datetime | None = fields.pop("at", None)
    return reply(
        actor=author,
        topic_id=(topic or make_topic()).pk,
        **{"source": f"Reply number {number}.", "now": at} | fields,
    )


def _known(author: Viewer) -> None:
    Standing.objects.get_or_create(account_id=author.own_id, defaults={"level": TrustLevel.LEADER, "by_hand": True})
