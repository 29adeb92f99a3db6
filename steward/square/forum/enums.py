"""The vocabulary of the square."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicKind(models.TextChoices):
    """What a topic is for."""

    DISCUSSION = "discussion", _("discussion")
    QUESTION = "question", _("question")
    ANNOUNCEMENT = "announcement", _("announcement")
    POLL = "poll", _("poll")
    CHAIN = "chain", _("chain sign-up")


class Verb(models.TextChoices):
    """What a category lets people do; whoever may moderate may do the others too."""

    SEE = "see", _("see")
    POST = "post", _("open topics")
    REPLY = "reply", _("reply")
    MODERATE = "moderate", _("moderate")


class Pin(models.TextChoices):
    """Where a topic stays on top."""

    NONE = "", _("not pinned")
    CATEGORY = "category", _("in its category")
    EVERYWHERE = "everywhere", _("everywhere")


class PostState(models.TextChoices):
    """Whether a post is read by everybody. Hidden and removed ones stay for the team and for undo."""

    VISIBLE = "visible", _("visible")
    WAITING = "waiting", _("waiting for review")
    HIDDEN = "hidden", _("hidden by the team")
    REMOVED = "removed", _("removed")


class Via(models.TextChoices):
    """How a post came in."""

    WEB = "web", _("page")
    MAIL = "mail", _("e-mail")
    API = "api", _("API")
    MOVED = "moved", _("moved in")


class FollowTarget(models.TextChoices):
    """What can be followed or muted."""

    TOPIC = "topic", _("topic")
    TAG = "tag", _("tag")
    CATEGORY = "category", _("category")
    MEMBER = "member", _("member")


class FollowLevel(models.TextChoices):
    """How close. `following` tells of every new post (of a topic) or every new topic (of the others)."""

    FOLLOWING = "following", _("following")
    MUTED = "muted", _("muted")


class TrustLevel(models.IntegerChoices):
    """How far the community knows somebody. What each level may do is in rules/trust.py, thresholds are settings."""

    NEW = 0, _("new")
    BASIC = 1, _("known")
    MEMBER = 2, _("regular")
    TRUSTED = 3, _("trusted")
    LEADER = 4, _("leader")


class ShowResults(models.TextChoices):
    """When a poll shows its numbers."""

    ALWAYS = "always", _("always")
    VOTED = "voted", _("after voting")
    CLOSED = "closed", _("when it is closed")


#: Reactions offered, in their order; the first one counts as a thank-you for recognition.
REACTIONS = ("👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀")

#: The names under which the search index keeps posts (the opening with the topic's title) and titles of topics.
INDEX_POST, INDEX_TOPIC = "forum.post", "forum.topic"
