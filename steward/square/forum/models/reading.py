"""What one reader follows, keeps, has read and is writing."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.square.forum.enums import FollowLevel, FollowTarget
from steward.square.forum.models.posts import Post
from steward.square.forum.models.topics import Topic


class ReadMark(models.Model):
    """How far somebody has read a topic."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)  # of the last post read
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "topic"), name="forum_readmark_unique"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.topic_id}/{self.number}"


class CaughtUp(models.Model):
    """Somebody said "all read" at that moment: of one category, or of everything (`category` None)."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey("forum.Category", null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "category"), name="forum_caughtup_category"),
            models.UniqueConstraint(
                fields=("account",), condition=models.Q(category__isnull=True), name="forum_caughtup_all"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.category_id or 'all'} until {self.at}"


class Follow(models.Model):
    """Somebody follows or mutes a topic, tag, category or member."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    target = models.CharField(max_length=10, choices=FollowTarget)
    target_id = models.BigIntegerField()
    level = models.CharField(max_length=10, choices=FollowLevel)
    #: Set by an action on the way (writing in a topic follows it), not by choice.
    automatic = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "target", "target_id"), name="forum_follow_unique"),)
        indexes: ClassVar = [models.Index(fields=["target", "target_id", "level"], name="forum_follow_target")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.level} {self.target}:{self.target_id}"


class Bookmark(models.Model):
    """A post somebody keeps, with a note and perhaps a day to be reminded."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "post"), name="forum_bookmark_unique"),)

    def __str__(self) -> str:
        return f"{self.account_id} keeps {self.post_id}"


class Draft(models.Model):
    """Words not sent yet: survive a closed tab and another device."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=40)  # "new", "new:<category>", "topic:<id>", "edit:<post>"
    data = models.JSONField(default=dict)  # title, source, category, tags, kind, reply_to …
    version = models.PositiveIntegerField(default=1)  # the later tab wins only over what it has seen
    updated_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "place"), name="forum_draft_unique"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.place}"
