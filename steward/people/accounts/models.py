"""Accounts and one-time links."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts the way Django's commands expect."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account; without a password it can sign in by link, code or passkey only."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account with every right."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. What they may do is granted in `access`."""

    email = models.EmailField(unique=True)  # kept in lower case
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)  # "" follows the browser
    timezone = models.CharField(max_length=60, blank=True)  # "" follows the community
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    # What may hold it back, and until when, people.restraints knows: for the many it saves every request a query.
    restrained = models.BooleanField(default=False)
    away = models.BooleanField(default=False)  # suspended or banned: does not come in
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def display_name(self) -> str:
        """What to call the person on screen."""
        return self.name or self.email.partition("@")[0] or f"#{self.pk}"


class SignInLink(models.Model):
    """A link that signs one account in once. Only the hash of its token is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link of {self.account_id}"
