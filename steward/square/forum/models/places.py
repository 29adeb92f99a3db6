"""Where topics stand: categories and tags."""

from typing import ClassVar

from django.db import models


def default_rights() -> dict[str, list[str]]:
    """Everybody reads, members write, moderators of the team moderate."""
    return {"see": ["everyone"], "post": ["members"], "reply": ["members"], "moderate": ["role:moderator"]}


class Category(models.Model):
    """A category (版块).

    `rights` maps a verb (enums.Verb) to audiences: "everyone", "members", "trust:2" (that level or above), "group:7",
    "role:moderator". An audience nobody belongs to any more (a deleted group) admits nobody.
    """

    key = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    color = models.CharField(max_length=7, default="#1d6655")
    icon = models.CharField(max_length=40, default="message-circle")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    position = models.IntegerField(default=0)
    rights = models.JSONField(default=default_rights)
    default_kind = models.CharField(max_length=12, blank=True)  # enums.TopicKind offered first
    template = models.TextField(blank=True)  # what a new topic's editor begins with
    slow_seconds = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    topics = models.PositiveIntegerField(default=0)  # visible ones
    posts = models.PositiveIntegerField(default=0)  # visible ones in visible topics
    last_post_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A tag (标签) across categories."""

    key = models.CharField(max_length=60, unique=True)  # folded: kernel.text.fold
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, blank=True)
    topics = models.PositiveIntegerField(default=0)  # visible ones

    def __str__(self) -> str:
        return self.name


class Practice(models.Model):
    """How the team acts here: one row with the id 1, made at the first change."""

    names_shown = models.BooleanField(default=False)  # members read who of the team did something, not only that it did

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="forum_one_practice"),)

    def __str__(self) -> str:
        return "names shown" if self.names_shown else "the team"
