"""The Python of a state: made once from tiny wheels in a folder, by uv and by pip, and never used half."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest

from chronicles.environments import package_installer, project_environments
from chronicles.environments.environment_lock import read_environment_lock
from chronicles.environments.project_environments import STAMP, ProjectEnvironments
from chronicles.sandbox import Interpreter, own_interpreter
from tests.environments.wheels import found_in, only_pip, uv_or_pip, wheel
from tests.journals import refused

FILES = {"requirements.txt": "greeting<2\n"}
CHECK = "run 'python3 build.py check' again"
INSTALLERS = [pytest.param(only_pip, id="pip"), pytest.param(uv_or_pip, id="uv")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal's folder; two versions of a package, and one that both require, can be had."""
    wheels = tmp_path / "wheels"
    for version in ("1.0", "2.0"):
        wheel(wheels, "greeting", version, "politeness>=1")
    wheel(wheels, "politeness", "1.5")
    for name, value in found_in(wheels).items():
        monkeypatch.setenv(name, value)
    only_pip(monkeypatch)
    return tmp_path


def environments(folder: Path, said: list[str] | None = None) -> ProjectEnvironments:
    made = ProjectEnvironments(folder / ".chronicles" / "environments", folder / "environments.lock")
    made.begin((said if said is not None else []).append)
    return made


def packages(interpreter: Interpreter) -> list[str]:
    """The packages of an environment that is ready, each with its version."""
    found = Path(interpreter.paths[0]).glob("*.dist-info")
    return sorted(path.name.removesuffix(".dist-info") for path in found)


def lock(folder: Path) -> dict[str, list[str]]:
    text = (folder / "environments.lock").read_text()
    return {one.required[0]: [pin.line for pin in one.pins] for one in read_environment_lock(text).values()}


@pytest.mark.parametrize("use", INSTALLERS)
def test_a_state_runs_with_what_it_requires(
    folder: Path, monkeypatch: pytest.MonkeyPatch, use: Callable[[pytest.MonkeyPatch], None]
) -> None:
    use(monkeypatch)
    said: list[str] = []
    interpreter = environments(folder, said).of(FILES.get)
    interpreter.make_ready()
    assert packages(interpreter) == ["greeting-1.0", "politeness-1.5"]
    script = "import greeting, time_machine; print(greeting.VERSION)"
    done = subprocess.run([interpreter.program, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "1.0\n"
    assert said == ["resolving greeting<2", "installing greeting<2"]
    assert lock(folder) == {"greeting<2": ["greeting==1.0", "politeness==1.5"]}
    said.clear()
    environments(folder, said).of(FILES.get).make_ready()
    assert said == [], "it is there"


def test_uv_gives_the_hashes_of_all_files_and_pip_holds_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        uv_or_pip(patch)
        environments(folder).of(FILES.get)
    path = folder / "environments.lock"
    assert path.read_text().count("--hash=sha256:") == 2
    wheel(folder / "wheels", "greeting", "1.0", files={"greeting.py": "VERSION = 'of somebody else'\n"})
    message = (
        "a package is not the one that environments.lock has the hash of, of greeting<2\n"
        f"Ask who runs the package index; to trust it, delete environments.lock and {CHECK}."
    )
    assert refused(environments(folder).of(FILES.get).make_ready) == message


def test_what_is_written_down_stays_though_there_is_a_newer_one(folder: Path) -> None:
    environments(folder).of(FILES.get)
    wheel(folder / "wheels", "greeting", "1.9", "politeness")
    interpreter = environments(folder).of(FILES.get)
    interpreter.make_ready()
    assert packages(interpreter) == ["greeting-1.0", "politeness-1.5"]
    environments(folder).of({"requirements.txt": "greeting>1"}.get)
    wheel(folder / "wheels", "politeness", "2.0")
    other = {"requirements.txt": "greeting>1.9"}
    environments(folder).of(other.get)
    assert lock(folder)["greeting>1.9"] == ["greeting==2.0", "politeness==1.5"], "what others have stays"


def test_a_state_that_needs_another_version_has_another_environment(folder: Path) -> None:
    both = environments(folder)
    one, other = both.of(FILES.get), both.of({"requirements.txt": "greeting==2.0"}.get)
    for interpreter in one, other:
        interpreter.make_ready()
    assert packages(one) == ["greeting-1.0", "politeness-1.5"]
    assert packages(other) == ["greeting-2.0", "politeness-1.5"]
    assert one.packages != other.packages


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"requirements.txt": "# nothing\n"},
        {"requirements.txt": "click\nrich[jupyter]; sys_platform == 'win32'"},
        {"pyproject.toml": "[project]\ndependencies = ['Jinja2>=3']"},
    ],
)
def test_what_is_here_already_is_not_installed_again(folder: Path, files: Mapping[str, str]) -> None:
    said: list[str] = []
    assert environments(folder, said).of(files.get) == own_interpreter()
    assert said == []
    assert not (folder / "environments.lock").exists()


def test_whoever_only_reads_is_told_who_writes(folder: Path) -> None:
    reading = ProjectEnvironments(folder / "environments", folder / "environments.lock")
    assert refused(lambda: reading.of(FILES.get)) == (
        "environments.lock does not say which packages are meant by greeting<2\n"
        "Run 'python3 build.py check', which resolves them, and commit the file."
    )
    assert reading.locked(FILES.get) == ""
    environments(folder).of(FILES.get)
    assert reading.locked(FILES.get) == "greeting==1.0\npoliteness==1.5\n"
    reading = ProjectEnvironments(folder / "environments", folder / "environments.lock")
    reading.of(FILES.get).make_ready()


def test_a_package_that_is_nowhere_is_named(folder: Path) -> None:
    once = environments(folder)
    files = {"requirements.txt": "greeting\nnowhere-at-all"}
    message = refused(lambda: once.of(files.get))
    assert message.startswith("there is no wheel of nowhere-at-all that fits this Python and all that is")
    assert message.endswith(
        "\nMend its name or version in the requirements. Of a package that has only its source, no code is "
        f"run here: build a wheel of it, name its folder in PIP_FIND_LINKS (UV_FIND_LINKS), and {CHECK}."
    )
    assert refused(lambda: once.of(files.get)) == message, "nobody is asked twice"


def test_no_code_of_a_source_distribution_is_run(folder: Path) -> None:
    source = folder / "risky-1.0"
    source.mkdir()
    (source / "setup.py").write_text(f"open({str(folder / 'ran')!r}, 'w')\n")
    (source / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: risky\nVersion: 1.0\n")
    shutil.make_archive(str(folder / "wheels" / "risky-1.0"), "gztar", folder, source.name)
    message = refused(lambda: environments(folder).of({"requirements.txt": "risky"}.get))
    assert message.startswith("there is no wheel of risky that fits this Python and all that is required: ")
    assert not (folder / "ran").exists()


@pytest.mark.parametrize("use", INSTALLERS)
def test_no_code_of_a_package_is_run_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, use: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """A .pth file is code that a Python runs as it starts (`site`)."""
    use(monkeypatch)
    run = f"import pathlib; pathlib.Path({str(folder / 'ran')!r}).touch()\n"
    wheel(folder / "wheels", "risky", "1.0", files={"risky.pth": run, "risky.py": "VERSION = 1\n"})
    interpreter = environments(folder).of({"requirements.txt": "risky"}.get)
    interpreter.make_ready()
    assert not (folder / "ran").exists()
    assert list(Path(interpreter.paths[0]).glob("__pycache__/risky.*")), "its modules are compiled"
    subprocess.run([interpreter.program, "-c", ""], check=True)
    assert (folder / "ran").exists(), "whoever runs it is told to stay in the sandbox"


def test_without_a_network_the_packages_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")  # where nobody listens
    monkeypatch.setenv("PIP_RETRIES", "0")
    files = {"requirements.txt": "greeting<2\npoliteness"}
    assert refused(lambda: environments(folder).of(files.get)) == (
        "these packages could not be had, since no package index could be reached: greeting<2, politeness\n"
        f"Go online, or mend the package index or proxy in your settings, and {CHECK}."
    )


def test_without_an_installer_it_is_said_how_to_get_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_installer, "find_spec", lambda name: None)
    monkeypatch.setattr(package_installer, "_has_pip", lambda python: False)
    assert refused(lambda: environments(folder).of(FILES.get)) == (
        "neither uv nor pip is here to fetch the project's packages\n"
        f"Install one, such as 'python3 -m pip install uv', and {CHECK}."
    )


def test_one_that_is_half_made_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def stop(folder: Path) -> None:
        raise Killed

    interpreter = environments(folder).of(FILES.get)
    with monkeypatch.context() as patch:
        patch.setattr(project_environments, "_stop_clock_in", stop)
        with pytest.raises(Killed):
            interpreter.make_ready()
    place = Path(interpreter.folder)
    assert place.is_dir() and not (place / STAMP).exists()
    (place / "rubbish").touch()
    environments(folder).of(FILES.get).make_ready()
    assert (place / STAMP).exists() and not (place / "rubbish").exists()


def test_of_two_at_once_one_installs(folder: Path) -> None:
    """Each has the lock for itself, as two processes have."""
    environments(folder).of(FILES.get)

    def make(_: int) -> list[str]:
        said: list[str] = []
        environments(folder, said).of(FILES.get).make_ready()
        return [line for line in said if line.startswith("installing")]

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(make, range(2))) == [[], ["installing greeting<2"]]


def test_what_nothing_asks_for_any_more_is_taken_out(folder: Path) -> None:
    environments(folder).of({"requirements.txt": "politeness"}.get)
    later = environments(folder)
    later.of(FILES.get)
    assert sorted(lock(folder)) == ["greeting<2", "politeness"]
    later.forget_others()
    assert sorted(lock(folder)) == ["greeting<2"]
    environments(folder).forget_others()
    assert not (folder / "environments.lock").exists()


def test_an_environment_that_nobody_used_for_a_month_is_deleted(folder: Path) -> None:
    once = environments(folder)
    interpreter = once.of(FILES.get)
    interpreter.make_ready()
    once.forget_others()
    assert Path(interpreter.folder).exists()
    os.utime(Path(interpreter.folder, STAMP), (0, 0))
    once.forget_others()
    assert not Path(interpreter.folder).exists()


def test_a_lock_of_another_system_that_lacks_something_is_told(folder: Path) -> None:
    environments(folder).of(FILES.get)
    path = folder / "environments.lock"
    path.write_text(path.read_text().replace("politeness==1.5\n", ""))
    assert refused(environments(folder).of(FILES.get).make_ready) == (
        "environments.lock lacks what this system needs of greeting<2: politeness>=1\n"
        "Take its section out of environments.lock, and run 'python3 build.py check' here."
    )


def test_a_pip_is_here_for_these_tests() -> None:
    assert find_spec("pip") or package_installer._has_pip(getattr(sys, "_base_executable", sys.executable))
