"""A site with live demos: packs of real states, and pages that show them."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

from chronicles.disk.cache import Store
from chronicles.guides.series.series import Series, Stored
from chronicles.live.bundle import pack_demos
from chronicles.live.demos import DemoBundle
from chronicles.live.preparation import DemoSource
from chronicles.pages.transcripts import read_transcript
from chronicles.site.mkdocs.config import load
from chronicles.site.render.live_inputs import live_inputs
from chronicles.workspace.workspace import load as load_workspace
from chronicles_client.application_name import read_application_name
from tests.live.projects import stored
from tests.live.python_projects import FASTAPI, FLASK, PLAIN
from tests.packing import packing

ROOT = Path(__file__).resolve().parents[2]
LAB = Path(__file__).with_name("lab")
CACHE = ROOT / ".chronicles" / "live"
STORE = Store(ROOT / ".chronicles" / "store").part("demos")
# Projects that are not Django's, and which application each has.
PROGRAMS = {
    "flask/01": (FLASK, "shop:create_app()"),
    "fastapi/01": (FASTAPI, "shop.main:app"),
    "plain/01": (PLAIN, ""),
}

SETTINGS = """
INSTALLED_APPS += ["lab", "rest_framework_simplejwt"]
MEDIA_URL = "media/"
MEDIA_ROOT = BASE_DIR / "media"
CSRF_COOKIE_HTTPONLY = False
REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"] = [
    "rest_framework_simplejwt.authentication.JWTAuthentication",
    "rest_framework.authentication.SessionAuthentication",
]
"""
URLS = """
from django.conf import settings
from django.conf.urls.static import static

urlpatterns += [path("lab/", include("lab.urls"))]
urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
"""


@dataclass(frozen=True)
class Site:
    """A built site with the demos of some states; pages are added by hand."""

    folder: Path
    script: str
    downloads: dict[str, int]

    def page(self, name: str, body: str, head: str = "") -> str:
        """Write a page into the site; return its address in it."""
        target = self.folder / name / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A guide</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="icon" href="data:,">'
            f'{head}<script type="module" src="../{self.script}"></script></head>'
            f"<body><main><h1>A guide</h1>{body}</main></body></html>",
            "utf-8",
        )
        return f"{name}/"


def demo(state: str = "students/09", path: str = "/admin/", label: str = "Try the admin") -> str:
    """What the site writes for `[label](live:path)`."""
    return (
        f'<live-demo src="{manifest(state)}" path="{path}" label="{label}" state="{state}" size="9 MB">'
        '<a href="../run-it-yourself/">Or run it on your own machine</a></live-demo>'
    )


def manifest(state: str) -> str:
    return f"../assets/live/{state.replace('/', '-')}.json"


def block(kind: str, text: str, state: str = "students/09") -> str:
    """What the site writes for a block that the reader can run."""
    inputs = escape(json.dumps(live_inputs(read_transcript(kind, text.split("\n")))))
    return (
        f'<div class="language-{kind} highlight" data-live-run="{kind}" data-live-src="{manifest(state)}"'
        f' data-live-inputs="{inputs}">'
        f"<pre><span></span><code>{text.replace('&', '&amp;').replace('<', '&lt;')}</code></pre></div>"
    )


def editable(path: str, text: str, state: str = "students/09") -> str:
    """What the site writes for a snippet of a file of the project."""
    return (
        f'<div class="language-py highlight" data-live-edit="{path}" data-live-src="{manifest(state)}">'
        f"<pre><span></span><code>{text}</code></pre></div>"
    )


def make(folder: Path) -> Site:
    """Make a site with the demos of students/09, polls/05 and the laboratory in `folder`."""
    with packing():
        stage = pack_demos([*scenes("students/09", "polls/05"), _lab(_series())], CACHE, STORE)
        return _written(stage, folder)


def make_states(folder: Path, *names: str) -> Site:
    """Make a site with the demos of states of the guides in `folder`."""
    with packing():
        return _written(pack_demos(scenes(*names), CACHE, STORE), folder)


def make_project(folder: Path, name: str, files: dict[str, str]) -> Site:
    """Make a site with the demo of one project of Django's in `folder`."""
    tree = sha256(json.dumps(files).encode()).hexdigest()
    source = DemoSource(name, name, tree, 1_735_689_600, lambda: stored(files))
    with packing():
        return _written(pack_demos([source], CACHE, STORE), folder)


def make_programs(folder: Path) -> Site:
    """Make a site with the demos of three projects that are not Django's in `folder`."""
    with packing():
        return _written(pack_demos(list(map(_program, PROGRAMS)), CACHE, STORE), folder)


def _program(name: str) -> DemoSource:
    files, application = PROGRAMS[name]
    tree = sha256(json.dumps(files).encode()).hexdigest()
    found = read_application_name(application)
    return DemoSource(
        name, name, tree, 1_735_689_600, lambda: stored(files), is_django=False, application=found
    )


def scenes(*names: str) -> list[DemoSource]:
    """The states of the guides, as the build shows them."""
    series = _series()
    return [_scene(series, name) for name in names]


def _series() -> Series:
    return load_workspace(load(ROOT)).series


def _written(stage: DemoBundle, folder: Path) -> Site:
    if stage.refusals or not stage.demos:
        raise RuntimeError(f"no demos: {stage.refusals}")
    for path, file in stage.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / path)
    assert stage.script is not None
    return Site(folder, stage.script, {name: demo.download for name, demo in stage.demos.items()})


def _scene(series: Series, name: str) -> DemoSource:
    day = int(series.git.text("log", "-1", "--format=%at", series.commit(name)))
    return DemoSource(name, name, series.tree(name), day, lambda: series.files(name))


def _lab(series: Series) -> DemoSource:
    files = lab_files(series)
    tree = sha256(b"".join(file.path.encode() + file.data for file in files)).hexdigest()
    return DemoSource("lab/01", "lab/01", tree, 1_735_689_600, lambda: files)


def lab_files(series: Series) -> Sequence[Stored]:
    """The project of polls/05 with an app that does everything which the project does not."""
    files = {file.path: file for file in series.files("polls/05")}
    for name, more in {
        "config/settings.py": SETTINGS,
        "config/urls.py": URLS,
        "requirements.txt": "djangorestframework_simplejwt==5.5.1\n",
    }.items():
        files[name] = Stored(name, files[name].data + more.encode())
    for path in sorted(LAB.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            name = path.relative_to(LAB).as_posix()
            files[name] = Stored(name, path.read_bytes())
    return tuple(files[name] for name in sorted(files))
