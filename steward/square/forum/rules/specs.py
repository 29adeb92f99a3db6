"""What a poll and a chain sign-up must be."""

from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.kernel.text import fold
from steward.square.forum.enums import ShowResults, TopicKind
from steward.square.forum.records import ChainSpec, PollSpec

MOST_OPTIONS, LONGEST_OPTION = 20, 200
MOST_PLACES = 10_000


def fits(kind: str, poll: PollSpec | None, chain: ChainSpec | None, now: datetime) -> None:
    """Refuse a topic whose kind and further terms do not belong together. Raises Invalid by field."""
    if kind not in TopicKind.values:
        raise Invalid({"kind": _("There is no such kind of topic.")})
    if kind == TopicKind.POLL:
        check_poll(poll or PollSpec(()), now)
    elif kind == TopicKind.CHAIN:
        check_chain(chain or ChainSpec(), now)


def check_poll(poll: PollSpec, now: datetime) -> None:
    """Refuse a poll nobody can vote in. Raises Invalid by field."""
    if not 2 <= len(poll.options) <= MOST_OPTIONS:
        raise Invalid({"options": _("A poll has 2 to %(most)d options, one in each line.") % {"most": MOST_OPTIONS}})
    if any(not option.strip() or len(option) > LONGEST_OPTION for option in poll.options):
        raise Invalid({"options": _("An option has 1 to %(most)d characters.") % {"most": LONGEST_OPTION}})
    same = next((one for one, two in pairwise(sorted(map(fold, poll.options))) if one == two), None)
    if same is not None:
        raise Invalid({"options": _("The option “%(option)s” stands there twice.") % {"option": same}})
    if not 1 <= poll.choices <= len(poll.options):
        raise Invalid({"choices": _("One can choose at least 1 and at most all of the options.")})
    if poll.show_results not in ShowResults.values:
        raise Invalid({"show_results": _("Say when the results are shown.")})
    _later(poll.closes_at, now)


def check_chain(chain: ChainSpec, now: datetime) -> None:
    """Refuse a sign-up nobody can join. Raises Invalid by field."""
    if chain.limit is not None and not 1 <= chain.limit <= MOST_PLACES:
        raise Invalid({"limit": _("A limit is between 1 and %(most)d places.") % {"most": MOST_PLACES}})
    if len(chain.example) > LONGEST_OPTION:
        raise Invalid({"example": _("The example has at most %(most)d characters.") % {"most": LONGEST_OPTION}})
    _later(chain.closes_at, now)


def _later(closes_at: datetime | None, now: datetime) -> None:
    if closes_at is not None and closes_at <= now:
        raise Invalid({"closes_at": _("The end lies in the past.")})
