"""What the square offers: posts that can be reported and judged."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import Flaggable
from steward.foundation.kernel.registry import contribute
from steward.square.forum.actions.answer_flag import ABILITIES, answer_flag, take_back
from steward.square.forum.queries.flagged import around, flagged, may_judge, may_report

contribute(
    "flaggables",
    Flaggable("post", _("post"), flagged, may_report, may_judge, around, ABILITIES, answer_flag, take_back),
)
