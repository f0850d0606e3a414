"""What Pyodide's `hashlib` lacks, since it has no OpenSSL: `pbkdf2_hmac`, which hashes passwords."""

import hashlib
from collections.abc import Callable

INNER = bytes(byte ^ 0x36 for byte in range(256))
OUTER = bytes(byte ^ 0x5C for byte in range(256))


def install() -> None:
    """Give `hashlib` the function, where it has none."""
    if not hasattr(hashlib, "pbkdf2_hmac"):
        hashlib.pbkdf2_hmac = pbkdf2_hmac  # type: ignore[assignment]  # of bytes alone


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
