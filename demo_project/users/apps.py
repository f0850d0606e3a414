from django.apps import AppConfig


class UsersConfig(AppConfig):
    """The people who can sign in."""

    name = "users"
