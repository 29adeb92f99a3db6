"""The door of search."""

from steward.foundation.search.actions.index import Text, index, remove
from steward.foundation.search.highlight import snippet
from steward.foundation.search.queries import count, find, having, indexed, is_common, matching

__all__ = ["Text", "count", "find", "having", "index", "indexed", "is_common", "matching", "remove", "snippet"]
