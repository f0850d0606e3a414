"""What would differ from run to run is settled: the time, and all that is random. Changes Python itself."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to import than all of this
    from typing import Any

CLOCK = "CHRONICLES_CLOCK"  # where time stands: seconds since 1970
SEED = "CHRONICLES_SEED"  # where randomness starts
OFFLINE = "CHRONICLES_OFFLINE"  # nobody but Python can refuse the network here


def settle(clock: float, seed: str) -> None:
    """Let time stand, and let what is random start at `seed`; the Pythons started from here do so, too."""
    os.environ[CLOCK] = repr(clock)
    seed_all(seed)
    _stop_clock(clock)


def seed_all(seed: str) -> None:
    """Let all that is random start anew, at `seed`."""
    import _random

    os.environ[SEED] = seed
    stream = _random.Random(int.from_bytes(seed.encode(), "big"))

    def urandom(size: int, flags: int = 0) -> bytes:
        return stream.getrandbits(size * 8).to_bytes(size, "little") if size > 0 else os.urandom(size)

    _put(urandom)


def _put(urandom: object) -> None:
    """Put the settled source of randomness wherever the standard library keeps its own."""
    first = not hasattr(os.urandom, "__code__")
    os.urandom = urandom  # type: ignore[assignment]
    if hasattr(os, "getrandom"):
        os.getrandom = urandom  # type: ignore[assignment]
    import random

    random._urandom = urandom  # type: ignore[attr-defined]
    if first:
        _seed_instances(random.Random)
    random.seed(0)


def _seed_instances(kind: "Any") -> None:
    """`random.Random()` asks the kernel in C; tempfile makes its names so."""
    original = kind.seed

    def seed(self: object, a: object = None, version: int = 2) -> None:
        original(self, int.from_bytes(os.urandom(32), "big") if a is None else a, version)

    kind.seed = seed


def _stop_clock(clock: float) -> None:
    """Time stands; what measures durations goes on."""
    hidden = [name for name in ("pytest", "dateutil", "dateutil.parser") if name not in sys.modules]
    for name in hidden:  # time_machine would import them, which takes longer than all the rest
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import time_machine
    finally:
        for name in hidden:
            del sys.modules[name]
    from datetime import UTC, datetime

    time_machine.travel(datetime.fromtimestamp(clock, UTC), tick=False).start()


def _refuse_network() -> None:
    """Refuse every address but those of this machine."""

    def hook(event: str, values: tuple[object, ...]) -> None:
        if event in {"socket.connect", "socket.sendto", "socket.bind"} and not _is_local(values[1]):
            raise PermissionError("there is no network here")
        if event in {"socket.getaddrinfo", "socket.gethostbyname"} and values[0] not in LOCAL_NAMES:
            raise PermissionError("there is no network here")

    sys.addaudithook(hook)


LOCAL_NAMES = (None, "", "localhost", "127.0.0.1", "::1", b"localhost", b"127.0.0.1", b"::1")


def _is_local(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) and address else address
    return host in LOCAL_NAMES or (isinstance(host, str) and host.startswith("127."))


if OFFLINE in os.environ:
    _refuse_network()
if __name__ == "sitecustomize" and CLOCK in os.environ:
    settle(float(os.environ[CLOCK]), os.environ.get(SEED, ""))
