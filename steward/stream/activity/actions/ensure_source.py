"""Adding a source."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed
from steward.stream.activity.events import SourceAdded
from steward.stream.activity.models import Source


@transaction.atomic
def ensure_source(*, actor: Viewer, key: str, name: str, service: str, realm: str = "", timezone: str = "") -> Source:
    """The source with this key, made when it is not there; an existing one stays as it is.

    `realm` is where its account ids are unique, by default the key. Raises Forbidden, and Invalid for an empty key or
    a time zone nobody knows.
    """
    require(allowed(actor, "activity.import"))
    if existing := Source.objects.filter(key=key).first():
        return existing
    if not key:
        raise Invalid({"key": _("A source needs a short name for addresses.")})
    if timezone:
        try:
            ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise Invalid({"timezone": _("“%s” is not a known time zone.") % timezone}) from None
    source, made = Source.objects.get_or_create(
        key=key,
        defaults={"name": name[:200] or key, "service": service, "realm": realm or key, "timezone": timezone},
    )
    if made:
        publish(SourceAdded(source.pk, key), actor=actor.name)
    return source
