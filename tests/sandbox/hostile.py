"""Programs that mean harm, and what becomes of them; run as a script, it prints that as JSON.

It imports nothing but the standard library and the sandbox, so that any Python can run it for any user.
"""

import json
import platform
import socket
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from chronicles import sandbox
from chronicles.sandbox import Limits

SHORT, LONG = 1.0, 300.0  # seconds: for what never ends, and for what does even on the busiest machine
LIMITS = Limits(
    memory=1 << 29,
    processes=24,
    file_size=1 << 20,
    disk=1 << 23,
    files=2000,
    all_open_files=480,
    output=10_000,
)
DAEMON = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        {}
        time.sleep(3600)
    os._exit(0)
print("started")
"""
# None of them takes more than one may; where nobody looks, they end by themselves at last.
CHILDREN = """
import os, time
def fork():
    while True:
        try:
            return os.fork()
        except BlockingIOError:  # where others of the same user count
            time.sleep(0.1)
for n in range(6):
    if fork() == 0:
        memory = b"!" * (120 << 20)
        time.sleep(60)
        os._exit(0)
time.sleep(60)
"""
DAEMONS = CHILDREN.replace("memory = ", "os.setsid()\n        fork() and os._exit(0)\n        memory = ")
HANDLE = """
import ctypes, os
c = ctypes.CDLL(None, use_errno=True)
handle = (ctypes.c_ubyte * 136)()
ctypes.cast(handle, ctypes.POINTER(ctypes.c_uint))[0] = 128
mount = ctypes.c_int()
print("named", c.name_to_handle_at(-100, b"/etc/shadow", handle, ctypes.byref(mount), 0))
file = c.open_by_handle_at(os.open(".", os.O_RDONLY), handle, os.O_RDONLY)
print("opened", file, ctypes.get_errno(), os.read(file, 100) if file >= 0 else "")
"""
NEEDLESS = """
import ctypes, errno
c = ctypes.CDLL(None, use_errno=True)
for name, *given in (
    ("unshare", 0), ("unshare", 0x10000000), ("unshare", 0x10020000), ("setns", -1, 0), ("chroot", b"."),
    ("mount", b"none", b".", b"tmpfs", 0, None), ("umount2", b".", 0),
):
    print(name, getattr(c, name)(*given), errno.errorcode[ctypes.get_errno()])
"""
FAMILIES = """
import socket
for family in (1, 2, 10, 16, 38, 40):  # the last two are AF_ALG and AF_VSOCK
    try:
        socket.socket(family, socket.SOCK_RAW if family == 16 else socket.SOCK_DGRAM).close()
        print(family, "is given")
    except OSError as error:
        print(family, error.strerror)
"""
KEYS = """
import ctypes
c = ctypes.CDLL(None, use_errno=True)
print(c.syscall(250, 0, -3, 0), ctypes.get_errno())
"""


@dataclass(frozen=True)
class Harm:
    """What a program does, with which status it ends, what it says or must not say, and its time."""

    code: str
    status: tuple[int | None, ...]
    says: str = ""
    never: str = "CANARY"
    seconds: float = LONG


# Below {home}, which is the folder of the one who runs all this, there are secrets with CANARY in them.
HARMS = {
    "an endless loop": Harm("import signal; signal.alarm(300)\nwhile True: pass", (None,), seconds=SHORT),
    "a sleep": Harm("import time; time.sleep(300)", (None,), seconds=SHORT),
    "waiting for input": Harm("print(input('name? '))", (1,), "EOFError"),
    "a fork storm": Harm("import os\nwhile True: os.fork()", (1, None), seconds=SHORT),
    "a gigabyte of output": Harm(
        "import sys\nfor _ in range(1024): sys.stdout.write('x' * (1 << 20))", (0,), "cut: it printed more"
    ),
    "ten gigabytes of memory": Harm("bytearray(10 << 30)", (1,), "MemoryError"),
    "a file of ten gigabytes": Harm(
        "f = open('big', 'wb')\nwhile True: f.write(b'x' * (1 << 16))", (1,), "File too large"
    ),
    # Where nobody looks, it ends by itself at last.
    "many files": Harm(
        "import time\nfor n in range(1000): open(f'{n}', 'wb').write(b'x' * 100_000)\ntime.sleep(60)",
        (None,),
    ),
    "empty files": Harm("import time\nfor n in range(3000): open(f'{n}', 'w')\ntime.sleep(60)", (None,)),
    "open files": Harm(
        "import time\nkept = [open('kept', 'w') for n in range(500)]\ntime.sleep(60)", (None,)
    ),
    "memory of children": Harm(CHILDREN, (None,)),
    "memory of daemons": Harm(DAEMONS, (None,)),
    "memory of nobody": Harm("import os; os.memfd_create('held')", (1,), "PermissionError"),
    "a core": Harm("import os; os.abort()", (134,)),
    "a token": Harm("import os; print(os.environ.get('TOKEN'))", (0,), "None"),
    "a key": Harm("print(open('{home}/.ssh/id').read())", (1,), "Error"),
    "a key by way of HOME": Harm(
        "import os; print(open(os.path.expanduser('~/.ssh/id')).read())", (1,), "Error"
    ),
    "passwords": Harm("print(open('/etc/shadow').read())", (1,), "Error", "root:"),
    "passwords by their handle": Harm(HANDLE, (0,), "opened -1 1", "root:"),
    "another checkout": Harm("import os; print(os.listdir('{home}/checkout'))", (1,), "Error"),
    "the folder above": Harm("import os; print(os.listdir('..'))", (0, 1)),
    "the caller's environment": Harm("print(open('/proc/1/environ').read())", (1,), "Error"),
    "writing outside": Harm("open('{home}/checkout/new', 'w')", (1,), "Error"),
    "writing into /tmp": Harm("open('/tmp/CANARY', 'w')", (1,), "Error", "never"),
    "changing rights": Harm("import os; os.chmod('{home}/.ssh', 0o777)", (1,), "Error"),
    "a link out": Harm(
        "import os; os.symlink('{home}/.ssh/id', 'l'); print(open('l').read())", (1,), "Error"
    ),
    "a daemon": Harm(DAEMON.replace("{}", "pass"), (0,), "started"),
    "a listening port": Harm(
        DAEMON.replace("{}", "import socket; s = socket.create_server(('127.0.0.1', 0))"), (0,), "started"
    ),
    "the network": Harm(
        "import socket; socket.create_connection(('192.0.2.1', 80), 3)", (1,), "Network is unreachable"
    ),
    "a service of the machine": Harm(
        "import os, socket; s = socket.socket(socket.AF_UNIX); s.connect('/run/service')", (1,), "Error"
    ),
    "killing the parent": Harm("import os; os.kill(os.getppid(), 9); print('goes on')", (0, 1)),
    "killing everybody": Harm("import os; os.kill(-1, 9); print('goes on')", (0, 1, 137)),
    "the caller's keys": Harm(
        KEYS,
        (0,),
        "-1 1" if platform.machine() == "x86_64" else "",
    ),
    "namespaces and mounts": Harm(NEEDLESS, (0,), "unshare -1 EPERM\nunshare -1 EPERM", "unshare 0"),
    "odd sockets": Harm(
        FAMILIES, (0,), "16 is given\n38 Operation not permitted\n40 Operation not permitted"
    ),
    "which files there are": Harm("import os; print(os.stat('{home}/.ssh/id').st_size)", (1,), "Error"),
    "whether a file is there": Harm("import os; print(os.path.exists('{home}/.ssh/id'))", (0,), "False"),
    "a socket at home": Harm(
        "import socket; s = socket.socket(socket.AF_UNIX); s.connect('{home}/socket')", (1,), "Error"
    ),
    "becoming root": Harm("import os; os.setuid(0)", (1,), "Error"),
}


def outcomes(home: Path, names: Sequence[str] = ()) -> dict[str, tuple[int | None, str]]:
    """Run those that are named, a few at a time; all of them without a name."""
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id").write_text("CANARY")
    (home / "checkout").mkdir()
    (home / "checkout" / "settings.py").write_text("CANARY")

    def outcome(harm: Harm) -> tuple[int | None, str]:
        with tempfile.TemporaryDirectory() as folder:
            code = harm.code.replace("{home}", str(home))
            done = sandbox.run([sys.executable, "-c", code], Path(folder), harm.seconds, LIMITS)
            return done.status, done.output

    with (
        tempfile.NamedTemporaryFile(prefix="CANARY-"),
        socket.socket(socket.AF_UNIX) as server,
        ThreadPoolExecutor(4) as pool,
    ):
        server.bind(str(home / "socket"))
        (home / "socket").chmod(0o666)
        server.listen()
        wanted = names or tuple(HARMS)
        return dict(zip(wanted, pool.map(outcome, [HARMS[name] for name in wanted]), strict=True))


if __name__ == "__main__":
    found = outcomes(Path(sys.argv[1]), sys.argv[2:])
    print(json.dumps({"outcomes": found, "unenforced": sandbox.unenforced()}))
