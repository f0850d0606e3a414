"""The calls to the kernel that Python has no function for. Linux only."""

import ctypes
import os

_LIBC = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: object) -> int:
    """Call a function of the C library by its name; raises `OSError` where it fails."""
    return _checked(getattr(_LIBC, name)(*map(_plain, arguments)), name)


def system_call(number: int, *arguments: object) -> int:
    """Call the kernel by the number of the call; raises `OSError` where it fails."""
    return _checked(_LIBC.syscall(ctypes.c_long(number), *map(_plain, arguments)), f"system call {number}")


def _plain(argument: object) -> object:
    """Numbers as wide as the kernel reads them, text as bytes."""
    if isinstance(argument, int):
        return ctypes.c_long(argument)
    return os.fsencode(argument) if isinstance(argument, str) else argument


def _checked(answer: int, name: str) -> int:
    if answer < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")
    return answer
