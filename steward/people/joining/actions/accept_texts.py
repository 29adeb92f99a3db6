"""Accepting the community's texts."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer
from steward.people.joining.events import TextsAccepted
from steward.people.joining.models import Acceptance
from steward.people.joining.queries.texts import versions_to_accept


@transaction.atomic
def accept_texts(*, actor: Viewer, versions: Mapping[str, int]) -> None:
    """Record that the actor accepts these versions: the ones that were on the page. Raises NotFound, Invalid.

    A version that has become old in the meantime is not taken: the reader has not seen the new one.
    """
    if actor.account is None:
        raise NotFound
    record_acceptance(actor.own_id, versions)
    publish(TextsAccepted(actor.own_id, versions_to_accept()), actor=actor.name)


def record_acceptance(account_id: int, versions: Mapping[str, int]) -> None:
    """Write the acceptances; part of signing up as well. Raises Invalid when a text is missing or no longer current."""
    wanted = versions_to_accept()
    if any(versions.get(key) != version for key, version in wanted.items()):
        raise Invalid({"accept": _("Please read the texts and accept them. One may have changed a moment ago.")})
    Acceptance.objects.bulk_create(
        (
            Acceptance(account_id=account_id, key=key, version=version, at=clock.now())
            for key, version in wanted.items()
        ),
        ignore_conflicts=True,
    )
