"""The live demos of a site, as whoever builds the site has them, and as they are kept in a store."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from chronicles.disk.cache import Store
from chronicles.licenses.component import Component
from chronicles.live.wheel_lock import WheelName


@dataclass(frozen=True, slots=True)
class Demo:
    """A state that the site shows live: the path of its manifest in the site, how much it downloads.

    Only what `answers` requests can be opened at a path. Of Django's projects the commands of `manage.py`
    run, of others modules and scripts.
    """

    state: str
    manifest: str
    download: int
    is_django: bool = True
    answers: bool = True


@dataclass(frozen=True, slots=True)
class DemoBundle:
    """All live demos of a site: `files` says for each path in the site which file of the cache it is.

    `script` is the path of the module that pages with a demo load; `refusals` says of the states that
    cannot be shown why; `trouble` says why there is no bytecode, where there should be. `components` are the
    packages that the demos have, whose licenses are among the files; `wheels` are those that were compiled
    for the browser, with their hashes. `paths` are the folders of those that are not beside the Python that
    runs here.
    """

    demos: Mapping[str, Demo]
    files: Mapping[str, Path]
    script: str
    refusals: Mapping[str, str]
    trouble: str = ""
    components: tuple[Component, ...] = ()
    wheels: Mapping[WheelName, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ()


def written(bundle: DemoBundle, folder: Path) -> bytes:
    """Return a bundle as it is kept in `folder`, which may be moved with what is beside it."""
    said = {
        "demos": [asdict(demo) for demo in bundle.demos.values()],
        "files": {path: os.path.relpath(file, folder) for path, file in bundle.files.items()},
        "script": bundle.script,
        "components": [asdict(component) for component in bundle.components],
        "wheels": [[name.package, name.version, sha256] for name, sha256 in bundle.wheels.items()],
    }
    return json.dumps(said).encode()


def recalled(store: Store, name: str) -> DemoBundle | None:
    """Return the bundle that was packed before, `None` where any file of it is missing by now."""
    data = store.get(name)
    if data is None:
        return None
    said: dict[str, Any] = json.loads(data)
    files = {path: Path(os.path.normpath(store.folder / file)) for path, file in said["files"].items()}
    if not all(store.touch(file) for file in files.values()):
        return None
    demos = {demo["state"]: Demo(**demo) for demo in said["demos"]}
    components = tuple(Component(**{**one, "used": tuple(one["used"])}) for one in said["components"])
    wheels = {WheelName(package, version): sha256 for package, version, sha256 in said["wheels"]}
    return DemoBundle(demos, files, said["script"], {}, components=components, wheels=wheels)
