"""Words to copy where a person must do by hand what Steward cannot do on a channel."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from steward.care.conduct.models import Judgement
from steward.care.conduct.queries.statement import Statement, statement_of
from steward.foundation.ui.formats import day

#: Between the languages.
RULE = "\n\n———\n\n"


def task_words(judgement: Judgement, ability: str) -> str:
    """What to say to the author on that channel, in every language of the house, below each other."""
    parts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            parts.append(_restored(judgement) if ability == "restore" else _decided(statement_of(judgement)))
    return RULE.join(parts)


def _decided(found: Statement) -> str:
    where = found.place or _("this channel")
    lines = [
        _("About your message of %(day)s in %(place)s: the team decided “%(level)s”.")
        % {"day": day(found.written_at or found.at), "place": where, "level": found.title},
        _("Clause: %(clause)s") % {"clause": found.clause.title()} if found.clause else "",
        _("What happened: %(facts)s") % {"facts": found.facts},
        found.machine,
    ]
    if found.until:
        lines.append(_("It ends on %(day)s.") % {"day": day(found.until)})
    lines.append(
        _("You can appeal until %(day)s; somebody who did not take this decision looks at it: %(address)s")
        % {"day": day(found.appeal_until), "address": found.address}
    )
    return "\n".join(line for line in lines if line)


def _restored(judgement: Judgement) -> str:
    return "\n".join([
        _("The team has overturned its decision of %(day)s about your message.") % {"day": day(judgement.at)},
        _("Reason: %(reason)s") % {"reason": judgement.overturned_why},
        _("What was taken away comes back, and nothing is counted against you."),
    ])  # fmt: skip
