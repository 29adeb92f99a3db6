"""The statement of reasons for a judgement, in the order of article 17 of the Digital Services Act."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from steward.care.clauses.public import ClauseNow, wordings_of
from steward.care.conduct.enums import Level, Source
from steward.care.conduct.models import Judgement, Sanction
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.queries.words import follows, level_words
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import OWN_SCOPE, Viewer, within_scope
from steward.people.joining.public import account_faces, identities_of
from steward.square.forum.public import closed_places


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is told of a judgement about their words. Texts are in the language in use."""

    judgement: Judgement
    number: int
    at: datetime
    level: str
    title: str  # “muted, 2 days”
    meaning: str  # what follows, in a sentence to the author
    scope: str  # where it holds; "" for a level that has no scope
    since: datetime | None  # when a sanction that lasts began
    until: datetime | None  # when it ends; None with `for_good`, and where nothing lasts
    for_good: bool
    lifted: bool
    ended_at: datetime | None
    facts: str
    about: str  # title of what it is about
    words: str  # the words themselves, as written
    html: str
    url: str
    written_at: datetime | None
    place: str
    found: str  # how it came to the team
    machine: str  # whether and how a machine was involved
    clause: ClauseNow | None  # in the version that was applied
    earlier: int  # sanctions before that counted
    by: str  # who decided: a name where the team shows it
    appeal_until: datetime
    overturned_at: datetime | None
    overturned_why: str

    @property
    def path(self) -> str:
        """Its page."""
        return reverse("conduct-decision", args=[self.number])

    @property
    def address(self) -> str:
        """Its page, whole, for letters."""
        return settings.BASE_URL + self.path

    @property
    def appeal_path(self) -> str:
        """Where one appeals, "" where nothing can be appealed."""
        if self.overturned_at or self.level == Level.NONE:
            return ""
        try:
            return reverse("appeal-write", args=[self.number])
        except NoReverseMatch:
            return ""

    def may_appeal(self, now: datetime) -> bool:
        """Whether the period for an appeal still runs."""
        return bool(self.appeal_path) and now < self.appeal_until


def statement_of(judgement: Judgement) -> Statement:
    """The statement of a judgement; who may read it is the caller's matter. At most four queries."""
    case, practice = judgement.case, practice_now()
    sanction = Sanction.objects.filter(judgement=judgement).first()
    lasts = bool(sanction and (sanction.ends_at or sanction.level == Level.BAN))
    key = (judgement.clause, judgement.clause_version)
    return Statement(
        judgement=judgement, number=judgement.pk, at=judgement.at, level=judgement.level,
        title=level_words(judgement.level, hours_of(sanction)), meaning=follows(judgement.level),
        scope=_scope(sanction, case.place_name) if lasts else "",
        since=sanction.imposed_at if sanction and lasts else None,
        until=sanction.ends_at if sanction else None, for_good=bool(sanction and sanction.level == Level.BAN),
        lifted=bool(sanction and sanction.lifted), ended_at=sanction.ended_at if sanction else None,
        facts=judgement.facts, about=case.title, words=case.text, html=case.html, url=case.url,
        written_at=case.written_at, place=case.place_name, found=how_found(judgement.source),
        machine=machine_words(judgement), clause=wordings_of([key]).get(key) if judgement.clause else None,
        earlier=judgement.earlier, by=_by(judgement) if practice.names_shown else _("The team"),
        appeal_until=judgement.at + timedelta(days=practice.days_to_appeal), overturned_at=judgement.overturned_at,
        overturned_why=judgement.overturned_why,
    )  # fmt: skip


def hours_of(sanction: Sanction | None) -> int:
    """The hours a sanction was imposed for, 0 for one without an end."""
    if sanction is None or sanction.ends_at is None:
        return 0
    return round((sanction.ends_at - sanction.imposed_at).total_seconds() / 3600)


def statement_for(viewer: Viewer, judgement_id: int) -> Statement:
    """The statement, for its author and for who judges. Raises NotFound for everybody else."""
    row = Judgement.objects.select_related("case", "by").filter(pk=judgement_id).first()
    if row is None or not may_read(viewer, row):
        raise NotFound
    return statement_of(row)


def may_read(viewer: Viewer, judgement: Judgement) -> bool:
    """Whether it is about words of the viewer's, or the viewer judges what stands there."""
    if viewer.can(JUDGE) and judgement.case.place not in closed_places(viewer):
        return True
    own = bool(within_scope(viewer, OWN_SCOPE))
    return own and (judgement.author_id or 0) in identities_of(viewer.account_id)


def how_found(source: str) -> str:
    """How it came to the team, in a sentence that names nobody."""
    return {
        Source.REPORT: _("Members reported it."),
        Source.HELD: _("It waited for review before it was published."),
        Source.RULE: _("A rule of the team found it."),
        Source.MODEL: _("An automatic classifier proposed it."),
        Source.TEAM: _("The team found it."),
    }.get(Source(source), "")  # fmt: skip


def machine_words(judgement: Judgement) -> str:
    """Whether a machine was involved in finding it, which, and that a person decided."""
    parts = []
    for one in judgement.machine.get("signals", []):
        version = str(one.get("version") or "")
        if one["source"] == Source.MODEL:
            parts.append(
                _("a classifier (version %(version)s)") % {"version": version} if version else _("a classifier")
            )
        else:
            parts.append(_("a rule (version %(version)s)") % {"version": version} if version else _("a rule"))
    if not parts:
        return _("No machine was involved: people found it, and a person decided.")
    words = {"how": _(", ").join(dict.fromkeys(parts))}
    return _("Found automatically by %(how)s. A person looked at it and decided.") % words


def _scope(sanction: Sanction | None, place: str) -> str:
    return _("only in “%(place)s”") % {"place": place} if sanction and sanction.scope else _("everywhere")


def _by(judgement: Judgement) -> str:
    face = account_faces([judgement.by_id or 0]).get(judgement.by_id or 0)
    return face.name if face else _("The team")
