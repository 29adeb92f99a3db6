"""Each test begins with a process that remembers nothing: numbers of sequences are given again after a rollback."""

from steward.square.forum.tests.conftest import remembers_nothing

__all__ = ["remembers_nothing"]
