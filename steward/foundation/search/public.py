"""The door of search."""

from steward.foundation.search.actions.index import Text, index, remove
from steward.foundation.search.highlight import snippet
from steward.foundation.search.queries import count, find, indexed

__all__ = ["Text", "count", "find", "index", "indexed", "remove", "snippet"]
