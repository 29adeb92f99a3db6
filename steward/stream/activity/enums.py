"""The vocabulary of the stream. Kinds follow ActivityStreams 2.0 verbs where one exists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What was done. `post` opens a thread or stands alone; `comment` answers inside one."""

    POST = "post", _("post")
    COMMENT = "comment", _("comment")
    REACTION = "reaction", _("reaction")
    JOIN = "join", _("join")
    LEAVE = "leave", _("leave")
    COMMIT = "commit", _("commit")
    REVIEW = "review", _("review")
    CHANGE = "change", _("change")
    AWARD = "award", _("award")
    NOTICE = "notice", _("notice")


#: Kinds in which a member says something; only these count as speaking.
SPEAKING = (Kind.POST, Kind.COMMENT, Kind.REVIEW)

#: Kinds that make a member *active* (CHAOSS "Contributors": any contribution in the period).
ACTIVE = (Kind.POST, Kind.COMMENT, Kind.REACTION, Kind.COMMIT, Kind.REVIEW, Kind.CHANGE)


class Form(models.TextChoices):
    """The shape of what was said."""

    TEXT = "text", _("text")
    IMAGE = "image", _("image")
    FILE = "file", _("file")
    LINK = "link", _("link")
    STICKER = "sticker", _("sticker")
    VOICE = "voice", _("voice")
    VIDEO = "video", _("video")
    POLL = "poll", _("poll")
    POKE = "poke", _("poke")
    RED_PACKET = "red_packet", _("red packet")
    QUOTE = "quote", _("quote")
    SYSTEM = "system", _("system line")


class Markup(models.TextChoices):
    """How `body` is written at its source."""

    PLAIN = "plain", _("plain text")
    MARKDOWN = "markdown", _("Markdown")
    HTML = "html", _("HTML")
    MRKDWN = "mrkdwn", _("Slack mrkdwn")


class ChannelKind(models.TextChoices):
    """What a channel is at its source."""

    ROOM = "room", _("room")
    GROUP = "group", _("group")
    CATEGORY = "category", _("category")
    LIST = "list", _("mailing list")
    REPOSITORY = "repository", _("repository")
    SITE = "site", _("site")


class JoinedBy(models.TextChoices):
    """How a person came into a channel."""

    UNKNOWN = "", _("unknown")
    SELF = "self", _("by themselves")
    INVITED = "invited", _("invited")
    LINK = "link", _("by link or QR code")
    ADDED = "added", _("added by an administrator")


class LeftBy(models.TextChoices):
    """How a person went."""

    STILL_HERE = "", _("still here")
    SELF = "left", _("left")
    REMOVED = "removed", _("removed")
