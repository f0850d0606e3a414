"""Runs a command on a system that lacks something: `python -m tests.sandbox.without CALL[,CALL…] COMMAND…`.

A filter refuses those calls, as a kernel or a container without them does: `unshare` (no namespaces),
`landlock` (as before Linux 5.13), `mount` (namespaces in which nothing may be mounted).
"""

import ctypes
import os
import platform
import struct
import sys

from chronicles.sandbox.confinement import seccomp
from chronicles.sandbox.confinement.landlock import CREATE_RULESET
from chronicles.sandbox.confinement.system import call


def numbers(names: list[str]) -> list[int]:
    at = list(seccomp.MACHINES).index(platform.machine())
    known = {name: number[min(at, len(number) - 1)] for name, number in seccomp.CALLS.items()}
    return [CREATE_RULESET if name == "landlock" else known[name] or 0 for name in names]


def main() -> None:
    refused = [(seccomp.IS_EQUAL, number, seccomp.UNKNOWN) for number in numbers(sys.argv[1].split(","))]
    steps = [(seccomp.LOAD, seccomp.NUMBER, None), *refused, (seccomp.ANSWER, seccomp.ALLOW, None)]
    code = seccomp.assembled(steps)
    kept = ctypes.create_string_buffer(code, len(code))
    call("prctl", seccomp.NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    program = struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(kept))
    call("prctl", seccomp.SECCOMP, seccomp.FILTER, program, 0, 0)
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606  # starting it without a shell is the point


if __name__ == "__main__":
    main()
