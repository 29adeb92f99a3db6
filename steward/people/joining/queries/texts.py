"""The texts members accept: the community's own, and what other rooms contribute."""

from steward.foundation.kernel.contracts import TextToAccept
from steward.foundation.kernel.registry import items
from steward.people.community.public import TextKey, community
from steward.people.joining.records import TextAsked

_TITLES = dict(TextKey.choices)


def texts_to_accept() -> tuple[TextAsked, ...]:
    """Every text that is accepted at sign-up, in its version of now. No query of its own within a request."""
    own = [
        TextAsked(text.key, _TITLES[TextKey(text.key)], text.version, text.asked, "about-text", (text.key,))
        for text in community().binding
    ]
    return (*own, *(found for text in items("texts-to-accept") if (found := _contributed(text))))


def _contributed(text: TextToAccept) -> TextAsked | None:
    version = text.offered()
    return TextAsked(text.key, text.title, version, text.now(), text.url_name) if version else None


def versions_to_accept() -> dict[str, int]:
    """The version of each text that is accepted from now on."""
    return {text.key: text.version for text in texts_to_accept()}
