"""What a program may know of the machine: a few variables, and the files that a Python needs."""

import os
import sys
from pathlib import Path

# Where a Linux keeps programs and libraries, and what they look up: time zones, certificates, types.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store", "/opt/python")
LOOKED_UP = (
    "alternatives",
    "ca-certificates",
    "gai.conf",
    "host.conf",
    "hosts",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "mime.types",
    "nsswitch.conf",
    "pki/tls",
    "protocols",
    "services",
    "ssl/certs",
    "ssl/openssl.cnf",
    "timezone",
)


def variables(scratch: Path, python: str) -> dict[str, str]:
    """Nothing of the user's: no tokens, no settings; enough for Python to start.

    The folders `home` and `tmp` in `scratch` become the program's own; programs are looked for beside the
    program `python` first.
    """
    return {
        "PATH": f"{Path(python).parent}{os.pathsep}{os.defpath}",
        "HOME": str(scratch / "home"),
        "TMPDIR": str(scratch / "tmp"),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "80",
        "LINES": "24",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "DJANGO_COLORS": "nocolor",
        "PAGER": "cat",
        "GIT_PAGER": "cat",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUTF8": "1",
    }


def readable() -> tuple[str, ...]:
    """Return what a program needs to read: this Python, its packages, the system's programs and libraries.

    Paths are absolute; some of them may not be there.
    """
    pythons = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    resolved = {str(Path(python).resolve()) for python in pythons}
    return (*sorted(pythons | resolved), *SYSTEM, *(f"/etc/{name}" for name in LOOKED_UP))
