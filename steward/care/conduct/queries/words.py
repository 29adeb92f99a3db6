"""Words about judgements and sanctions that several pages and letters share."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.care.conduct.enums import Level
from steward.care.conduct.rules.practice import takes_time


def span(hours: int) -> str:
    """So many hours, in days where they make whole days."""
    if hours % 24 == 0 and hours:
        return ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}


def level_words(level: str, hours: int = 0) -> str:
    """“muted, 2 days”, “hidden”."""
    label = str(Level(level).label)
    if takes_time(level) and hours:
        return _("%(level)s, %(time)s") % {"level": label, "time": span(hours)}
    return label


def follows(level: str) -> str:
    """What the level means for the author, in one sentence to them."""
    return {
        Level.NONE: _("Nothing was violated; nothing follows."),
        Level.REMIND: _("This is a reminder of the code of conduct. Your words stay where they are."),
        Level.WARN: _("This is a warning. Your words stay where they are; another violation has consequences."),
        Level.HIDE: _("Your words were taken out of sight."),
        Level.MUTE: _("Your words were taken out of sight, and you cannot write for a time. You can still read."),
        Level.RESTRICT: _(
            "Your words were taken out of sight. For a time you write as a newcomer does: the team looks at it first."
        ),
        Level.SUSPEND: _("Your words were taken out of sight, and your account is suspended for a time."),
        Level.BAN: _("Your words were taken out of sight, and you cannot come in any more."),
    }[Level(level)]
