"""Groups and who is in them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.people.groups.enums import Kind, Standing


class Group(models.Model):
    """Members who do something together."""

    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=80, unique=True)  # folded: two groups cannot look alike
    description = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """An account in a group, or asking to be."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    standing = models.CharField(max_length=6, choices=Standing, default=Standing.IN)
    leads = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "account"), name="groups_member_unique"),)
        indexes: ClassVar = [models.Index(fields=["account", "standing"], name="groups_of_account")]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.group_id}"
