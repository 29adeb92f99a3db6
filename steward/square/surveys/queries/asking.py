"""Whom a survey asks. The open one is kept by each process as long as the community's stamp stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, NotFound, Ruling
from steward.foundation.kernel.sealing import unseal
from steward.people.access.public import TEAM, Viewer
from steward.people.accounts.public import Account
from steward.people.community.public import community
from steward.people.joining.public import may_write
from steward.square.surveys.enums import State
from steward.square.surveys.models import Answer, Survey, Turn
from steward.square.surveys.rules import in_sample, usual_question, voter_of
from steward.stream.insights.public import today


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: str
    survey: Survey | None = None


#: Replaced as a whole when the stamp is another, so threads need no lock.
_kept = _Kept("")


def open_survey() -> Survey | None:
    """The survey members are asked, None while there is none. No query within a request."""
    global _kept  # noqa: PLW0603 — one value for the process
    stamp = community().stamp
    if not stamp:
        return Survey.objects.filter(state=State.OPEN).first()
    kept = _kept
    if kept.stamp != stamp:
        _kept = kept = _Kept(stamp, Survey.objects.filter(state=State.OPEN).first())
    return kept.survey


def question_of(survey: Survey) -> str:
    """What it asks, in the language in use."""
    return survey.own_question() or usual_question(survey.kind, community().name or _("this community"))


def survey_by(slug: str) -> Survey:
    """A survey members may know of: it was opened. Raises NotFound."""
    row = Survey.objects.filter(slug=slug).exclude(state=State.DRAFT).exclude(opened_at=None).first()
    if row is None:
        raise NotFound
    return row


def own_answer(viewer: Viewer, survey: Survey) -> Answer | None:
    """The viewer's answer while the survey is open. One query."""
    if viewer.account_id is None or not survey.is_open or not survey.salt_sealed:
        return None
    return Answer.objects.filter(survey=survey, voter=voter_of(unseal(survey.salt_sealed), viewer.own_id)).first()


def may_answer(viewer: Viewer, survey: Survey) -> Ruling:
    """Whether the viewer may answer or change their answer: members who may write, long enough here, not the team."""
    if viewer.account is None:
        return Denied(_("Sign in to answer: each member has one answer."))
    if not survey.is_open:
        return Denied(_("This survey is closed. Thank you all the same."))
    if viewer.roles & set(TEAM):
        return Denied(_("Team mates are not asked: the answers are about their work."))
    if viewer.account.date_joined > clock.now() - timedelta(days=survey.min_days):
        return Denied(
            _("This survey asks who has been here for %(days)s days: you will be asked another time.")
            % {"days": survey.min_days}
        )
    return may_write(viewer)


def is_asked(viewer: Viewer, survey: Survey) -> bool:
    """Whether a card asks the viewer: they may answer, chance chose them, and nobody asked them lately."""
    if isinstance(may_answer(viewer, survey), Denied) or not survey.salt_sealed:
        return False
    if not in_sample(unseal(survey.salt_sealed), viewer.own_id, survey.sample):
        return False
    return not _asked_since(viewer.own_id, survey)


def _asked_since(account_id: int, survey: Survey) -> bool:
    return Turn.objects.filter(account=account_id, on__gt=_rested(survey)).exists()


def _rested(survey: Survey) -> date:
    """Who was last asked on this day or before may be asked again; a survey of its own never asks twice."""
    return today() - timedelta(days=max(survey.rhythm, 1))


def accounts_to_tell(survey: Survey) -> list[int]:
    """The accounts the survey asks: let in, long enough here, not the team, no guardian missing, drawn, rested."""
    salt = unseal(survey.salt_sealed)
    long_enough = clock.now() - timedelta(days=survey.min_days)
    rows: QuerySet[Account, Any] = Account.objects.filter(is_active=True, away=False, restrained=False)
    rows = rows.filter(date_joined__lte=long_enough, profile__state="approved", profile__needs_guardian=False)
    team = Exists(Account.objects.filter(pk=OuterRef("pk"), grants__role__in=TEAM))
    asked = Exists(Turn.objects.filter(account=OuterRef("pk"), on__gt=_rested(survey)))
    ids = rows.exclude(team).exclude(asked).order_by("pk").values_list("pk", flat=True)
    return [pk for pk in ids if in_sample(salt, pk, survey.sample)]
