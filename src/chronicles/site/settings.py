"""Reads `mkdocs.yml`: what the rest needs of it, as plain values."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Material prints a warning about MkDocs 2 at each start. It is pinned below 2, so there is nothing to do.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from chronicles.pages.addresses import PROJECT_NAME
from chronicles.pages.dialect import Dialect
from chronicles.problems import Place, Problem, Refused, Unusable
from chronicles.site import comments
from chronicles.site.comments import Comments
from chronicles.site.complaints import Complaints
from chronicles.source.paths import followed

CONFIG = "mkdocs.yml"
PROJECT = "demo_project"
CACHE = ".chronicles"
REQUIREMENTS = "requirements.txt"
SECONDS, MOST_SECONDS = 30, 3600  # that a block of a page may run
PROGRAM = re.compile(r"[\w.+-]+")


@dataclass(frozen=True)
class Settings:
    """Where a journal is, what it is written in, and which projects it quotes.

    `menu` has the pages that its menu lists, in their order; `seconds` is how long a block may run,
    `programs` are those that pages may run besides the usual ones.
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
    mkdocs: MkDocsConfig = field(repr=False)

    @property
    def cache(self) -> Path:
        """The folder of what can be made again at any time."""
        return self.root / CACHE

    @property
    def log(self) -> Path:
        """The running log, beside the folder of the entries."""
        return self.posts.parent / "log.md"

    @property
    def requirements(self) -> bytes:
        """The locked requirements, which the projects are run with; nothing where there are none."""
        with suppress(OSError):
            return (self.root / REQUIREMENTS).read_bytes()
        return b""

    def shown(self, path: Path) -> str:
        """Return `path` as problems name it: relative to the root, with `/`."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def load(root: Path, **changes: Any) -> Settings:
    """Read `mkdocs.yml` in `root`, with `changes` made to it. Raises `Unusable`."""
    path = root / CONFIG
    if not path.is_file():
        mend = "Go to the folder of your journal, the one that holds mkdocs.yml."
        raise Unusable([Problem(Place(CONFIG), "there is no mkdocs.yml here", mend)])
    with Complaints() as complaints:
        try:
            config = load_config(str(path), config_file_path=str(path), **changes)
        except OSError as error:
            mend = "Make it readable."
            raise Unusable([Problem(Place(CONFIG), f"it cannot be read: {error.strerror}", mend)]) from None
        except (Exception, Abort) as error:  # whatever a hook or a plugin that it names may raise
            raise Unusable(_wrong_config(root, error, complaints)) from None
    if complaints.records:
        raise Unusable(_wrong_config(root, None, complaints))
    if "chronicles" not in config.plugins:
        place = Place(CONFIG, line_of(root, "plugins:"))
        raise Unusable([Problem(place, "the chronicles plugin is off", "Add '- chronicles' below plugins.")])
    return of_config(config)


def of_config(config: MkDocsConfig) -> Settings:
    """Return what a configuration that MkDocs has loaded says. Raises `Unusable`."""
    root = followed(Path(config.config_file_path or CONFIG)).parent
    options = _options(config)
    problems: list[Problem] = []
    dialect = Dialect(tuple(config.markdown_extensions), dict(config.mdx_configs))
    projects = {"": root / PROJECT}
    for name, folder in (options.get("projects") or {}).items():
        if PROJECT_NAME.fullmatch(str(name)) and isinstance(folder, str):
            projects[name] = followed(root / folder)
        else:
            place = Place(CONFIG, line_of(root, f"{name}:"))
            mend = "Write a name of letters, digits, '-' and '_', and behind it the path of a folder."
            problems.append(Problem(place, f"{name!r} is not the name and folder of a project", mend))
    try:
        zone = _zone(str(options.get("zone") or "UTC"))
    except Refused as refused:
        problems.append(refused.at(Place(CONFIG, line_of(root, "zone:"))))
        zone = ZoneInfo("UTC")
    docs = followed(Path(config.docs_dir))
    menu = tuple(_pages(config.nav or []))
    seconds, programs = _limits(options, root, problems)
    replies = _comments(options, str(config.repo_url or ""), root, problems)
    if problems:
        raise Unusable(problems)
    return Settings(
        root, docs, dialect, zone, projects, _posts(config, docs), menu, seconds, programs, replies, config
    )


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
    """The line of mkdocs.yml that begins with `words`; 0 where none does.

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


def _comments(options: dict[str, Any], repository: str, root: Path, problems: list[Problem]) -> Comments:
    def wrong(refused: Refused, keys: tuple[str, ...]) -> None:
        line = line_of(root, "chronicles:", "comments:", *(f"{key}:" for key in keys))
        problems.append(refused.at(Place(CONFIG, line)))

    return comments.read(options.get("comments"), repository, wrong)


def _limits(options: dict[str, Any], root: Path, problems: list[Problem]) -> tuple[float, frozenset[str]]:
    """How long a block may run, and which programs it may name."""
    seconds, programs = options.get("seconds", SECONDS), options.get("programs") or []
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 < seconds <= MOST_SECONDS:
        mend = f"Write a number up to {MOST_SECONDS}, such as 'seconds: {SECONDS}'."
        problems.append(
            Problem(Place(CONFIG, line_of(root, "seconds:")), f"{seconds!r} is no number of seconds", mend)
        )
        seconds = SECONDS
    if not isinstance(programs, list) or not all(
        isinstance(name, str) and PROGRAM.fullmatch(name) for name in programs
    ):
        mend = "Write a list such as 'programs: [curl]'."
        problems.append(
            Problem(Place(CONFIG, line_of(root, "programs:")), "'programs' is not a list of names", mend)
        )
        programs = []
    return float(seconds), frozenset(programs)


def _pages(nav: Any) -> Iterator[str]:
    """The pages in a menu, as deep as it goes."""
    if isinstance(nav, str):
        yield nav
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _pages(item)


def _posts(config: MkDocsConfig, docs: Path) -> Path:
    """Where the blog plugin looks for entries."""
    blog = config.plugins.get("material/blog")
    folder = str(blog.config.blog_dir) if blog else "journal"
    return docs / folder / "posts"


def _options(config: MkDocsConfig) -> dict[str, Any]:
    plugin = config.plugins.get("chronicles")
    return dict(plugin.config) if plugin else {}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(
            f"there is no time zone {name!r}", "Write a name such as Africa/Lagos or UTC."
        ) from None


def _wrong_config(root: Path, error: BaseException | None, complaints: Complaints) -> list[Problem]:
    """What MkDocs says of its configuration, each at the line of the value that it names."""
    said = [record.getMessage() for record in complaints.records]
    said = said or [f"{type(error).__name__}: {error}"]
    return [_config_problem(root, " ".join(words.split())) for words in said]


def _config_problem(root: Path, words: str) -> Problem:
    words = words.rsplit("Traceback (most recent call last)", 1)[0] if len(words) > 2000 else words
    named = re.match(r"Config value '(?P<key>\w+)': (?P<what>.*)", words)
    at = re.search(r"line (\d+), column", words)
    line = line_of(root, f"{named['key']}:") if named else int(at[1]) if at else 0
    what = f"{named['key']!r}: {named['what']}" if named else words
    return Problem(Place(CONFIG, line), what, "Mend it as MkDocs' manual says, under 'Configuration'.")
