"""Random small communities for property tests."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from steward.stream.insights.tests.small import Act, Face, SmallLake

START = datetime(2024, 1, 20, tzinfo=UTC)
KINDS = ("post", "comment", "reaction", "join", "leave", "commit")
MEMBERS = 6

moments = st.integers(0, 130 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def acts(draw: st.DrawFn, pk: int) -> Act:
    """An activity of somebody, or of nobody known; threads and parents are few, so that people meet."""
    thread = draw(st.none() | st.integers(1, 5))
    return Act(
        pk,
        draw(moments),
        draw(st.none() | st.integers(1, MEMBERS)),
        draw(st.sampled_from(KINDS)),
        draw(st.integers(1, 3)),
        thread,
        draw(st.none() | st.integers(1, 20)) if thread else None,
        draw(st.integers(0, 2)),
    )


@st.composite
def lakes(draw: st.DrawFn) -> SmallLake:
    """A community of some identities, one of them a bot, one not to be profiled."""
    lake = SmallLake()
    lake.add(*(draw(acts(pk)) for pk in range(1, draw(st.integers(1, 25)) + 1)))
    for pk in range(1, MEMBERS + 1):
        lake.faces[pk] = Face(pk, is_bot=pk == 6, do_not_profile=pk == 5, is_team=pk == 4)
    for identity in draw(st.lists(st.integers(1, MEMBERS), max_size=4)):
        joined = draw(st.none() | moments)
        left = draw(st.none() | moments)
        lake.stays.append((draw(st.integers(1, 3)), identity, joined, left))
    return lake
