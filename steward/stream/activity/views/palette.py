"""What the command palette finds here."""

from django.urls import reverse

from steward.foundation.kernel.contracts import PaletteHit
from steward.foundation.kernel.text import cut
from steward.people.access.public import Viewer
from steward.stream.activity.queries.found import search_threads


def find_conversations(viewer: Viewer, query: str) -> list[PaletteHit]:
    """At most eight threads that have the words in their title or in a message."""
    return [
        PaletteHit(
            cut(thread.title, 90), reverse("conversations-thread", args=[thread.pk]),
            f"{thread.channel.name} · {thread.source.name}", "messages-square",
        )
        for thread in search_threads(viewer, query)
    ]  # fmt: skip
