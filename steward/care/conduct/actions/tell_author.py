"""The statement of reasons goes to the author: in the inbox and by mail, in their language, always."""

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.care.clauses.public import ClauseNow
from steward.care.conduct.models import Judgement
from steward.care.conduct.queries.reading import language_for
from steward.care.conduct.queries.statement import Statement, statement_of
from steward.foundation.kernel.text import cut
from steward.foundation.ui.formats import day
from steward.people.accounts.public import Account
from steward.people.notify.public import Letter, send_mail, tell

#: The kinds of notification.
STATEMENT, OVERTURNED, LIFTED = "conduct.statement", "conduct.overturned", "conduct.lifted"


def tell_author(judgement: Judgement, account: Account) -> None:
    """Send the statement. Nobody can switch it off: who takes no notification of this kind gets a single letter."""
    with translation.override(language_for(account)):
        found = statement_of(judgement)
        letter = letter_of(found)
    params = {"level": found.level, "title": cut(found.about or found.words, 80)}
    _told(STATEMENT, account, judgement, params, letter)


def tell_overturned(judgement: Judgement, account: Account) -> None:
    """Tell the author that the judgement holds no longer, and why."""
    with translation.override(language_for(account)):
        subject = _("The team has overturned its decision")
        lines = [
            _("The team has overturned its decision of %(day)s.") % {"day": day(judgement.at)},
            _("Reason: %(reason)s") % {"reason": judgement.overturned_why},
            _("What could be restored was restored, and nothing is counted against you."),
            settings.BASE_URL + f"/conduct/decisions/{judgement.pk}/",
        ]
        letter = _letter(subject, [("", line) for line in lines], judgement, "overturned")
    _told(OVERTURNED, account, judgement, {"level": judgement.level, "why": judgement.overturned_why}, letter)


def tell_lifted(judgement: Judgement, account: Account, why: str) -> None:
    """Tell somebody who was held back that it ends before its time."""
    with translation.override(language_for(account)):
        lines = [("", _("The team ended this before its time.")), (pgettext("of a decision", "Reason"), why)]
        letter = _letter(_("You are no longer held back"), lines, judgement, "lifted")
    _told(LIFTED, account, judgement, {"level": judgement.level, "why": why}, letter)


def _told(kind: str, account: Account, judgement: Judgement, params: dict[str, str], letter: Letter) -> None:
    url = f"/conduct/decisions/{judgement.pk}/"
    told = tell(
        kind=kind, accounts=[account.pk], subject=f"judgement:{judgement.pk}", params=params, url=url, mail=letter
    )
    if not told and account.is_active:
        send_mail(to=account.email, subject=letter.subject, text=letter.text, kind=kind)


def letter_of(found: Statement) -> Letter:
    """The statement as a letter, in the language in use."""
    subject = _("The team decided about your words: %(level)s") % {"level": found.title}
    return _letter(subject, lines_of(found), found.judgement, "")


def lines_of(found: Statement) -> list[tuple[str, str]]:
    """(heading, text) of every part of the statement, in the order of article 17; a heading may be ""."""
    lines = [(_("What was decided"), _("%(what)s.") % {"what": found.title} + " " + found.meaning)]
    if found.scope:
        lines.append((_("Where and for how long"), _where(found)))
    if found.facts:
        lines.append((_("What happened"), found.facts))
    lines.append((_("What it is about"), cut(found.words, 600)))
    lines.append((_("How it was found"), f"{found.found} {found.machine}"))
    if found.clause:
        lines.append((_("The clause"), _clause(found.clause)))
    if found.appeal_path:
        lines.append((
            _("If you disagree"),
            _("You can appeal until %(day)s, free of charge. Somebody who did not take this decision looks at it: "
              "%(address)s") % {"day": day(found.appeal_until), "address": settings.BASE_URL + found.appeal_path},
        ))  # fmt: skip
    lines.append((_("This statement"), found.address))
    return lines


def _where(found: Statement) -> str:
    until = _("for good") if found.for_good else _("until %(day)s") % {"day": day(found.until)}
    return _("%(scope)s, %(time)s.") % {"scope": found.scope, "time": until}


def _clause(clause: ClauseNow) -> str:
    return _("%(title)s (version %(version)s): %(text)s") % {
        "title": clause.title(), "version": clause.version, "text": clause.text(),
    }  # fmt: skip


def _letter(subject: str, lines: list[tuple[str, str]], judgement: Judgement, what: str) -> Letter:
    key = f"judgement:{judgement.pk}"
    html = format_html_join("", "{}<p>{}</p>", (
        (format_html("<h3>{}</h3>", head) if head else "", text) for head, text in lines
    ))  # fmt: skip
    plain = "\n\n".join(f"{head}\n{text}" if head else text for head, text in lines)
    return Letter(subject, str(html), plain, key, f"{key}:{what}" if what else key, "conduct")
