"""What the community room offers: its permission, its page in the rail, name and looks for every page."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import Brand, Deed, Done, NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role, Viewer
from steward.people.community.enums import TextKey
from steward.people.community.public import community
from steward.people.community.queries import picture
from steward.people.community.rules import fingerprint, stylesheet


def name() -> str:
    """The community's name; "" leaves it to the installation."""
    return community().name


def brand() -> Brand:
    """How every page looks."""
    now = community()
    labels = dict(TextKey.choices)
    return Brand(
        stylesheet=reverse("brand-stylesheet", args=[fingerprint(stylesheet(now))]),
        logo=picture(now.logo, "medium"),
        cover=picture(now.cover),
        purpose=now.purpose,
        filing=now.filing,
        filing_police=now.filing_police,
        legal=tuple((str(labels[TextKey(text.key)]), reverse("about-text", args=[text.key])) for text in now.texts),
        languages=tuple(now.languages),
    )


#: Settings that decide who gets in; others change looks and words.
_DOOR = frozenset({"signup_mode", "members_invite", "minimum_age", "guardian_age", "asks_real_name", "question"})


def deeds(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """New wordings of texts, for everybody; changes of settings, for who may make them. No query."""
    return [done for fact in facts if (done := _done(viewer, fact))]


def _done(viewer: Viewer, fact: Any) -> Done | None:
    if fact.type == "community.text_written":
        key = TextKey(fact.data["key"])
        text = gettext("New wording: %(text)s") % {"text": key.label}
        return Done(fact.at, text, reverse("about-text", args=[key.value]), "file-text", 1.5)
    if not viewer.can("community.manage"):
        return None
    page = reverse("community-settings-home")
    if _DOOR & set(fact.data["fields"]):
        return Done(fact.at, gettext("How people get in was changed"), page, "door-open", 2.0)
    return Done(fact.at, gettext("Settings of the community changed"), page, "palette", 0.5)


contribute("deeds", Deed(("community.changed", "community.text_written"), deeds))
contribute("permissions", Permission("community.manage", _("change the community's settings"), (Role.LEAD,)))
contribute(
    "navigation",
    NavigationEntry(
        "community", _("Settings of the community"), "community-settings-home", "palette", "community.manage", 80
    ),
)
contribute("community-name", name)
contribute("brand", brand)
