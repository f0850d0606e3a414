"""A process that has imported what the commands need, and becomes one at each request, by fork.

It reads requests from the socket on its standard input: a line of JSON with the words of the command, the
folder and the environment, and three open files for its standard streams. It answers with the process that
runs the command, and later with how that ended. What the command does afterwards is what `python -P -m
chronicles` does: the same module, and the same end, but that memory is not given back piece by piece.
"""

import atexit
import fcntl
import gc
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
import termios
import threading
import time
from contextlib import suppress
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

# Most of a command's start is the import of these; the rest is what they import.
PACKAGES = ("chronicles.cli", "chronicles.site", "markdown.extensions", "pymdownx", "material.plugins.blog")
MODULES = (
    *("material.plugins.search.plugin", "material.plugins.tags.plugin", "material.plugins.info.plugin"),
    *(
        "mkdocs.commands.build",
        "mkdocs.commands.serve",
        "babel.dates",
        "babel.numbers",
        "pygments.formatters.html",
    ),
    *("pygments.lexers.python", "pygments.lexers.shell", "pygments.lexers.html", "pygments.lexers.sql"),
    *(
        "pygments.lexers.textfmts",
        "pygments.lexers.data",
        "django.utils.feedgenerator",
        "chronicles.live.bundle",
    ),
)
LINE = 1 << 20  # bytes of the longest request


def load() -> None:
    """Import what commands import, and make ready what each of them would make of it."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            import_module(module.name)
    for name in MODULES:
        import_module(name)
    prepare()
    gc.collect()
    gc.freeze()  # so that no collection in a child touches, and so copies, what all share


def prepare() -> None:
    """Fill what a process fills once, and every process in the same way."""
    from mkdocs.utils import get_themes
    from pygments.lexers import get_lexer_for_filename

    from chronicles.disk.installed_code import installed_code

    installed_code()
    get_themes()
    get_lexer_for_filename("a.py")  # makes the patterns of all languages
    path = Path(__file__).with_name("compiled_templates.py")
    templates = spec_from_file_location(path.stem, path)
    assert templates and templates.loader
    module = module_from_spec(templates)  # which no command can import: it has no other modules than ever
    templates.loader.exec_module(module)
    module.compile_templates()


def serve(channel: socket.socket) -> list[str] | None:
    """Answer requests. Returns the words of a command in the process that is to run it, `None` at the end.

    The end is when nobody is left to ask; a command that still runs is ended then, and all that it started.
    """
    running = set[int]()
    woken, wake = socket.socketpair()
    woken.setblocking(False)
    wake.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    while True:
        ready, _, _ = select.select([channel, woken], [], [])
        if woken in ready:
            woken.recv(4096)
            report(channel, running)
        if channel in ready:
            data, files, _, _ = socket.recv_fds(channel, LINE, 3)
            if not data:
                end(running)
                return None
            request = json.loads(data)
            if not (child := os.fork()):
                signal.set_wakeup_fd(-1)
                become(request, files)
                for own in (channel, woken, wake):
                    own.close()
                words: list[str] = request["words"]
                return words
            for file in files:
                os.close(file)
            running.add(child)
            channel.sendall(f"started {child}\n".encode())


def end(groups: set[int]) -> None:
    """End the commands that run, and what they have started."""
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def report(channel: socket.socket, running: set[int]) -> None:
    """Tell how every process ended that has; -9 is the end by signal 9."""
    while True:
        try:
            process, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not process:
            return
        running.discard(process)
        with suppress(BrokenPipeError):  # nobody asks any more; `serve` sees that next
            channel.sendall(f"ended {process} {os.waitstatus_to_exitcode(status)}\n".encode())


def become(request: dict[str, object], files: list[int]) -> None:
    """Take the folder, the environment and the standard streams of a command; lead a session of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    if os.isatty(files[0]):  # so that Ctrl-C reaches it
        fcntl.ioctl(files[0], termios.TIOCSCTTY, 0)
    os.chdir(str(request["folder"]))
    os.environ.clear()
    os.environ.update(request["environment"])  # type: ignore[call-overload]
    time.tzset()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    # As Python opens them itself, with PYTHONUTF8=1.
    streams = ((0, "r", "surrogateescape"), (1, "w", "surrogateescape"), (2, "w", "backslashreplace"))
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115
        for number, mode, errors in streams
    )
    sys.stderr.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]


def finish(code: object) -> None:
    """End the process as the interpreter does, without taking it apart: that takes longer than most commands.

    Nothing is given back to the system but what it takes back itself: no object's `__del__` is called.
    """
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in sys.stdout, sys.stderr:
        stream.flush()
    os._exit(int(code or 0) & 0xFF)


def main() -> None:
    """Serve the socket on standard input until it is closed."""
    load()
    channel = socket.socket(fileno=os.dup(0))
    channel.sendall(b"ready\n")
    words = serve(channel)
    if words is not None:
        sys.argv = ["chronicles", *words]
        code = None
        try:
            runpy.run_module("chronicles", run_name="__main__", alter_sys=True)
        except SystemExit as ended:
            code = ended.code
        finish(code)


if __name__ == "__main__":
    main()
