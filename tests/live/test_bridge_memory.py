"""The memory of a project that has been set up: what keeps it from being kept, and what is done once it is back."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.live.bridge import module


class Project:
    """As much of a running project as the memory has to do with."""

    def __init__(self, changed: dict[str, bytes], gone: list[str]) -> None:
        self.kept = self
        self.told: list[object] = []
        self._changes = changed, gone

    def changes(self) -> tuple[dict[str, bytes], list[str]]:
        return self._changes

    def preload(self) -> None:
        self.told.append("preload")

    def resume(self, options: dict[str, Any]) -> None:
        self.told.append(options)


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    found = module("kept_memory", monkeypatch)
    monkeypatch.setattr(found, "TEMPORARY", (str(tmp_path),))
    monkeypatch.setattr(found, "FILES", ())
    monkeypatch.setattr(found, "sys", SimpleNamespace(modules={}))
    return found


def test_a_project_that_was_kept_goes_on_elsewhere(memory: ModuleType) -> None:
    project = Project({}, [])
    memory.prepare(project)
    assert memory.resume(json.dumps({"script": "/live/b"})) is project
    assert project.told == ["preload", {"script": "/live/b"}]


def test_what_follows_from_chance_is_another_at_each_start(memory: ModuleType) -> None:
    memory.prepare(Project({}, []))
    state = random.getstate()
    found = {state}
    for _ in range(2):
        random.setstate(state)
        memory.resume("{}")
        found.add(random.getstate())
    assert len(found) == 3


@pytest.mark.parametrize(
    ("changed", "gone", "temporary", "message"),
    [
        ({"log.txt": b""}, [], "", "the project writes files when it starts: log.txt"),
        ({"b": b""}, ["a"], "", "the project writes files when it starts: a, b"),
        ({}, [], "cache", "the project writes files when it starts: {top}/cache"),
    ],
)
def test_a_project_that_writes_files_is_not_kept(
    memory: ModuleType,
    tmp_path: Path,
    changed: dict[str, bytes],
    gone: list[str],
    temporary: str,
    message: str,
) -> None:
    if temporary:
        (tmp_path / temporary).mkdir()
    with pytest.raises(RuntimeError) as raised:
        memory.prepare(Project(changed, gone))
    assert str(raised.value) == message.format(top=tmp_path)


def test_a_project_that_imports_what_is_compiled_is_not_kept(memory: ModuleType) -> None:
    memory.sys.modules |= {
        name: SimpleNamespace(__file__=file)
        for name, file in {
            "one": "/a/one.cpython-314.so",
            "two": "/a/two.py",
            "b": "/b.so",
            "sys": None,
        }.items()
    }
    with pytest.raises(RuntimeError, match=r"^the project imports what is compiled: b, one$"):
        memory.prepare(Project({}, []))


def test_a_project_that_has_files_open_is_not_kept(
    memory: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {4: "/project/log.txt", 6: "/project/b"}

    def readlink(path: Path) -> Path:
        if path.parent != Path("/proc/self/fd") or int(path.name) not in named:
            raise OSError
        return Path(named[int(path.name)])

    monkeypatch.setattr(Path, "readlink", readlink)
    monkeypatch.setattr(memory, "FILES", range(3, 8))
    expected = r"^the project has files open when it has started: /project/log\.txt, /project/b$"
    with pytest.raises(RuntimeError, match=expected):
        memory.prepare(Project({}, []))


def test_what_python_itself_keeps_open_is_closed_before(
    memory: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(memory, "importlib", SimpleNamespace(invalidate_caches=lambda: told.append("caches")))
    monkeypatch.setattr(memory, "_open_file", lambda number: told.append("files"))
    monkeypatch.setattr(memory, "FILES", (3,))
    memory.prepare(Project({}, []))
    assert told == ["caches", "files"]


def test_packs_that_came_before_come_again_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    fetch: Callable[[str], None] = asked.append
    later = module("deferred_modules", monkeypatch).Later({"a.bin": ["a"]}, fetch)
    assert (later.fetch_pack("a"), later.fetch_pack("a")) == (True, False)
    later.expect({"b.bin": ["a", "b"]})
    assert (later.fetch_pack("b"), later.fetch_pack("a"), asked) == (True, False, ["a.bin", "b.bin"])
