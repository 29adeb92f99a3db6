"""The members of all saved segments at once are those each of them has by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from steward.people.access.public import SYSTEM
from steward.people.members.public import Identity, Member, Segment
from steward.stream.insights.queries.segments import members_by_segment, members_of

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "kind=several", "kind=bot", "active=2026-03-02", "new=2026-03-02", "service=discord", "q=ann", "q=nobody", "",
)  # fmt: skip


@pytest.fixture
def crowd() -> None:
    """Twelve members, every third with two accounts; one was seen a minute before the second of March in Shanghai."""
    for number in range(12):
        midnight = datetime(2026, 3, 1, 16, tzinfo=UTC)
        moment = midnight if number % 4 == 0 else midnight - timedelta(minutes=1 if number == 7 else 9000)
        member = Member.objects.create(
            name=f"{'Ann' if number % 2 else 'Bo'} {number}", is_bot=number == 5, first_seen=moment, last_seen=moment
        )
        for turn in range(1 + (number % 3 == 0)):
            Identity.objects.create(
                member=member, home=member, service="discord" if turn else "slack", realm="r",
                account_id=f"{number}-{turn}", name=f"ann{number}-{turn}",
            )  # fmt: skip


@pytest.mark.usefixtures("crowd")
def test_together_they_are_what_each_is_alone():
    made = [Segment.objects.create(name=f"{at}", query={"address": text}) for at, text in enumerate(ADDRESSES)]

    together = {key: members for key, _name, members in members_by_segment(SYSTEM)}

    assert together == {one.pk: tuple(sorted(members_of(SYSTEM, one.pk))) for one in made}
    sizes = [len(together[one.pk]) for one in made]
    assert sizes == [4, 1, 3, 3, 4, 12, 0, 12]
