"""Topics and their particular kinds: polls and chain sign-ups."""

from typing import ClassVar

from django.db import models

from steward.square.forum.enums import Pin, ShowResults, TopicKind
from steward.square.forum.models.places import Category, Tag


class Topic(models.Model):
    """A topic (话题). Counters count what everybody sees; every action that changes it raises `version`."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=TopicKind, default=TopicKind.DISCUSSION)
    title = models.CharField(max_length=200)
    slug = models.CharField(max_length=80)  # for addresses only, made of the title; Chinese stays Chinese
    excerpt = models.CharField(max_length=240, blank=True)  # of the first post
    author = models.ForeignKey("members.Identity", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(db_index=True)
    last_post_at = models.DateTimeField()
    last_author = models.ForeignKey("members.Identity", null=True, on_delete=models.SET_NULL, related_name="+")
    posts_count = models.PositiveIntegerField(default=0)  # visible posts, the first one too
    participants = models.PositiveIntegerField(default=0)  # distinct authors of them
    reactions = models.PositiveIntegerField(default=0)  # on them
    views = models.PositiveIntegerField(default=0)
    highest_number = models.PositiveIntegerField(default=0)  # the last number given to a post, whatever became of it
    accepted = models.ForeignKey("forum.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    pin = models.CharField(max_length=12, choices=Pin, default=Pin.NONE, blank=True)
    pinned_until = models.DateTimeField(null=True, blank=True)
    featured_at = models.DateTimeField(null=True, blank=True)  # 加精
    locked_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)  # a timed lock, carried out by a job
    opens_at = models.DateTimeField(null=True, blank=True)  # when a lock ends by itself, carried out by the same job
    hidden_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    waiting = models.BooleanField(default=False)  # its first post waits for review
    slow_seconds = models.PositiveIntegerField(default=0)  # 0 follows the category
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    tags = models.ManyToManyField(Tag, through="forum.TopicTag", related_name="+")
    version = models.PositiveIntegerField(default=1)
    #: Where it was moved in from: "thread:<id of activity.Thread>"; topics born here have none.
    origin = models.CharField(max_length=60, null=True, blank=True, unique=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-last_post_at", "-id"], name="forum_topic_recent"),
            models.Index(fields=["category", "-last_post_at"], name="forum_topic_category"),
            models.Index(fields=["author", "-created_at"], name="forum_topic_author"),
            models.Index(
                fields=["-featured_at"], name="forum_topic_featured", condition=models.Q(featured_at__isnull=False)
            ),
            models.Index(
                fields=["-created_at"],
                name="forum_topic_unanswered",
                condition=models.Q(kind="question", accepted__isnull=True),
            ),
            models.Index(fields=["closes_at"], name="forum_topic_closing", condition=models.Q(closes_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class TopicTag(models.Model):
    """A topic carries a tag."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("topic", "tag"), name="forum_topictag_unique"),)
        indexes: ClassVar = [models.Index(fields=["tag", "-topic"], name="forum_topictag_tag")]

    def __str__(self) -> str:
        return f"{self.topic_id} #{self.tag_id}"


class Poll(models.Model):
    """The question of a topic of kind poll."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="poll")
    choices = models.PositiveSmallIntegerField(default=1)  # how many options one may choose
    show_results = models.CharField(max_length=10, choices=ShowResults, default=ShowResults.ALWAYS)
    secret = models.BooleanField(default=True)  # who voted for what is shown to nobody
    closes_at = models.DateTimeField(null=True, blank=True)
    voters = models.PositiveIntegerField(default=0)
    told = models.BooleanField(default=False)  # that it is closed

    def __str__(self) -> str:
        return f"poll of {self.topic_id}"


class PollOption(models.Model):
    """One answer to choose."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class PollVote(models.Model):
    """Somebody chose an option."""

    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="+")
    identity = models.ForeignKey("members.Identity", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("option", "identity"), name="forum_vote_unique"),)

    def __str__(self) -> str:
        return f"{self.identity_id} for {self.option_id}"


class Chain(models.Model):
    """The terms of a chain sign-up (接龙)."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="chain")
    limit = models.PositiveIntegerField(null=True, blank=True)  # entries; later ones wait
    example = models.CharField(max_length=200, blank=True)  # how an entry should look
    closes_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"chain of {self.topic_id}"


class ChainEntry(models.Model):
    """One line of a chain: numbered in the order of coming; who withdraws leaves no gap on screen."""

    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="entries")
    identity = models.ForeignKey("members.Identity", on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300, blank=True)
    people = models.PositiveSmallIntegerField(default=1)  # how many come
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = (models.UniqueConstraint(fields=("chain", "identity"), name="forum_chainentry_unique"),)

    def __str__(self) -> str:
        return self.text
