"""build.py: what it refuses, when it installs, and that it always says what is wrong and how to mend it.

Most tests put a made-up `uv` on PATH: it writes down how it is called and installs nothing.
"""

import ast
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

from tests.waiting import LIMIT, wait_for

ROOT = Path(__file__).resolve().parent.parent
FILES = ("build.py", "pyproject.toml", "requirements.txt", "requirements-test.txt", "README.md", "LICENSE")

# Makes a .venv whose Python only tells how it was called, and ends with status 7.
# While the file `hold` exists, it does not get beyond the first installation.
UV = """#!/bin/sh
here=$(dirname "$0")
echo "$@" >> "$here/calls"
case "$1 $*" in
venv*) for folder in "$@"; do :; done
    mkdir -p "$folder/bin"
    cp "$here/python" "$folder/bin/python" ;;
*"-r requirements"*) while [ -e "$here/hold" ]; do sleep 0.05; done ;;
esac
"""
PYTHON = """#!/bin/sh
echo "ran $*"
echo "in $(pwd -P)"
echo "path=$PYTHONPATH venv=$VIRTUAL_ENV"
echo "from $CHRONICLES_CALLED_FROM"
exit 7
"""
# Runs build.py, and says on standard error what it opens, imports and starts until it hands over.
WATCHED = """
import sys
seen = []
def see(event, details):
    if event in ("open", "import", "subprocess.Popen", "os.fork", "os.posix_spawn", "os.system", "os.exec"):
        seen.append(f"{event} {details[0]}")
    if event == "os.exec":
        print(*seen, sep="\\n", file=sys.stderr, flush=True)
del sys.argv[0]
path = sys.argv[0]
code = compile(open(path, encoding="utf-8").read(), path, "exec")
sys.addaudithook(see)
exec(code, {"__name__": "__main__", "__file__": path})
"""


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("front_door", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DOOR = load(ROOT / "build.py")


class Checkout:
    """A copy of the front door in a folder of its own, and the tools it finds on PATH."""

    def __init__(self, root: Path, tools: Path) -> None:
        self.root, self.tools = root, tools
        self.hold = tools / "hold"
        self.env = {"HOME": str(tools), "PATH": f"{tools}:/usr/bin:/bin", "LC_ALL": "C"}

    def start(self, *command: str, code: str = "", **env: str) -> subprocess.Popen[str]:
        call = [sys.executable, *(["-c", code] if code else []), str(self.root / "build.py"), *command]
        return subprocess.Popen(
            call, cwd="/", env=self.env | env, text=True, encoding="utf-8", start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *command: str, code: str = "", **env: str) -> tuple[int, str, str]:
        return end(self.start(*command, code=code, **env))

    def calls(self) -> list[str]:
        written = self.tools / "calls"
        return written.read_text(encoding="utf-8").splitlines() if written.exists() else []

    def change(self, name: str, old: str = "", new: str = "# changed\n") -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")

    @property
    def stamp(self) -> Path:
        return self.root / ".venv" / "chronicles-stamp"


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=LIMIT)
    assert "Traceback" not in err
    return process.returncode, out, err


def tool(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    root, tools = tmp_path / "mon été 1", tmp_path / "tools"
    root.mkdir()
    tools.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, root / name)
    tool(tools / "uv", UV)
    tool(tools / "python", PYTHON)
    made = Checkout(root, tools)
    yield made
    made.hold.unlink(missing_ok=True)  # no made-up uv waits for ever


# What it refuses


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_an_old_python_is_told_in_one_sentence(version: tuple[int, int]) -> None:
    sentence = DOOR.refusal(version, "posix")
    assert sentence == f"Chronicles needs Python 3.11 or newer, and this is Python 3.{version[1]}."


@pytest.mark.parametrize("version", [(3, 11), (3, 13), (4, 0)])
def test_a_new_python_is_welcome(version: tuple[int, int]) -> None:
    assert DOOR.refusal(version, "posix") == ""


def test_windows_is_sent_to_wsl() -> None:
    assert "WSL" in DOOR.refusal((3, 12), "nt")


def test_an_old_python_ends_with_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 2, "final", 0))
    assert DOOR.main([]) == 2
    assert capsys.readouterr().err == "Chronicles needs Python 3.11 or newer, and this is Python 3.8.\n"


def test_an_old_python_can_read_it_and_nothing_needs_installing() -> None:
    tree = ast.parse((ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    nodes = list(ast.walk(tree))
    imported = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert imported <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.ImportFrom | ast.Match | ast.AnnAssign) for node in nodes)
    assert not any(isinstance(node, ast.FunctionDef) and node.returns for node in nodes)


# When it installs


def test_the_first_run_sets_up_and_hands_over(checkout: Checkout) -> None:
    status, out, err = checkout.run("pull", "--dry-run", "docs/a b.md")
    assert status == 7
    assert out.startswith(f"ran -P -m chronicles pull --dry-run docs/a b.md\nin {checkout.root}\n")
    assert err == "Setting up .venv (first run or new requirements, about a minute)...\n"
    assert [call.split()[0] for call in checkout.calls()] == ["venv", "pip", "pip"]
    assert "--require-hashes -r requirements.txt" in checkout.calls()[1]
    assert checkout.calls()[2].endswith("--no-deps --no-build-isolation -e .")


def test_without_a_command_it_builds(checkout: Checkout) -> None:
    assert checkout.run()[1].startswith("ran -P -m chronicles build\n")


def test_the_second_run_calls_no_installer_and_says_nothing(checkout: Checkout) -> None:
    checkout.run()
    before = checkout.calls()
    status, out, err = checkout.run("check")
    assert (status, out.splitlines()[0], err) == (7, "ran -P -m chronicles check", "")
    assert checkout.calls() == before


def test_the_second_run_reads_four_files_and_imports_one_module(checkout: Checkout) -> None:
    """It stands before every command, and nobody should notice."""
    checkout.run()
    status, _, err = checkout.run(code=WATCHED)
    done = [line.split(" ", 1) for line in err.splitlines()]
    root = f"{checkout.root}/"
    assert status == 7
    assert sorted(what.removeprefix(root) for event, what in done if event == "open" and root in what) == [
        ".venv/chronicles-stamp",
        "pyproject.toml",
        "requirements-test.txt",
        "requirements.txt",
    ]
    imported = {what for event, what in done if event == "import"}
    own = ("_", "encodings.")  # Python's own: 3.13 reads the C locale's, where nobody has set another
    assert {what for what in imported if not what.startswith(own)} == {"hashlib"}
    assert [what for event, what in done if event not in ("open", "import")] == [f"{root}.venv/bin/python"]


def test_only_test_installs_what_tests_need(checkout: Checkout) -> None:
    checkout.run("build")
    assert not any("requirements-test.txt" in call for call in checkout.calls())
    _, _, err = checkout.run("test", "-k", "x")
    assert err == "Adding what the tests need to .venv (about half a minute)...\n"
    assert checkout.calls()[3:] == [checkout.calls()[1].replace("requirements.txt", "requirements-test.txt")]
    assert checkout.run("test")[2] == checkout.run("build")[2] == ""
    assert len(checkout.calls()) == 4


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_requirements_make_the_environment_anew(checkout: Checkout, name: str) -> None:
    checkout.run()
    stale = checkout.root / ".venv" / "stale"
    stale.touch()
    checkout.change(name, 'version = "0.1.0"' if name == "pyproject.toml" else "", 'version = "9"\n')
    _, _, err = checkout.run()
    assert err.startswith("Setting up .venv")
    assert not stale.exists()
    assert checkout.run()[2] == ""


def test_a_changed_test_lock_concerns_only_test(checkout: Checkout) -> None:
    checkout.run("test")
    checkout.change("requirements-test.txt")
    assert checkout.run("build")[2] == ""
    assert checkout.run("test")[2].startswith(("Setting up", "Adding"))


def test_settings_of_tools_are_no_reason_to_install(checkout: Checkout) -> None:
    checkout.run()
    checkout.change("pyproject.toml", "line-length = 110", "line-length = 111")
    assert checkout.run()[2] == ""


def test_a_moved_checkout_is_set_up_anew(checkout: Checkout) -> None:
    checkout.run()
    checkout.root = checkout.root.rename(checkout.root.parent / "elsewhere")
    assert checkout.run()[2].startswith("Setting up .venv")


@pytest.mark.parametrize("kind", ["file", "dangling link", "folder", "broken"])
def test_whatever_stands_at_venv_is_replaced(checkout: Checkout, kind: str) -> None:
    venv = checkout.root / ".venv"
    if kind == "file":
        venv.touch()
    elif kind == "dangling link":
        venv.symlink_to(checkout.root / "nowhere")
    elif kind == "folder":
        venv.mkdir()
    else:
        checkout.run()
        (venv / "bin" / "python").unlink()  # as when the Python it was made with is gone
    assert checkout.run()[0] == 7
    assert checkout.stamp.is_file()


def test_settings_of_the_shell_do_not_lead_astray(checkout: Checkout) -> None:
    _, out, _ = checkout.run(PYTHONPATH="/nowhere", VIRTUAL_ENV="/other", PIP_TARGET="/other")
    assert f"path= venv={checkout.root / '.venv'}" in out


def test_the_program_is_told_where_it_was_called(checkout: Checkout) -> None:
    _, out, _ = checkout.run("check", CHRONICLES_CALLED_FROM="/stale")
    assert out.endswith("\nfrom /\n")


def test_index_and_proxy_of_the_user_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"PIP_INDEX_URL": "one", "UV_INDEX_URL": "two", "https_proxy": "three", "PIP_CERT": "four"}
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PIP_USER", "1")
    assert chosen.items() <= DOOR.environment().items()
    assert DOOR.environment()["PIP_USER"] == "0"


# Interrupted, killed, twice at once


def test_killed_in_the_middle_it_waits_for_what_is_left_and_heals(checkout: Checkout) -> None:
    checkout.hold.touch()
    killed = checkout.start()
    wait_for(lambda: len(checkout.calls()) == 2, "the first installation begins")
    killed.kill()  # build.py only: the installer it started lives on
    killed.wait(LIMIT)
    assert not checkout.stamp.exists()
    second = checkout.start()
    assert (
        second.stderr and second.stderr.readline() == "Another run is setting up .venv; waiting for it...\n"
    )
    checkout.hold.unlink()
    status, _, err = end(second)
    assert (status, err[:15]) == (7, "Setting up .ven")
    assert checkout.stamp.exists()
    killed.communicate()


def test_killed_while_adding_what_tests_need_it_is_not_believed_whole(checkout: Checkout) -> None:
    checkout.run("build")
    checkout.hold.touch()
    killed = checkout.start("test")
    wait_for(lambda: len(checkout.calls()) == 4, "what tests need is being added")
    killed.kill()
    checkout.hold.unlink()
    killed.communicate()
    assert not checkout.stamp.exists()
    assert checkout.run("build")[2].endswith(
        "Setting up .venv (first run or new requirements, about a minute)...\n"
    )


def test_ctrl_c_stops_calmly_and_the_next_run_heals(checkout: Checkout) -> None:
    checkout.hold.touch()
    process = checkout.start()
    wait_for(lambda: len(checkout.calls()) == 2, "the first installation begins")
    os.killpg(process.pid, signal.SIGINT)
    status, _, err = end(process)
    assert (status, err.splitlines()[-1]) == (130, "Stopped.")
    assert not checkout.stamp.exists()
    checkout.hold.unlink()
    assert checkout.run()[0] == 7


def test_of_two_at_once_one_installs(checkout: Checkout) -> None:
    checkout.hold.touch()
    first = checkout.start("one")
    wait_for(lambda: len(checkout.calls()) == 2, "the first installation begins")
    second = checkout.start("two")
    assert (
        second.stderr and second.stderr.readline() == "Another run is setting up .venv; waiting for it...\n"
    )
    checkout.hold.unlink()
    assert [end(first)[0], end(second)[0]] == [7, 7]
    assert len(checkout.calls()) == 3


# What it says when it cannot


@pytest.mark.parametrize(
    ("output", "mend"),
    [
        ("... because ensurepip is not available.\nOn Debian/Ubuntu", "sudo apt install python3-venv"),
        ("OSError: [Errno 28] No space left on device", "Free about 300 MB"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "Run it again"),
        ("[Errno 13] Permission denied: 'x'", "Make its folder writable"),
        ("Temporary failure in name resolution", "Check the network"),
    ],
)
def test_a_failed_installation_has_a_mend(output: str, mend: str) -> None:
    assert DOOR.explain(output)[-1].startswith(mend)


def test_a_python_without_venv_is_told_which_package_to_install(checkout: Checkout) -> None:
    (checkout.tools / "uv").unlink()
    tool(checkout.tools / "bare", "#!/bin/sh\necho 'ensurepip is not available'\nexit 1\n")
    status, _, err = checkout.run(code=on_python(checkout.tools / "bare"))
    assert status == 2
    assert "sudo apt install python3-venv" in err.splitlines()[-1]


def test_where_uv_fails_pip_is_tried_and_a_failure_is_explained(checkout: Checkout) -> None:
    tool(checkout.tools / "uv", "#!/bin/sh\necho 'error: not today'\nexit 1\n")
    tool(checkout.tools / "pip", '#!/bin/sh\necho "no package for $*"\nexit 1\n')
    venv = 'mkdir -p "$3/bin" && cp "$(dirname "$0")/pip" "$3/bin/python"'
    tool(checkout.tools / "base", f'#!/bin/sh\ntest "$1 $2" = "-m venv" && {venv}\n')
    status, _, err = checkout.run(code=on_python(checkout.tools / "base"))
    assert status == 2
    assert "error: not today\nuv could not do it; trying pip" in err
    assert "no package for -m pip install --quiet --require-hashes -r requirements.txt\n" in err
    assert err.splitlines()[-1].startswith("Check the network")
    assert not checkout.stamp.exists()


def on_python(base: Path) -> str:
    """Code that runs build.py as if this Python were the one it was started with."""
    return (
        "import runpy, sys; del sys.argv[0]; "
        f"sys._base_executable = {str(base)!r}; "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )


def test_a_folder_that_cannot_be_written_is_named(checkout: Checkout) -> None:
    (checkout.root / ".venv.lock").mkdir()  # even root cannot write to that
    status, _, err = checkout.run()
    assert status == 2
    assert ".venv.lock: Is a directory." in err


def test_an_incomplete_checkout_is_told(checkout: Checkout) -> None:
    (checkout.root / "requirements.txt").unlink()
    status, _, err = checkout.run()
    assert (status, err.splitlines()[-1]) == (2, "Does `git status` show that a file is missing here?")


@pytest.mark.parametrize(("missing", "status"), [("", 7), ("requirements.txt", 2)])
def test_what_it_cannot_say_changes_nothing(checkout: Checkout, missing: str, status: int) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    if missing:
        (checkout.root / missing).unlink()
    with Path("/dev/full").open("w") as full:
        call = [sys.executable, str(checkout.root / "build.py")]
        done = subprocess.run(call, env=checkout.env, stdout=full, stderr=full, check=False)
    assert done.returncode == status


# The locks

PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[\w.+!]+)(?: ; [^\\\n]+)?"
    r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n",
    re.MULTILINE,
)
LOCKS = ("requirements.txt", "requirements-demo.txt", "requirements-test.txt")


def lock(name: str) -> dict[str, str]:
    pins = [(pin["name"], pin["version"]) for pin in PIN.finditer((ROOT / name).read_text(encoding="utf-8"))]
    assert len(dict(pins)) == len(pins), "two versions of one package: sites would differ between Pythons"
    return dict(pins)


@pytest.mark.parametrize("name", [*LOCKS, "tests/site/engines.txt"])
def test_every_package_is_pinned_with_hashes_and_nothing_else_is_in_a_lock(name: str) -> None:
    rest = PIN.sub("", (ROOT / name).read_text(encoding="utf-8"))
    assert [line for line in rest.splitlines() if not line.lstrip().startswith("#")] == []
    assert lock(name)


@pytest.mark.parametrize(
    "name",
    [*LOCKS, "requirements.in", "requirements-demo.in", "requirements-test.in", "tests/site/engines.txt"],
)
def test_no_lock_names_an_index_or_a_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|/(home|root|tmp|opt|work)/", text)


def test_the_lock_holds_all_that_pyproject_asks_for() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*pyproject["project"]["dependencies"], *pyproject["build-system"]["requires"], "editables"]
    pins = lock("requirements.txt")
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pins[requirement.name.lower()]), requirement


@pytest.mark.parametrize("other", ["requirements.txt", "requirements-test.txt"])
def test_the_locks_agree(other: str) -> None:
    run, test = lock("requirements-demo.txt"), lock(other)
    shared = run.keys() & test.keys()
    assert shared
    assert {name: run[name] for name in shared} == {name: test[name] for name in shared}


def test_the_lock_of_the_checkout_has_what_the_example_runs_with() -> None:
    """So the states of the example need no environments: nothing is installed twice."""
    lines = (ROOT / "demo_project/requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = lock("requirements-demo.txt")
    assert {str(one.specifier) for one in map(Requirement, lines)} == {
        f"=={pins[one.name.lower()]}" for one in map(Requirement, lines)
    }
    assert lock("requirements.txt").items() <= pins.items()


def test_a_generator_brings_nothing_of_the_example() -> None:
    unwanted = {
        "djangorestframework",
        "djangorestframework-simplejwt",
        "drf-spectacular",
        "pyjwt",
        "whitenoise",
    }
    assert unwanted.isdisjoint(lock("requirements.txt"))


def test_where_the_example_is_its_packages_are_installed_too(checkout: Checkout) -> None:
    checkout.run()
    shutil.copy(ROOT / "requirements-demo.txt", checkout.root)
    assert checkout.run()[2].startswith("Setting up .venv")
    assert "--require-hashes -r requirements-demo.txt" in checkout.calls()[4]
    assert checkout.run()[2] == ""
    (checkout.root / "requirements-demo.txt").unlink()
    assert checkout.run()[2].startswith("Setting up .venv")


# What git and the wheel take


def test_git_takes_the_source_and_leaves_the_site(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    paths = ["src/chronicles/site/mkdocs/plugin.py", "site/index.html", ".site-1/x", ".venv/x", ".venv.lock"]
    call = ["git", "-C", str(tmp_path), "check-ignore", *paths]
    ignored = subprocess.run(call, check=True, capture_output=True, text=True).stdout.splitlines()
    assert ignored == paths[1:]


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=unwanted)
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(call, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    package = tmp_path / "src"
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    with zipfile.ZipFile(wheel) as archive:
        assert files <= set(archive.namelist())


# The real thing


def online(folder: Path, env: dict[str, str]) -> bool:
    small = f"mdurl=={lock('requirements.txt')['mdurl']}"
    probe = [sys._base_executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), small]  # type: ignore[attr-defined]
    return subprocess.run(probe, env=env, capture_output=True).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("installer", ["pip", *(["uv"] if shutil.which("uv") else [])])
def test_a_real_first_run(checkout: Checkout, installer: str) -> None:
    kept = re.compile(r"PIP_|UV_|SSL_CERT|(https?|all|no)_proxy$", re.IGNORECASE)
    checkout.env |= {name: value for name, value in os.environ.items() if kept.match(name)}
    (checkout.tools / "uv").unlink()
    if installer == "uv":
        (checkout.tools / "uv").symlink_to(str(shutil.which("uv")))
    if not online(checkout.tools, checkout.env):
        reason = "A first installation needs the network, and no package can be fetched here."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "src", checkout.root / "src", ignore=unwanted)

    process = checkout.start("--help")
    out, err = process.communicate(timeout=2 * LIMIT)
    assert process.returncode == 0, err
    assert "Usage" in out
    assert "Traceback" not in err
