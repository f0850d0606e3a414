"""A project that forbids frames is shown in one all the same, and keeps the rest of its policy."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from chronicles import live

BRIDGE = Path(live.__file__).parent / "runtime" / "bridge"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the bridge, which Pyodide loads as a part of `bridge`."""
    monkeypatch.syspath_prepend(str(BRIDGE.parent))
    for name in [name for name in sys.modules if name.split(".")[0] == "bridge"]:
        monkeypatch.delitem(sys.modules, name)
    assert importlib.util.find_spec("bridge") is not None
    return importlib.import_module("bridge.answers")


@pytest.mark.parametrize(
    ("policy", "framed"),
    [
        ("default-src 'self'; frame-ancestors 'none'", "default-src 'self'"),
        ("Frame-Ancestors 'self';default-src 'none'", "default-src 'none'"),
        ("default-src 'self'; img-src data:", "default-src 'self'; img-src data:"),
        ("frame-ancestors 'none'", ""),
    ],
)
def test_only_what_it_says_of_frames_is_left_out(answers: ModuleType, policy: str, framed: str) -> None:
    assert answers.framed(policy) == framed
