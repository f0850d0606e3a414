"""What `mkdocs.yml` says in a clone of somebody else, read as data: no tag, plugin or hook of it is run."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from chronicles.disk.paths import followed
from chronicles.pages.characters import fit
from chronicles.pages.web_addresses import MARKS, scheme_of
from chronicles.problems import Place, Refused, Unusable
from chronicles.workspace.journal_names import CONFIG, REPLIES

MOST_BYTES = 1_000_000  # of the settings; the largest that are written by hand have a tenth of it
MOST_PARENTS = 4  # MkDocs, "Configuration inheritance"
BLOG_DIR = "blog"  # Material's own, "Built-in blog plugin"
NONE = "This folder is no journal: name the folder of one, which has an mkdocs.yml."


@dataclass(frozen=True, slots=True)
class SafeSettings:
    """Where the parts of a journal are that is not trusted; folders are absolute, and inside of `root`.

    `values` has what the settings say, as data; `repository` and `url` are addresses of the web, `""` where
    none is named.
    """

    root: Path
    docs: Path
    posts: Path
    title: str = ""
    repository: str = ""
    url: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """The running log, beside the folder of the entries."""
        return self.posts.parent / "log.md"

    @property
    def replies(self) -> Path:
        """The folder of the replies of mentors."""
        return self.posts.parent / REPLIES

    @property
    def options(self) -> Mapping[str, Any]:
        """The options of the plugin of this generator; none where it is not there."""
        return _options(self.values, "chronicles") or {}

    def shown(self, path: Path) -> str:
        """Return `path`, which is below `root`, as problems name it."""
        return path.relative_to(self.root).as_posix()


def safe_settings(root: Path) -> SafeSettings:
    """Read the settings of the journal in the folder `root`.

    Tags that YAML's own rules do not know have the value `None`. Raises `Unusable` where they cannot be read,
    or name a folder that is outside of the journal.
    """
    root = followed(root)
    try:
        values = _read(root / CONFIG, root, MOST_PARENTS)
        docs = _inside(root, root / _text(values, "docs_dir", "docs"), "docs_dir")
        blog = _options(values, "blog", "material/blog")
        folder = "journal" if blog is None else _text(blog, "blog_dir", BLOG_DIR)
        posts = _inside(root, docs / folder / "posts", "blog_dir")
    except Refused as refused:
        raise Unusable([refused.at(Place(CONFIG))]) from None
    title = fit(" ".join(_text(values, "site_name").split()))
    return SafeSettings(root, docs, posts, title, _web(values, "repo_url"), _web(values, "site_url"), values)


class _Loader(yaml.SafeLoader):
    """YAML's safe loader, to which a tag of anybody's is no value and no error."""


_Loader.add_constructor(None, lambda loader, node: None)


def _read(path: Path, root: Path, parents: int) -> dict[str, Any]:
    """The values of a file and of those that it inherits from, which are in the journal, too."""
    values = _loaded(_text_of(path))
    said = values.pop("INHERIT", None)
    if not isinstance(said, str):
        return values
    if not parents:
        raise Refused("it inherits from too many files", "Inherit from one.")
    return _merged(_read(_inside(root, path.parent / said, "INHERIT"), root, parents - 1), values)


def _text_of(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused("it is no file", NONE)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("there is no such file", NONE) from None
    except (OSError, ValueError) as error:
        raise Refused(
            f"it cannot be read: {getattr(error, 'strerror', error)}", "Make it readable."
        ) from None
    if len(data) > MOST_BYTES:
        raise Refused("it is over 1 MB", "Shorten it.")
    return data.decode("utf-8-sig", "replace")


def _loaded(text: str) -> dict[str, Any]:
    mend = "Write it as YAML, such as 'site_name: My journal'."
    try:
        values = yaml.load(text, _Loader)  # noqa: S506 - it is a safe one
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise Refused("it is no YAML that can be read", mend, line) from None
    if not isinstance(values, dict):
        raise Refused("it has no settings", mend)
    return {key: value for key, value in values.items() if isinstance(key, str)}


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, `above` where both say something; what has keys is merged in the same way, as MkDocs does."""
    both = {
        key: _merged(below[key], value)
        for key, value in above.items()
        if isinstance(value, dict) and isinstance(below.get(key), dict)
    }
    return {**below, **above, **both}


def _inside(root: Path, path: Path, key: str) -> Path:
    """A path with its links followed; raises `Refused` where it is not in the journal."""
    try:
        found = followed(path)
    except (OSError, ValueError):  # a link to itself, or a name that no file can have
        found = Path("/")
    if not found.is_relative_to(root):
        raise Refused(f"{key!r} is outside of the journal", "Name a folder inside of it.")
    return found


def _options(values: Mapping[str, Any], *names: str) -> Mapping[str, Any] | None:
    """The options of a plugin by one of its names, empty where it has none; `None` where it is not used."""
    said = values.get("plugins")
    pairs = [said] if isinstance(said, dict) else said if isinstance(said, list) else []
    for pair in pairs:
        for key, value in pair.items() if isinstance(pair, dict) else [(pair, None)]:
            if key in names:
                return value if isinstance(value, dict) else {}
    return None


def _text(values: Mapping[str, Any], key: str, otherwise: str = "") -> str:
    said = values.get(key)
    return said if isinstance(said, str) and said and "\0" not in said else otherwise


def _web(values: Mapping[str, Any], key: str) -> str:
    said = _text(values, key).strip()
    return fit(said) if scheme_of(said) in ("http", "https") and not MARKS.search(said) else ""
