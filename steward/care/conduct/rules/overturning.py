"""Who may take a judgement back."""

from django.utils.translation import gettext as _

from steward.care.conduct.models import Judgement
from steward.care.conduct.rules.conflict import Stakes, is_party
from steward.care.conduct.rules.practice import JUDGE, MANAGE
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import Viewer, allowed


def may_free(actor: Viewer, stakes: Stakes) -> Ruling:
    """Who may take something back that was decided about somebody: who judges, and nobody for themselves."""
    right = allowed(actor, JUDGE)
    if not right or not is_party(actor, stakes):
        return right
    return Denied(_("This was decided about something of your own. Somebody else of the team takes it back."))


def may_overturn(actor: Viewer, judgement: Judgement, stakes: Stakes, *, by_appeal: bool) -> Ruling:
    """On appeal somebody else than who judged; as a second thought who judged, or who leads. Nobody their own."""
    right = may_free(actor, stakes)
    if not right:
        return right
    own = actor.account_id is not None and judgement.by_id == actor.account_id
    if by_appeal:
        return Denied(_("You took this decision. Somebody else decides about the appeal.")) if own else Allowed()
    return Allowed() if own else allowed(actor, MANAGE)
