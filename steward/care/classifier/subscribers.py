"""What follows when a version is ready."""

from django.urls import reverse

from steward.care.classifier.enums import MANAGE, READY
from steward.care.classifier.events import VersionTrained
from steward.foundation.journal.public import subscribe
from steward.people.access.public import accounts_with
from steward.people.notify.public import tell


@subscribe(VersionTrained)
def tell_leads(fact: VersionTrained) -> None:
    """Whoever may choose what is used."""
    tell(
        kind=READY, accounts=accounts_with(MANAGE), subject=f"classifier:{fact.number}", params={"number": fact.number},
        url=reverse("classifier-version", args=[fact.number]), group=READY,
    )  # fmt: skip
