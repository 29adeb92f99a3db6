"""What the square offers: kinds of jobs about words."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.registry import contribute

contribute("job-kinds", JobKind("forum.previews", _("Previews of linked pages")))
contribute("job-kinds", JobKind("forum.recook", _("Posts cooked again")))
