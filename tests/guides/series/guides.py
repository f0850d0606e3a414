"""Small guides as a series of states, made from dicts of path and content.

    guide = Guide(tmp_path, {"a.py": "1\n"}, {"a.py": "1\n2\n"})
    guide.series().files("demo/02")

Each dict is the whole project after its step. A content is text or bytes; `Program` may be run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from chronicles.git.commands import Git
from chronicles.guides.outline import Step
from chronicles.guides.series.absorption import State
from chronicles.guides.series.patches import Patch
from chronicles.guides.series.rewriting import StepDraft, letters, rewritten
from chronicles.guides.series.series import Series, Stored


@dataclass(frozen=True)
class Program:
    """A file that may be run."""

    text: str | bytes


Files = Mapping[str, str | bytes | Program]


def state(files: Files) -> State:
    """The files as the series has them."""
    return {path: _stored(path, content) for path, content in sorted(files.items())}


def _stored(path: str, content: str | bytes | Program) -> Stored:
    inner = content.text if isinstance(content, Program) else content
    data = inner if isinstance(inner, bytes) else inner.encode("utf-8", "surrogateescape")
    return Stored(path, data, isinstance(content, Program))


def texts(found: State) -> dict[str, str]:
    """A state to compare with a dict of texts."""
    return {path: file.data.decode("utf-8", "surrogateescape") for path, file in found.items()}


def empty_patches(count: int, guide: str = "demo") -> tuple[Patch, ...]:
    """Steps that have no patch yet."""
    pages = [f"steps/{guide}/{number:02}-words.md" for number in range(1, count + 1)]
    steps = [Step(guide, f"{number:02}", page) for number, page in enumerate(pages, 1)]
    return tuple(Patch(step, f"docs/{step.patch}") for step in steps)


def scratch(folder: Path) -> Git:
    """A repository in which patches can be made."""
    git = Git(folder)
    if not folder.exists():
        git.out("init", "--quiet", "--bare", "--object-format=sha1", "--template=", str(folder))
    return git


def patches_of(
    folder: Path, states: Sequence[Files], messages: Mapping[int, str] | None = None
) -> tuple[Patch, ...]:
    """The patches that lead from nothing to each of `states` in turn."""
    empty = empty_patches(len(states))
    heads = [
        replace(letter, message=(messages or {}).get(at, letter.message))
        for at, letter in enumerate(letters(empty))
    ]
    drafts = [StepDraft(state(files), head) for files, head in zip(states, heads, strict=True)]
    return rewritten(scratch(folder / "scratch.git"), empty, [{}] * len(states), drafts)


@dataclass
class Guide:
    """A guide with its patches on the disk below `root`, and the project after its last step."""

    root: Path
    states: Sequence[Files]
    patches: tuple[Patch, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.patches = patches_of(self.root, self.states)

    @property
    def project(self) -> Path:
        return self.root / "demo_project"

    def series(self, name: str = "series.git") -> Series:
        return Series(self.root / "cache" / name, self.patches)
