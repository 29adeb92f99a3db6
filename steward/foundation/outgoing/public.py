"""The door of outgoing."""

from steward.foundation.outgoing.errors import NoAnswer, Refused, Unreachable
from steward.foundation.outgoing.guard import Resolver
from steward.foundation.outgoing.journey import examine, fetch, send
from steward.foundation.outgoing.records import Answer

__all__ = ["Answer", "NoAnswer", "Refused", "Resolver", "Unreachable", "examine", "fetch", "send"]
