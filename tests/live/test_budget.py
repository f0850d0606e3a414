"""What the demos of this site's own guides weigh, and what making them again takes."""

import json
import subprocess
from pathlib import Path

import pytest

from chronicles.disk.cache import Store
from chronicles.live.bundle import DemoBundle, pack_demos
from chronicles.live.preparation import DemoSource
from chronicles.live.pyodide import PyodideMissing
from chronicles.site.features.demo_sources import demo_sources
from chronicles.site.mkdocs.config import load
from chronicles.workspace.workspace import load as load_workspace
from tests.browsers import lacking
from tests.packing import packing

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".chronicles" / "live"
STORE = Store(ROOT / ".chronicles" / "store").part("demos")
FIRST_ANSWER = 10_000_000  # bytes, compressed, before the first page is there
A_STATE = 210_000  # bytes that a state adds to the site; the largest, marketplace/06, has 201_484

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def all_scenes() -> list[DemoSource]:
    workspace = load_workspace(load(ROOT))
    return demo_sources(workspace, workspace.readings)[0]


@pytest.fixture(scope="module")
def stage(all_scenes: list[DemoSource]) -> DemoBundle:
    try:
        with packing():
            return pack_demos(all_scenes, CACHE, STORE)
    except PyodideMissing as error:
        lacking(str(error))
        raise


def manifests(stage: DemoBundle) -> dict[str, dict[str, object]]:
    return {demo.state: json.loads(stage.files[demo.manifest].read_bytes()) for demo in stage.demos.values()}


def used(stage: DemoBundle, manifest: dict[str, object]) -> set[str]:
    """The files of the site that one state needs."""
    packs, static = manifest["packs"], manifest["static"]
    assert isinstance(packs, list)
    paths = {f"assets/live/{pack['url']}" for pack in packs}
    folders = static["files"].values() if isinstance(static, dict) else ()
    return paths | {
        path for path in stage.files if path.startswith(tuple(f"assets/live/{f}" for f in folders))
    }


def test_every_step_with_a_project_can_be_shown(stage: DemoBundle, all_scenes: list[DemoSource]) -> None:
    assert stage.refusals == {} and stage.trouble == ""
    assert list(stage.demos) == [scene.name for scene in all_scenes]
    assert {"now", "students/03", "students/09", "polls/05"} <= stage.demos.keys()


def test_a_reader_has_the_first_page_for_ten_megabytes(stage: DemoBundle) -> None:
    downloads = {demo.state: demo.download for demo in stage.demos.values()}
    assert max(downloads.values()) <= FIRST_ANSWER, downloads


def test_a_state_adds_little_to_what_all_share(stage: DemoBundle) -> None:
    said = manifests(stage)
    uses = {name: used(stage, manifest) for name, manifest in said.items()}
    for name, demo in stage.demos.items():
        others = set().union(*(paths for other, paths in uses.items() if other != name))
        alone = {*(uses[name] - others), demo.manifest}
        if demo.download == max(other.download for other in stage.demos.values()):
            continue  # whoever needs most brings the libraries
        assert sum(stage.files[path].stat().st_size for path in alone) <= A_STATE, (name, sorted(alone))


def test_all_states_have_the_demo_user(stage: DemoBundle) -> None:
    for name, manifest in manifests(stage).items():
        assert manifest["users"] == [["demo", "demo-password"]], name


def test_nothing_is_made_twice(
    stage: DemoBundle, all_scenes: list[DemoSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    kept: list[str] = []
    monkeypatch.setattr(subprocess, "Popen", lambda *command, **_: started.append(command))
    monkeypatch.setattr(Store, "put", lambda store, name, data: kept.append(name))
    assert pack_demos(all_scenes, CACHE, STORE) == stage
    assert (started, kept) == ([], [])


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize("step", [16, pytest.param(1, marks=pytest.mark.long)])
def test_another_cache_gives_the_same_bytes(all_scenes: list[DemoSource], tmp_path: Path, step: int) -> None:
    for path in CACHE.iterdir():
        if path.name != "store":
            (tmp_path / path.name).symlink_to(path)
    some = all_scenes[::step]
    kept = pack_demos(some, CACHE, STORE)
    anew = pack_demos(some, tmp_path, Store(tmp_path / "store"))
    assert anew.files.keys() == kept.files.keys()
    differ = [path for path, file in anew.files.items() if file.read_bytes() != kept.files[path].read_bytes()]
    assert differ == []
