"""Passwords in a browser, where Django's own hasher takes too long."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoHasher(PBKDF2PasswordHasher):  # type: ignore[misc]  # Django has no types
    """Django's default hasher with 1,000 rounds: a million take three seconds here, and guard nobody."""

    iterations = 1000

    def must_update(self, encoded: str) -> bool:
        """Never: a hash with more rounds that the project brought along stays good."""
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: who could measure the time taken has the database."""
