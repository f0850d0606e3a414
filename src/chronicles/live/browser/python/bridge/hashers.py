"""Passwords without OpenSSL: Pyodide's `hashlib` has no `pbkdf2_hmac`, which Django's hasher calls."""

import hashlib
from collections.abc import Callable

from django.contrib.auth.hashers import PBKDF2PasswordHasher

INNER = bytes(byte ^ 0x36 for byte in range(256))
OUTER = bytes(byte ^ 0x5C for byte in range(256))


class DemoHasher(PBKDF2PasswordHasher):  # type: ignore[misc]  # Django has no types
    """Django's default hasher with 1,000 rounds: a million take three seconds here, and guard nobody."""

    iterations = 1000

    def must_update(self, encoded: str) -> bool:
        """Never: a hash with more rounds that the project brought along stays good."""
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: who could measure the time taken has the database."""


def pbkdf2_hmac(name: str, password: bytes, salt: bytes, rounds: int, dklen: int | None = None) -> bytes:
    """Return what `hashlib.pbkdf2_hmac` would."""
    inner = hashlib.new(name)
    outer = inner.copy()
    if len(password) > inner.block_size:
        password = hashlib.new(name, password).digest()
    password = password.ljust(inner.block_size, b"\0")
    inner.update(password.translate(INNER))
    outer.update(password.translate(OUTER))
    length = dklen or inner.digest_size

    def digest(message: bytes) -> bytes:
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    key, block = b"", 0
    while len(key) < length:
        block += 1
        key += _block(digest, salt + block.to_bytes(4, "big"), rounds)
    return key[:length]


def _block(digest: Callable[[bytes], bytes], message: bytes, rounds: int) -> bytes:
    last = digest(message)
    total = int.from_bytes(last, "big")
    for _ in range(rounds - 1):
        last = digest(last)
        total ^= int.from_bytes(last, "big")
    return total.to_bytes(len(last), "big")
