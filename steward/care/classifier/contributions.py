"""What the classifier room offers."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from steward.care.classifier.actions.forget import forget
from steward.care.classifier.enums import MANAGE, READY, TRAIN
from steward.care.classifier.queries.personal import personal_examples
from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel.contracts import NavigationEntry, PersonalData
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.notify.public import Line, NotificationKind


def _ready(params: Mapping[str, Any]) -> Line:
    text = _now("Version %(number)s of the classifier is ready") % {"number": params["number"]}
    return Line(text, _now("Look at how good it is, then decide whether it is used."), "graduation-cap")


def _result(job: Job) -> str:
    number = job.result.get("version")
    return reverse("classifier-version", args=[number]) if number else reverse("classifier")


contribute("permissions", Permission(MANAGE, _("train the classifier and choose what it uses"), (Role.LEAD,)))
contribute("navigation", NavigationEntry("community", _("Classifier"), "classifier", "graduation-cap", MANAGE, 18))
contribute("job-kinds", JobKind(TRAIN, _("Training the classifier"), _result))
contribute("personal-data", PersonalData("classifier", personal_examples, forget))
contribute(
    "notification-kinds",
    NotificationKind(
        READY, _("A new version of the classifier is ready"), _("The team"), "daily", _ready, permission=MANAGE
    ),
)
