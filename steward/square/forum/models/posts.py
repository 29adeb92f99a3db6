"""Posts, their history, and what points at them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.square.forum.enums import PostState, Via
from steward.square.forum.models.topics import Topic


class Post(models.Model):
    """A post (帖子). Number 1 opens the topic. `cooked` is safe HTML made when `source` was written."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    author = models.ForeignKey("members.Identity", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=PostState, default=PostState.VISIBLE)
    state_reason = models.CharField(max_length=300, blank=True)
    source = models.TextField()  # Markdown
    cooked = models.TextField()
    cooked_by = models.PositiveSmallIntegerField(default=0)  # version of the cook; older ones are cooked again
    language = models.CharField(max_length=10, blank=True)
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    edits = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)  # of the words: an edit names the version it began from
    reactions = models.JSONField(default=dict)  # emoji → how many
    reactions_count = models.PositiveIntegerField(default=0)
    via = models.CharField(max_length=6, choices=Via, default=Via.WEB)
    #: "<account>:<token of the form>": the same form sent twice posts once.
    once = models.CharField(max_length=80, null=True, blank=True, unique=True)
    told = models.BooleanField(default=False)  # whoever wanted to hear of it has been told: nobody is told twice
    #: Where it was moved in from: "activity:<id>"; such posts are in the stream already.
    origin = models.CharField(max_length=60, null=True, blank=True, unique=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("topic", "number"), name="forum_post_number"),)
        indexes: ClassVar = [
            models.Index(fields=["author", "-created_at"], name="forum_post_author"),
            models.Index(fields=["-created_at"], name="forum_post_recent"),
            models.Index(fields=["reply_to"], name="forum_post_replies", condition=models.Q(reply_to__isnull=False)),
            models.Index(fields=["created_at"], name="forum_post_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}/{self.number}"


class Revision(models.Model):
    """What a post said and says, one row for each version once it was edited: 1 is the first words, the last is now's.

    A hidden one is read by moderators only.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)  # of the topic, when the post opens it
    source = models.TextField()
    editor = models.ForeignKey("members.Identity", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()  # when these words were written
    reason = models.CharField(max_length=200, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("post", "number"), name="forum_revision_unique"),)

    def __str__(self) -> str:
        return f"{self.post_id} v{self.number}"


class Quotation(models.Model):
    """A post quotes another one; read backwards it is the back-link."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="quotes")
    quoted = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="quoted_by")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("post", "quoted"), name="forum_quotation_unique"),)

    def __str__(self) -> str:
        return f"{self.post_id} → {self.quoted_id}"


class Mention(models.Model):
    """A post names somebody."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("post", "account"), name="forum_mention_unique"),)

    def __str__(self) -> str:
        return f"{self.post_id} @{self.account_id}"


class Reaction(models.Model):
    """Somebody's reaction to a post; taken back it is deleted, the journal remembers."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    identity = models.ForeignKey("members.Identity", on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("post", "identity", "emoji"), name="forum_reaction_unique"),)
        indexes: ClassVar = [models.Index(fields=["identity", "-at"], name="forum_reaction_by")]

    def __str__(self) -> str:
        return f"{self.emoji} {self.post_id}"
