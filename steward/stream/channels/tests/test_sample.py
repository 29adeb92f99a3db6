from datetime import date, timedelta

import pytest

from steward.foundation.kernel import clock
from steward.stream.activity.public import Activity, Source, Thread
from steward.stream.channels.actions.sample import PREFIX, make_sample, sample_spec


class Quiet:
    def report(self, done: int = 0, total: int | None = None, note: str = "", *, force: bool = False) -> None:
        """Nobody watches."""


@pytest.fixture
def small(monkeypatch) -> None:
    """The same community, smaller: a spec is data, so another may stand in its place."""
    from dataclasses import replace

    from steward.stream.channels.actions import sample

    monkeypatch.setattr(
        sample, "sample_spec", lambda today: replace(sample_spec(today), members=40, months=3, activities=900)
    )


@pytest.mark.django_db
def test_the_sample_community_lives_in_sources_of_its_own_until_now(home, small) -> None:
    found = make_sample(Quiet())

    assert found["sources"] == [PREFIX + name for name in ("discord", "forum", "github", "mail", "wechat")]
    assert Source.objects.exclude(key__startswith=PREFIX).count() == 0
    assert Activity.objects.filter(occurred_at__gt=clock.now()).count() == 0
    assert Activity.objects.filter(occurred_at__gt=clock.now() - timedelta(days=40)).exists()
    assert Thread.objects.filter(posts=0, title="").count() == 0


@pytest.mark.django_db
def test_making_it_again_changes_nothing(home, small) -> None:
    make_sample(Quiet())
    before = list(Activity.objects.order_by("pk").values_list("pk", "seq", "edits"))

    make_sample(Quiet())

    assert list(Activity.objects.order_by("pk").values_list("pk", "seq", "edits"))[: len(before)] == before


def test_the_sample_ends_with_the_month_of_today() -> None:
    assert sample_spec(date(2026, 5, 17)).until == date(2026, 5, 17)
