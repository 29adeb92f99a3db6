"""Each test begins with a process that remembers nothing: numbers of sequences are given again after a rollback."""

import pytest


@pytest.fixture(autouse=True)
def remembers_nothing():
    from steward.square.forum import pages
    from steward.square.forum.queries import limits, mentions, places

    places._kept = limits._kept = None
    mentions._names = mentions._Names()
    pages.WHOLE.clear()
    pages.PARTS.clear()
