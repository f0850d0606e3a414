import logging
import math

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.auth.signals import user_login_failed
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.dispatch import receiver
from django.utils import timezone
from django.utils.crypto import salted_hmac

logger = logging.getLogger("django.security.login")


class UserManager(DjangoUserManager):
    """Django's manager, which finds ada when somebody types Ada."""

    def get_by_natural_key(self, username):
        return super().get_by_natural_key(self.model.normalize_username(username))

    async def aget_by_natural_key(self, username):
        return await super().aget_by_natural_key(self.model.normalize_username(username))


class User(AbstractUser):
    """Somebody who can sign in.

    A user name is stored in lower case, so that Ada and ada cannot be two people.
    """

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_username_lower_case",
                condition=models.Q(username=Lower("username")),
            ),
        ]

    @classmethod
    def normalize_username(cls, username):
        """Write a name the way we store it. Django asks for this wherever it takes one in."""
        username = super().normalize_username(username)
        return username.lower() if isinstance(username, str) else username

    def save(self, *args, **kwargs):
        """Store the normalized name, whichever way the user came in."""
        self.username = self.normalize_username(self.username)
        super().save(*args, **kwargs)

    def clean_fields(self, exclude=None):
        """Normalize before the rules are checked: in lower case, a few letters grow longer."""
        self.username = self.normalize_username(self.username)
        super().clean_fields(exclude)


def fingerprint(text):
    """Turn a text into something that tells equals apart, and nothing else.

    Some people type their password where the name belongs. It must not lie in a table.
    """
    return salted_hmac("users.SignInAttempt", text, algorithm="sha256").hexdigest()


class SignInAttemptManager(models.Manager):
    def begin(self, username, address):
        """Note an attempt, before the password is looked at.

        The order makes it right for many workers at once: each first writes, then counts. Of a
        hundred guesses at one moment, at most as many as the limit see a number below it.
        """
        self.forget(happened_at__lte=timezone.now() - settings.SIGN_IN_WINDOW)
        account = fingerprint(User.normalize_username(username))
        return self.create(account=account, address=fingerprint(address))

    def forget(self, **which):
        """Delete by primary key, in its order: other orders can deadlock on MariaDB."""
        keys = list(self.filter(**which).order_by("pk").values_list("pk", flat=True))
        if keys:
            self.filter(pk__in=keys).delete()


class SignInAttempt(models.Model):
    """A sign-in that has failed, or that is going on. What succeeds is forgotten."""

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    happened_at = models.DateTimeField(default=timezone.now)

    objects = SignInAttemptManager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "address"], name="sign_in_account_address"),
            models.Index(fields=["address"], name="sign_in_address"),
            models.Index(fields=["happened_at"], name="sign_in_happened_at"),
        ]

    def __str__(self):
        return f"Attempt at {self.happened_at}"

    def seconds_to_wait(self):
        """Say how long it takes until this attempt would be allowed; 0 means now."""
        return max(
            self.wait_for(Q(account=self.account, address=self.address), "same"),
            self.wait_for(Q(account=self.account), "account"),
            self.wait_for(Q(address=self.address), "address"),
        )

    def wait_for(self, alike, limit):
        """Find the attempt that has to grow old, before there are few enough like this one."""
        start = timezone.now() - settings.SIGN_IN_WINDOW
        others = SignInAttempt.objects.filter(alike, happened_at__gt=start).exclude(pk=self.pk)
        newest = others.order_by("-happened_at").values_list("happened_at", flat=True)
        # With 5 allowed, it is the fifth newest that stands in the way.
        decisive = newest[settings.SIGN_IN_LIMITS[limit] - 1 :].first()
        return math.ceil((decisive - start).total_seconds()) if decisive else 0

    def forget(self):
        """The password was right: what was typed before it were mistakes, not guesses."""
        SignInAttempt.objects.forget(account=self.account, address=self.address)


@receiver(user_login_failed)
def log_failed_login(sender, credentials, request=None, **kwargs):
    """Leave a line in the log, so that somebody who guesses passwords does not go unseen."""
    address = request.META.get("REMOTE_ADDR") if request else None
    logger.warning("Login failed for %r from %s", credentials.get("username"), address)
