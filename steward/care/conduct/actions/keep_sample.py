"""Put a judgement into the case library, take it out again."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.events import SampleChanged
from steward.care.conduct.models import Judgement
from steward.care.conduct.queries.library import names_about
from steward.care.conduct.rules.anonymous import anonymised
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

#: The longest telling of a case, in characters.
LONGEST = 3000


@transaction.atomic
def keep_sample(*, actor: Viewer, judgement_id: int, words: Mapping[str, str]) -> Judgement:
    """Show the judgement in the library with these words by language; what names somebody is taken out of them.

    Raises Forbidden, NotFound, Invalid (overturned, nothing said, too long).
    """
    judgement = _locked(actor, judgement_id)
    if judgement.overturned_at:
        raise Invalid(_("This judgement was overturned: it is no sample."))
    names = names_about(judgement)
    kept = {code: anonymised(words.get(code, ""), names) for code, _name in settings.LANGUAGES}
    if not any(kept.values()):
        raise Invalid({"words": _("Tell the case in at least one language.")})
    if any(len(text) > LONGEST for text in kept.values()):
        raise Invalid({"words": _("Keep it below %(n)s characters.") % {"n": LONGEST}})
    judgement.sample, judgement.sample_words = True, kept
    judgement.save(update_fields=["sample", "sample_words"])
    publish(SampleChanged(judgement.pk, sample=True), actor=actor.name)
    return judgement


@transaction.atomic
def drop_sample(*, actor: Viewer, judgement_id: int) -> bool:
    """Take it out of the library; its words are kept for another time. False when it was not in it.

    Raises Forbidden, NotFound.
    """
    judgement = _locked(actor, judgement_id)
    if not judgement.sample:
        return False
    judgement.sample = False
    judgement.save(update_fields=["sample"])
    publish(SampleChanged(judgement.pk, sample=False), actor=actor.name)
    return True


def _locked(actor: Viewer, judgement_id: int) -> Judgement:
    require(allowed(actor, JUDGE))
    found = Judgement.objects.select_for_update(of=("self",)).select_related("case").filter(pk=judgement_id).first()
    if found is None:
        raise NotFound
    return found
