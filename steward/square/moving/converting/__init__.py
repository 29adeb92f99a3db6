"""Turning what was written elsewhere into the square's Markdown."""

from steward.square.moving.converting.context import Context
from steward.square.moving.converting.convert import convert

__all__ = ["Context", "convert"]
