"""The vocabulary of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Permissions of the room.
VIEW, EDIT, PLAN = "reports.view", "reports.edit", "reports.plan"
#: The kind of job that writes a report.
WRITE_JOB = "reports.write"
#: The kind of notification.
READY = "reports.ready"


class Period(models.TextChoices):
    """What a report covers."""

    DAY = "day", _("Daily report")
    WEEK = "week", _("Weekly report")
    MONTH = "month", _("Monthly report")


class Style(models.TextChoices):
    """The order of chapters and how they are called."""

    CHINESE = "chinese", _("Chinese house style: numbers first, chapters numbered")
    PLAIN = "plain", _("Plain: what the last decisions did, then what moved and why")


class State(models.TextChoices):
    """How far a report is."""

    WRITTEN = "written", _("draft, as written")
    EDITED = "edited", _("draft, edited")
    HELD = "held", _("held back")
    SENT = "sent", _("sent out")
    SKIPPED = "skipped", _("skipped: nothing to say")
    FAILED = "failed", _("could not be written")


#: Reports somebody can still change and send.
OPEN = (State.WRITTEN, State.EDITED, State.HELD)
#: Reports the clock sends.
DUE = (State.WRITTEN, State.EDITED)

#: Which days are workdays: the community's own way, China's calendar, Monday to Friday.
CALENDARS = [
    ("", _("as usual for the community's language and time zone")),
    ("cn", _("China's holidays and exchanged workdays (调休)")),
    ("plain", _("Monday to Friday")),
]

#: Characters of a passage somebody writes, and of the word of one's own on top.
LONGEST = 20_000
#: Mail addresses outside the team that one plan may send to.
MOST_ADDRESSES = 20
