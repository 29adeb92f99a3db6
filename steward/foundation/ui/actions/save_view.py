"""Keep the way a table is looked at under a name, and drop it again.

A saved view concerns nobody but its owner, so it announces no fact; asking for the owner's id is the permission.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.foundation.ui.models import SavedView

MOST = 50


@transaction.atomic
def save_view(*, actor: int, table: str, name: str, path: str, query: str) -> SavedView:
    """Keep `query` of `table` as `name` for the account `actor`; the same name again replaces it.

    Raises Invalid for an empty or too long name, an address that is not of this site, or more than 50 views.
    """
    name = name.strip()
    if not name or len(name) > 60:
        raise Invalid({"name": _("Give the view a name of at most 60 characters.")})
    if not path.startswith("/") or path.startswith("//") or len(path) > 300 or len(query) > 2000 or len(table) > 60:
        raise Invalid(_("This view cannot be kept."))
    own = SavedView.objects.filter(owner_id=actor, table=table)
    if own.exclude(name=name).count() >= MOST:
        raise Invalid(_("There are already 50 views of this table. Drop one first."))
    query = "" if query in {"", "?"} else "?" + query.removeprefix("?")
    view, _created = SavedView.objects.update_or_create(
        owner_id=actor, table=table, name=name, defaults={"path": path, "query": query}
    )
    return view


@transaction.atomic
def drop_view(*, actor: int, view: int) -> SavedView:
    """Drop an own view; gives back what was dropped. Raises NotFound for anybody else's."""
    kept = SavedView.objects.filter(owner_id=actor, pk=view).first()
    if kept is None:
        raise NotFound
    kept.delete()
    return kept
