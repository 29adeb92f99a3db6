"""Words of the room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How far a version has come."""

    TRAINED = "trained", pgettext_lazy("a version of the classifier", "trained")
    SHOWN = "shown", pgettext_lazy("a version of the classifier", "ready")
    USED = "used", pgettext_lazy("a version of the classifier", "in use")


#: The permission of this room.
MANAGE = "classifier.manage"
#: The kind of job that trains, and the kind of notification that says so.
TRAIN, READY = "classifier.train", "classifier.ready"
#: Kinds of decisions in the journal.
USE, SETUP = "classifier.use", "classifier.setup"
