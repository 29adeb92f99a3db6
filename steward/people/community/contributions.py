"""What the community room offers: its permission, its page in the rail, name and looks for every page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import Brand, NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
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


contribute("permissions", Permission("community.manage", _("change the community's settings"), (Role.LEAD,)))
contribute(
    "navigation",
    NavigationEntry(
        "community", _("Settings of the community"), "community-settings-home", "palette", "community.manage", 80
    ),
)
contribute("community-name", name)
contribute("brand", brand)
