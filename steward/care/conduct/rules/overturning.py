"""Who may take a judgement back."""

from django.utils.translation import gettext as _

from steward.care.conduct.models import Judgement
from steward.care.conduct.rules.practice import JUDGE, MANAGE
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import Viewer, allowed


def may_overturn(actor: Viewer, judgement: Judgement, *, by_appeal: bool) -> Ruling:
    """On appeal somebody else than who judged; as a second thought who judged, or who leads."""
    right = allowed(actor, JUDGE)
    if not right:
        return right
    own = actor.account_id is not None and judgement.by_id == actor.account_id
    if by_appeal:
        return Denied(_("You took this decision. Somebody else decides about the appeal.")) if own else Allowed()
    return Allowed() if own else allowed(actor, MANAGE)
