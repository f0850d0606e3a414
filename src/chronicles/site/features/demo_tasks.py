"""What the tasks of the pages fetch at the first check: their tests, and the solution. Reads the project."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from chronicles.disk.cache import Store
from chronicles.guides.project_tests import has_tests
from chronicles.guides.series.series import Series, Stored
from chronicles.live.manifests import FOLDER
from chronicles.pages.reading import Reading
from chronicles.problems import Refused
from chronicles.site.render.demo_task import DemoTask


def tasks(readings: Iterable[Reading]) -> list[DemoTask]:
    """Return the tasks of the pages, each once."""
    return sorted(
        {
            DemoTask(code.ask.address.path, reading.state_at(code.block.first).name, code.tests)
            for reading in readings
            for code in reading.code
            if code.ask and code.tests
        }
    )


def task_files(
    found: Sequence[DemoTask], series: Series, store: Store
) -> tuple[dict[str, str], dict[str, Path]]:
    """Return where in the site what each task needs is, by its text, and the files that are to be there.

    One whose step cannot be reached is left out: its patch is told.
    """
    places: dict[str, str] = {}
    files: dict[str, Path] = {}
    for task in found:
        try:
            texts = {file.path: file for file in series.files(task.step)}
        except Refused:
            continue
        if task.path not in texts:
            continue
        data = json.dumps(_needs(task, texts), ensure_ascii=False, sort_keys=True).encode()
        digest = sha256(data).hexdigest()
        name, path = f"file-{digest}", f"{FOLDER}/task-{digest[:12]}.json"
        if store.get(name) is None:
            store.put(name, data)
        places[str(task)], files[path] = path, store.path(name)
    return places, files


def _needs(task: DemoTask, files: Mapping[str, Stored]) -> dict[str, object]:
    """The names of the tests, the files that have them, and the file that solves the task."""
    return {
        "names": list(task.tests),
        "tests": {path: _text(file) for path, file in files.items() if has_tests(path, task.tests)},
        "path": task.path,
        "solution": _text(files[task.path]),
    }


def _text(file: Stored) -> str:
    return file.data.decode("utf-8", "replace")
