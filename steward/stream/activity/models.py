"""Sources, channels, memberships, threads and activities."""

from typing import ClassVar

from django.db import models

from steward.people.members.models import Identity
from steward.stream.activity.enums import ChannelKind, Form, JoinedBy, Kind, LeftBy, Markup


class Source(models.Model):
    """A place the community lives on: one workspace, server, list archive, repository."""

    key = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(max_length=200)
    service = models.CharField(max_length=30)
    realm = models.CharField(max_length=120)  # of its accounts; by default its key
    timezone = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Channel(models.Model):
    """A room, group, category, list or repository of a source."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="channels")
    key = models.CharField(max_length=255)  # its id at the source
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20, choices=ChannelKind)
    description = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    private = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="activity_channel_unique"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's stay in a channel; one who comes again has several."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="memberships")
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(null=True, blank=True)
    joined_by = models.CharField(max_length=20, choices=JoinedBy, blank=True)
    inviter = models.ForeignKey(Identity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.CharField(max_length=20, choices=LeftBy, blank=True)
    #: Taken from the sequence "memberships" at every change; removals count in "memberships.removed".
    seq = models.BigIntegerField(default=0, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("channel", "identity", "joined_at"), name="activity_membership_unique"),
            models.UniqueConstraint(
                fields=("channel", "identity"), name="activity_membership_undated", condition=models.Q(joined_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.identity_id} in {self.channel_id}"


class Thread(models.Model):
    """A conversation: an opening and its answers. The counts are derived by the consumer `activity.threads`."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="threads")
    key = models.CharField(max_length=255)  # its id at the source
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500, blank=True)
    is_question = models.BooleanField(default=False)
    accepted_id = models.CharField(max_length=255, blank=True)  # key of the accepted answer
    opener = models.ForeignKey(Identity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    posts = models.IntegerField(default=0)  # posts, comments and reviews, without removed ones
    participants = models.IntegerField(default=0)  # distinct members
    first_response_at = models.DateTimeField(null=True, blank=True)  # by another member than the opener
    #: Taken from the sequence "threads" when it is made or what its source says of it changes (not the counts).
    seq = models.BigIntegerField(default=0, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="activity_thread_unique"),)
        indexes: ClassVar = [
            models.Index(fields=["-last_at"], name="activity_thread_recent"),
            models.Index(fields=["channel", "-last_at"], name="activity_thread_channel"),
            models.Index(
                fields=["-opened_at"], name="activity_thread_waiting", condition=models.Q(first_response_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class StaleThread(models.Model):
    """A thread whose derived counts must be made again although none of its rows is new.

    A row left it, or the members behind its identities changed. The consumer `activity.threads` empties this table.
    """

    thread = models.OneToOneField(Thread, primary_key=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"thread {self.thread_id}"


class Activity(models.Model):
    """One thing somebody did. Never deleted: a removed one stays as a tombstone without its words.

    The database checks no foreign keys of this table: five checks for each row cost PostgreSQL more than the row.
    Ingestion holds the source and verifies the identities it uses instead; nothing else that a row points at is ever
    deleted but with the whole source.
    """

    #: Taken from the sequence "stream" whenever the row is written, so that consumers see edits and removals too.
    seq = models.BigIntegerField(unique=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    key = models.CharField(max_length=255)  # its id at the source
    kind = models.CharField(max_length=12, choices=Kind)
    form = models.CharField(max_length=12, choices=Form, default=Form.TEXT)
    occurred_at = models.DateTimeField(db_index=True)
    identity = models.ForeignKey(
        Identity,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False, db_constraint=False
    )
    parent_key = models.CharField(max_length=255, blank=True)  # key of the parent, which may arrive later
    thread = models.ForeignKey(
        Thread, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False, db_constraint=False
    )
    title = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    markup = models.CharField(max_length=10, choices=Markup, default=Markup.PLAIN)
    url = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=10, blank=True)
    reactions = models.IntegerField(default=0)  # without known authors; known ones are activities of their own
    views = models.IntegerField(default=0)
    edits = models.IntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    #: The drill or demo this belongs to; such rows never reach a metric, a reward or an appraisal.
    exercise = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="activity_activity_unique"),)
        indexes: ClassVar = [
            models.Index(fields=["identity", "occurred_at"], name="activity_by_identity"),
            models.Index(fields=["thread", "occurred_at"], name="activity_by_thread"),
            models.Index(fields=["channel", "occurred_at"], name="activity_by_channel"),
            models.Index(fields=["parent"], name="activity_by_parent", condition=models.Q(parent__isnull=False)),
            models.Index(
                fields=["source", "parent_key"],
                name="activity_orphans",
                condition=models.Q(parent=None) & ~models.Q(parent_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
