"""What `mkdocs.yml` says of a journal, as plain values."""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfo

from pathspec import PathSpec

from chronicles.dates.day_range import DayRange
from chronicles.disk.cache import Store
from chronicles.disk.paths import followed
from chronicles.disk.record_store import RecordStore
from chronicles.environments.environment_lock import LOCK
from chronicles.pages.excerpt_end import SEPARATOR
from chronicles.pages.markdown.dialect import Dialect
from chronicles.problems import Place, Problem
from chronicles.source.projects import folder_of
from chronicles.workspace import front_door
from chronicles.workspace.comment_settings import Comments
from chronicles.workspace.journal_names import CACHE, CONFIG, REPLIES
from chronicles.workspace.policy_settings import PolicySettings
from chronicles.workspace.readme_file import README, has_parts
from chronicles.workspace.theme_files import ThemeFiles
from chronicles_client.application_name import ApplicationName

WHEELS = "wheels.lock"  # of the live demos, which stand above this
GENERATOR = "generator"  # what `init` has put into a journal to build it with
REQUIREMENTS = (f"{GENERATOR}/requirements.txt", "requirements-demo.txt", "requirements.txt")
GOALS = "goals.md"


@dataclass(frozen=True)
class Settings:
    """Where a journal is, what it is written in, and which projects it quotes.

    Folders are absolute; `projects` has them by name, `""` for the journal's own project, if it has one.
    `menu` has the pages that its menu lists, in their order, as seen from `docs`; `seconds` is how long a
    block may run, `programs` are those that pages may run besides the usual ones; `days` are those that pages
    may speak of, as far as no page has to be read for it. `theme` has what pages may name of it, and
    `authors` is the file of the blog's authors. Without `html`, none of a page reaches a reader; `scripts`
    are the files below `docs` that the settings name all the same. `excluded` matches the paths below `docs`
    that are no part of the site; `guides` is the path below `docs` of the folder of the guides, `site`
    that of the site as seen from `root`. `applications` says by the names of projects which application of
    theirs answers requests, where the settings say it. `store_folder` is the folder of what is kept from run
    to run, `cache_folder` that of what can be made again, where they are not the usual ones. `policy` is what
    pages may load, `repository` the address at which readers find the journal's own repository. `redirects`
    says where the addresses of pages lead that are gone, `""` for nowhere; `host` is one that reads files of
    the site, `""` for any other. `unshared` are the parts of its record that other programs are not told.
    `excerpt_separator` ends what lists show of an entry.
    """

    root: Path
    docs: Path
    dialect: Dialect
    zone: ZoneInfo
    projects: dict[str, Path]
    posts: Path
    menu: tuple[str, ...]
    seconds: float
    programs: frozenset[str]
    comments: Comments
    days: DayRange
    theme: ThemeFiles
    authors: Path | None = None
    html: bool = True
    scripts: frozenset[str] = frozenset()
    excluded: PathSpec[Any] | None = None
    guides: str = "steps"
    site: str = "site"
    applications: dict[str, ApplicationName] = field(default_factory=dict)
    store_folder: Path | None = None
    footer: tuple[str, ...] = ()
    policy: PolicySettings = field(default_factory=PolicySettings)
    repository: str = ""
    redirects: dict[str, str] = field(default_factory=dict)
    host: str = ""
    cache_folder: Path | None = None
    excerpt_separator: str = SEPARATOR
    unshared: frozenset[str] = frozenset()

    @property
    def cache(self) -> Path:
        """The folder of what can be made again at any time."""
        return self.cache_folder or self.root / CACHE

    @property
    def store(self) -> Store:
        """What took long to make, by what it was made from."""
        return Store(self.store_folder or self.cache / "store")

    @property
    def records(self) -> RecordStore:
        """What pages have become in earlier runs, by what it was made from."""
        return RecordStore(self.store.path("records"))

    @property
    def log(self) -> Path:
        """The running log, beside the folder of the entries."""
        return self.posts.parent / "log.md"

    @property
    def templates(self) -> Path:
        """The folder of the author's templates; its dot keeps it out of the site."""
        return self.posts.parent / ".templates"

    @property
    def replies(self) -> Path:
        """The folder of the replies of mentors; its dot keeps it out of the site."""
        return self.posts.parent / REPLIES

    @property
    def requirements(self) -> bytes:
        """The locked requirements, which the projects are run with; nothing where there are none."""
        for name in REQUIREMENTS:
            with suppress(OSError):
                return (self.root / name).read_bytes()
        return b""

    @property
    def project(self) -> Path | None:
        """The folder of the journal's own project, `None` where it has none."""
        return self.projects.get("")

    @property
    def own_paths(self) -> tuple[str, ...]:
        """What in the folder of the project is the journal's and no part of it, as seen from there.

        There is something where the journal lies in the folder, or is the folder: pages that quote a project
        are not what they quote. The README is left to the project, unless each entry changes a part of it.
        """
        project = followed(self.project) if self.project else None
        if project is None or not self.root.is_relative_to(project):
            return ()
        if self.root != project:
            return (self.root.relative_to(project).as_posix(),)
        docs = self.docs.relative_to(project).parts[:1] if self.docs.is_relative_to(project) else ()
        doors = (name for name in front_door.NAMES if front_door.is_front_door(self.root / name))
        readme = (README,) if has_parts(self.root / README) else ()
        return (*docs, self.site, GENERATOR, CACHE, CONFIG, "proofs.lock", LOCK, WHEELS, *doors, *readme)

    @property
    def published_folders(self) -> tuple[Path, ...]:
        """The folders of what is published, or was made to be: no notes that could become entries."""
        return self.docs, self.posts, self.root / self.site

    def folder(self, project: str = "") -> Path:
        """Return the folder of a project, `""` for the journal's own; raises `Refused` without one."""
        return folder_of(self.projects, project)

    def project_path(self, project: str = "") -> str:
        """Return where a project that there is lies, as seen from the root: `../shop` is beside it."""
        return PurePath(os.path.relpath(self.projects[project], self.root)).as_posix()

    def shown(self, path: Path) -> str:
        """Return `path` as problems name it: relative to the root, with `/`."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def missing_extensions(settings: Settings) -> list[Problem]:
    """The extensions without which superfences drops what a block says of its provenance."""
    place = Place(CONFIG, line_of(settings.root, "markdown_extensions:"))
    mends = {
        "attr_list": "Add '- attr_list' below markdown_extensions.",
        "pymdownx.superfences": "Add '- pymdownx.superfences' below markdown_extensions, behind all others.",
    }
    return [
        Problem(place, f"{name} is off, so blocks cannot say where their code is from", mends[name])
        for name in settings.dialect.missing
    ]


def line_of(root: Path, words: str, *below: str) -> int:
    """The line of mkdocs.yml (from 1) that begins with `words`; 0 where none does.

    Of words `below` them, the last that is found counts, each further in than the one before.
    """
    lines = (root / CONFIG).read_text("utf-8", errors="replace").splitlines()
    found = next((number for number, line in enumerate(lines, 1) if line.lstrip(" -").startswith(words)), 0)
    for word in below if found else ():
        found = _line_below(lines, found, word) or found
    return found


def _line_below(lines: list[str], parent: int, words: str) -> int:
    """The line in the block of the line `parent` that begins with `words`; 0 where none does."""
    depth = _depth(lines[parent - 1])
    for number, line in enumerate(lines[parent:], parent + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            if _depth(line) <= depth:
                break
            if line.lstrip(" -").startswith(words):
                return number
    return 0


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
