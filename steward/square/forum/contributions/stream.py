"""What the square offers: stream."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import PaletteSource, PersonalData
from steward.foundation.kernel.registry import contribute
from steward.square.forum.actions.erase_words import detach_words, erase_words
from steward.square.forum.queries.personal import personal_square
from steward.square.forum.views.search import find_topics

contribute("job-kinds", JobKind("forum.stream", _("Bring the square into the stream and the index")))
contribute("palette", PaletteSource(_("Topics"), "console.open", find_topics))
contribute("personal-data", PersonalData("square", personal_square, erase_words, detach_words))
