"""Making what was typed fit: titles, labels, people, checklists."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from steward.foundation.kernel.clock import FIRST_DAY, LAST_DAY
from steward.foundation.kernel.ruling import Invalid
from steward.team.work.enums import (
    LONGEST_ITEM,
    LONGEST_LABEL,
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST_ITEMS,
    MOST_LABELS,
)
from steward.team.work.models import Task
from steward.team.work.queries.people import who_may_see


def checked_title(title: str) -> str:
    """One line, not empty, not too long. Raises Invalid."""
    title = " ".join(title.split())
    if not title:
        raise Invalid({"title": _("Say what is to be done.")})
    if len(title) > LONGEST_TITLE:
        raise Invalid({"title": _("Keep it to %(n)d characters; the note has room for more.") % {"n": LONGEST_TITLE}})
    return title


def checked_note(note: str, field: str = "note") -> str:
    """The text without what surrounds it. Raises Invalid where it is too long."""
    note = note.replace("\r\n", "\n").strip()
    if len(note) > LONGEST_NOTE:
        raise Invalid({field: _("Keep it to %(n)d characters.") % {"n": LONGEST_NOTE}})
    return note


def checked_labels(labels: Iterable[str]) -> list[str]:
    """Labels without their sign, each once, in order. Raises Invalid where there are too many or one is too long."""
    found = sorted({" ".join(label.strip().lstrip("#＃").split()) for label in labels} - {""})
    if len(found) > MOST_LABELS:
        raise Invalid({"labels": _("A task has at most %(n)d labels.") % {"n": MOST_LABELS}})
    if any(len(label) > LONGEST_LABEL for label in found):
        raise Invalid({"labels": _("A label has at most %(n)d characters.") % {"n": LONGEST_LABEL}})
    return found


def checked_items(items: Iterable[str]) -> list[str]:
    """The lines of a checklist that say something. Raises Invalid."""
    found = [" ".join(item.split()) for item in items if item.strip()]
    if len(found) > MOST_ITEMS:
        raise Invalid({"checklist": _("A checklist has at most %(n)d items.") % {"n": MOST_ITEMS}})
    if any(len(item) > LONGEST_ITEM for item in found):
        raise Invalid({"checklist": _("Keep each item to %(n)d characters.") % {"n": LONGEST_ITEM}})
    return found


def checked_day(on: date | datetime | None) -> None:
    """Raise Invalid (field "due_on") for a day that cannot be reckoned with; None is no day."""
    day = on.date() if isinstance(on, datetime) else on
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid({"due_on": _("Choose days between 1990 and 2200.")})


def checked_address(url: str) -> str:
    """Where a task comes from: a page of this site or an address of the web. Raises Invalid (field "source_url")."""
    here = url.startswith("/") and not url.startswith(("//", "/\\"))
    if url and (any(ord(sign) <= ord(" ") for sign in url) or not (here or url.startswith(("https://", "http://")))):
        raise Invalid({"source_url": _("Give a page of this site or an address that begins with https://.")})
    return url


def checked_people(ids: Iterable[int | None], task: Task) -> None:
    """Raise Invalid (field "owner") unless each of these accounts may see the task; None is nobody."""
    wanted = {account for account in ids if account is not None}
    if wanted and not wanted <= {one.pk for one in who_may_see(task.permission, task.place)}:
        raise Invalid({"owner": _("Choose somebody of the team who may see this task.")})
