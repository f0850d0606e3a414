"""Every promise is held or named, whatever the machine lacks: what a program can do is in `unenforced()`."""

import os
import subprocess

import pytest

from chronicles.sandbox.confinement import launcher
from chronicles.sandbox.confinement.probes import TOGETHER
from tests.journals import NOBODY, folder_for_all
from tests.sandbox.hostile import HARMS
from tests.sandbox.running import Found, is_harmless, python_for_all, run_as

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not launcher.IS_LINUX, reason="these are ways of Linux"),
]

FILES = "a program can read and write whatever you can"
EXISTENCE = "a program can tell which files there are, and how large"
SETTINGS = "a program can change the rights and times of your files"
SOCKETS = "a program can reach the sockets of your other programs"
NETWORK = "a program that is not Python can use the network"
PROCESSES = "a program can see and end your other programs"
CALLS = "a program can use calls to the system that no page needs"
# What breaks which promise, of all that can be tried where it may succeed.
ABOUT = {
    "a key": FILES,
    "another checkout": FILES,
    "the folder above": FILES,
    "writing outside": FILES,
    "a link out": FILES,
    "which files there are": EXISTENCE,
    "whether a file is there": EXISTENCE,
    "changing rights": SETTINGS,
    "a service of the machine": SOCKETS,
    "a socket at home": SOCKETS,
    "the network": NETWORK,
    "the caller's keys": CALLS,
    "namespaces and mounts": CALLS,
    "odd sockets": CALLS,
    "memory of nobody": CALLS,
    "memory of children": TOGETHER,
    "memory of daemons": TOGETHER,
}
WITHOUT = [(), ("unshare",), ("landlock",), ("unshare", "landlock"), ("mount",), ("mount", "landlock")]
NAMESPACES = {
    "a user namespace of one number": ("unshare", "--user", "--map-root-user"),
    "a user namespace without numbers": ("unshare", "--user"),
}


def tried(user: int | None, *command: str) -> tuple[Found, list[str]]:
    """What becomes of the programs for that user, and what is said not to be enforced."""
    python = python_for_all()
    with folder_for_all() as folder:
        home, scratch = folder / "home", folder / "scratch"
        for made in home, scratch:
            made.mkdir()
            made.chmod(0o777)
        return run_as(user, [word.replace("PYTHON", python) for word in command], home, scratch, ABOUT)


def silent(outcomes: Found, unenforced: list[str]) -> Found:
    """What a program could do that nobody said."""
    return {
        name: outcomes[name]
        for name, promise in ABOUT.items()
        if not is_harmless(HARMS[name], *outcomes[name]) and promise not in unenforced
    }


@pytest.fixture(params=["root", "an ordinary user"])
def user(request: pytest.FixtureRequest) -> int | None:
    if request.param == "root":
        return None if os.geteuid() == 0 else pytest.skip("who runs this is not root")
    return NOBODY if os.geteuid() == 0 else None


@pytest.mark.parametrize("lacks", WITHOUT, ids=lambda lacks: " and ".join(lacks) or "nothing")
def test_what_a_machine_lacks_is_said(user: int | None, lacks: tuple[str, ...]) -> None:
    command = ("PYTHON", "-m", "tests.sandbox.without", ",".join(lacks), "PYTHON") if lacks else ("PYTHON",)
    outcomes, unenforced = tried(user, *command)
    assert silent(outcomes, unenforced) == {}
    # Without Landlock alone, the root of its own holds all that it held.
    assert bool(unenforced) == (lacks not in ((), ("landlock",))), unenforced
    assert not any(sentence.startswith("nothing can run") for sentence in unenforced)


@pytest.mark.parametrize("command", NAMESPACES.values(), ids=NAMESPACES)
def test_a_namespace_of_few_numbers_is_a_machine_too(command: tuple[str, ...]) -> None:
    user = NOBODY if os.geteuid() == 0 else None
    if subprocess.run(
        [*command, "true"], user=user, group=user, check=False, stderr=subprocess.DEVNULL
    ).returncode:
        pytest.skip("this machine has no user namespaces for ordinary users, or no unshare")
    outcomes, unenforced = tried(user, *command, "PYTHON")
    assert silent(outcomes, unenforced) == {}
    assert not any(sentence.startswith("nothing can run") for sentence in unenforced)
