#!/usr/bin/env python3
"""The front door of Chronicles:  python3 build.py [command...]     (no command means: build)

Chronicles needs a handful of packages. This file puts exactly those named in requirements.txt, or where the
example is in requirements-demo.txt, into a folder of their own, .venv, and hands the command over to the
program in src/chronicles; in a journal that has only pages, both are named in the folder generator/. The
.venv is made once, made anew when these names change, and belongs to this file: it may be deleted at any
time. Commands are about the journal in the folder of this file, wherever they are called from; the program is
told where that is, since paths that somebody types are meant as seen from there.

Any Python 3.6 or newer must be able to read it, if only to say that it is too old.
"""

import os
import sys  # other modules are imported where needed: most runs find .venv ready and should not wait

ROOT = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "chronicles-stamp")  # written last: a .venv without it is not finished
# A journal names the packages, and the one that is Chronicles, in a folder that 'init' has written.
GENERATOR = os.path.join("generator", "chronicles.txt")
IS_JOURNAL = os.path.isfile(os.path.join(ROOT, GENERATOR))
LOCK = os.path.join("generator", "requirements.txt") if IS_JOURNAL else "requirements.txt"
# In a checkout with its example, the lock that also has what the example's project runs with.
if not IS_JOURNAL and os.path.isfile(os.path.join(ROOT, "requirements-demo.txt")):
    LOCK = "requirements-demo.txt"

# Settings of the caller's shell that would send Python or an installer to some other place.
# All else, such as package indexes, proxies and certificates, is the user's choice and stays.
MISLEADING = """PYTHONHOME PYTHONPATH PIP_CONSTRAINT PIP_DRY_RUN PIP_PREFIX PIP_PYTHON PIP_ROOT PIP_TARGET
UV_CONSTRAINT UV_OVERRIDE UV_PYTHON UV_REQUIRE_HASHES UV_SYSTEM_PYTHON UV_TARGET"""

# What an installer may print when it fails, what is wrong then, and how to mend it.
TROUBLES = [
    (("No space left", "quota exceeded"), "The disk is full.", "Free about 300 MB and run it again."),
    (
        ("ensurepip is not available", "No module named ensurepip", "No module named venv"),
        "This Python cannot make virtual environments.",
        f"sudo apt install python3-venv   (or python3.{sys.version_info[1]}-venv), then run it again.",
    ),
    (
        ("DO NOT MATCH THE HASHES", "Hash mismatch"),
        f"A package is not the one that {LOCK} asks for.",
        "Run it again; if that does not help, ask who runs the package index or proxy in your settings.",
    ),
    (("Permission denied", "Read-only file"), "A file cannot be written.", "Make its folder writable."),
]
OTHERWISE = (
    "The packages could not be installed.",
    "Check the network, and the package index or proxy in your settings, and run it again.",
)


CALLED_FROM = "CHRONICLES_CALLED_FROM"  # the variable that tells the program where it was called


class Trouble(Exception):
    """What is wrong, and how to mend it."""


def say(*lines):
    try:
        print(*lines, sep="\n", file=sys.stderr, flush=True)
    except OSError:  # nobody can be told; and Python, as it ends, is not to try again and change the status
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def refusal(version, system):
    """Why Chronicles cannot run here at all, or an empty text."""
    if system == "nt":
        return "Chronicles runs on Linux and macOS; on Windows, please run it inside WSL."
    if version < (3, 11):
        return f"Chronicles needs Python 3.11 or newer, and this is Python {version[0]}.{version[1]}."
    return ""


def environment():
    env = {name: value for name, value in os.environ.items() if name not in MISLEADING.split()}
    env.update(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PIP_REQUIRE_HASHES="0")  # beats pip.conf
    env["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"  # one word less about pip, one network call less
    env["PYTHONUTF8"] = "1"  # file names and contents read the same in every locale
    env["VIRTUAL_ENV"] = VENV  # this line and the next: as if .venv had been activated
    env["PATH"] = os.path.dirname(PYTHON) + os.pathsep + env.get("PATH", os.defpath)
    return env


def caller():
    """The folder of whoever calls; this file's, where that is gone."""
    try:
        return os.getcwd()
    except OSError:
        return ROOT


def stamps():
    """Two hashes of what .venv is made from: what it takes to run, and what it takes to test."""
    import hashlib

    def content(name):
        with open(os.path.join(ROOT, name), "rb") as file:
            return file.read()

    # The folder counts, for .venv has it written inside; so does the kind of Python.
    made_from = hashlib.sha256(os.fsencode(ROOT) + (sys.implementation.cache_tag + sys.abiflags).encode())
    made_from.update(content(LOCK))
    if IS_JOURNAL:
        made_from.update(content(GENERATOR))
        return made_from.hexdigest(), made_from.hexdigest()
    counts = False  # of pyproject.toml, the settings of ruff or pytest are no reason to install again
    for line in content("pyproject.toml").splitlines(True):
        if line.startswith(b"["):
            counts = line.startswith((b"[build-system]", b"[project", b"[tool.hatch"))
        made_from.update(line if counts else b"")
    to_run = made_from.hexdigest()
    made_from.update(content("requirements-test.txt"))
    return to_run, made_from.hexdigest()


def ready(stamp):
    try:
        with open(STAMP, encoding="ascii", errors="replace") as file:
            return stamp in file.read().split() and os.access(PYTHON, os.X_OK)
    except OSError:
        return False


def explain(output, otherwise=OTHERWISE):
    return next((row[1:] for row in TROUBLES if any(sign in output for sign in row[0])), otherwise)


def set_up(testing, env):
    """Make .venv, or add to it what tests need. Only one run at a time may do so."""
    import fcntl
    import shutil

    with open(os.path.join(ROOT, ".venv.lock"), "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another run is setting up .venv; waiting for it...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if ready(stamps()[testing]):
            return  # the other run did it
        uv = shutil.which("uv")
        try:
            install(uv, testing, env, lock)
        except Trouble:
            if not uv:
                raise
            say("uv could not do it; trying pip, which has settings of its own...")
            install(None, testing, env, lock)


def install(uv, testing, env, lock):
    import shutil
    import subprocess

    def run(*command):
        """Run an installer silently; if it fails, show what it said. It holds the lock as well:
        one that outlives a killed build.py is waited for."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = subprocess.run(command, env=env, cwd=ROOT, pass_fds=[lock.fileno()], **pipes)
        if done.returncode:
            output = done.stdout.decode("utf-8", "replace")
            say(output.rstrip())
            full = shutil.disk_usage(ROOT).free < 1000000  # some installers do not say so
            raise Trouble(*explain("No space left" if full else output))

    base = getattr(sys, "_base_executable", sys.executable)  # even if another .venv is activated
    pip = [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install"]
    locked = [*pip, "--quiet", "--require-hashes", "-r"]
    to_run, to_test = stamps()
    if ready(to_run) and (uv or os.path.exists(os.path.join(VENV, "bin", "pip"))):
        say("Adding what the tests need to .venv (about half a minute)...")
        os.unlink(STAMP)  # from here to the end, .venv is not finished
    else:
        say("Setting up .venv (first run or new requirements, about a minute)...")
        clear()
        run(*([uv, "venv", "--quiet", "--python", base] if uv else [base, "-m", "venv"]), VENV)
        run(*locked, LOCK)
        # Chronicles itself is a step of its own: a checkout and an address of git have no hash.
        own = [*pip, "--quiet", "--no-deps", "--no-build-isolation"]
        run(*own, *(generator() if IS_JOURNAL else ["-e", "."]))
    if testing and not IS_JOURNAL:
        run(*locked, "requirements-test.txt")
    with open(STAMP + ".new", "w", encoding="ascii") as file:
        print(to_run, *[to_test] * testing, file=file)
    os.replace(STAMP + ".new", STAMP)


def clear():
    """.venv is made from nothing each time: no stale package stays, and nothing half-made is trusted."""
    import shutil

    if os.path.islink(VENV) or os.path.isfile(VENV):
        os.unlink(VENV)
    if os.path.exists(STAMP):
        os.unlink(STAMP)
    if os.path.exists(VENV):
        shutil.rmtree(VENV)


def generator():
    """How to install the one package that generator/chronicles.txt names: a file in that folder, a release of
    an index, or a commit of git, which alone has no hash."""
    with open(os.path.join(ROOT, GENERATOR), encoding="utf-8") as file:
        is_commit = "git+" in file.read()
    folder = os.path.dirname(GENERATOR)
    is_here = any(name.endswith(".whl") for name in os.listdir(os.path.join(ROOT, folder)))
    return [
        *([] if is_commit else ["--require-hashes"]),
        *(["--no-index", "--find-links", folder] if is_here else []),
        *["-r", GENERATOR],
    ]


def main(args):
    args = args or ["build"]
    testing = next((word for word in args if not word.startswith("-")), "") == "test"
    try:
        wrong = refusal(sys.version_info[:2], os.name)
        if wrong:
            raise Trouble(wrong)
        env = environment()
        env[CALLED_FROM] = caller()
        os.chdir(ROOT)
        if not ready(stamps()[testing]):
            set_up(testing, env)
        # This process becomes the program itself: exit status and signals need no passing on.
        os.execve(PYTHON, [PYTHON, "-P", "-m", "chronicles", *args], env)
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    except Trouble as trouble:
        say(*trouble.args)
    except OSError as error:
        mend = explain(str(error), ["Does `git status` show that a file is missing here?"])[-1]
        say(f"{error.filename or ROOT}: {error.strerror}.", mend)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
