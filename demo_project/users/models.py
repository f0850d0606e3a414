from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who can sign in.

    It adds nothing to Django's own user yet. It exists from the first migration on,
    so that a field can be added here on the day one is needed.
    """
