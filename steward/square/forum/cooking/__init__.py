"""Cooking: from the Markdown a member wrote to HTML that is safe to show.

Cooked once when written, shown thousands of times; so nothing in it depends on who reads it: no translated words, no
marks of the reader's own. What needs words (the handle of a spoiler) gets them from the style sheet.
"""

from steward.square.forum.cooking.cook import COOK_VERSION, LONGEST, cook
from steward.square.forum.cooking.records import Cooked

__all__ = ["COOK_VERSION", "LONGEST", "Cooked", "cook"]
