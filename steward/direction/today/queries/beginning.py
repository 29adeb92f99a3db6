"""The first day of a community: five things without which nothing here comes alive."""

from django.urls import reverse
from django.utils.translation import gettext as _

from steward.care.clauses.public import editions
from steward.direction.goals.public import Goal
from steward.direction.positioning.public import positioning_now
from steward.direction.today.records import Step
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.stream.activity.public import Source

#: With so many things undone it is a first day.
MANY = 3


def first_day(viewer: Viewer) -> list[Step]:
    """The five, each done or not, of which the viewer may do some; three queries."""
    every = (
        ("activity.import", "import", Source.objects.exclude(key="square").exists()),
        ("joining.invite", "invite", len(Account.objects.values_list("pk", flat=True)[:2]) > 1),
        ("positioning.edit", "positioning", positioning_now() is not None),
        ("clauses.manage", "code", bool(editions())),
        ("goals.edit", "goal", Goal.objects.exists()),
    )  # fmt: skip
    steps = _steps()
    return [_with(steps[key], done=done) for right, key, done in every if viewer.can(right)]


def _with(step: Step, *, done: bool) -> Step:
    return Step(step.key, step.text, step.why, step.verb, step.url, step.icon, done)


def _steps() -> dict[str, Step]:
    found = (
        Step(
            "import", _("Bring your history with you"),
            _("Steward reads exports of chats and forums: numbers from day one."), _("Import"),
            reverse("import-new"), icon="upload",
        ),
        Step(
            "invite", _("Invite your team"), _("Nobody looks after a community alone."), _("Invite"),
            reverse("invitations"), icon="user-plus",
        ),
        Step(
            "positioning", _("Write down what you are for"), _("Goals and announcements are held against it."),
            _("Write it"), reverse("positioning-canvas"), icon="compass",
        ),
        Step(
            "code", _("Publish a code of conduct"), _("Decisions cite it; three examples are there to begin with."),
            _("Write it"), reverse("code-editor"), icon="scroll-text",
        ),
        Step(
            "goal", _("Set a first goal"), _("One number, one date: everything else can serve it."), _("Set it"),
            reverse("goals-new"), icon="target",
        ),
    )  # fmt: skip
    return {step.key: step for step in found}
