"""The guides: folders of numbered steps in one folder, usually `steps/`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chronicles.pages.states import State

USUAL = "steps"  # the folder of the guides below `docs/`, unless the settings name another
STEP = re.compile(r"(?P<guide>\w[\w-]*)/(?P<number>[0-9]{2})-[^/]+\.(?:md|patch)")


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A step of a guide: `page` is its path below `docs/`, `number` its two digits."""

    guide: str
    number: str
    page: str

    @property
    def name(self) -> str:
        """How addresses name its state, such as `students/05`."""
        return f"{self.guide}/{self.number}"

    @property
    def state(self) -> State:
        """The project after this step."""
        return State("step", self.name)

    @property
    def patch(self) -> str:
        """The path below `docs/` of the change that it makes to the project."""
        return self.page.removesuffix(".md") + ".patch"

    @property
    def subject(self) -> str:
        """What a change is called that nobody has named yet, such as `students/05: database design`."""
        words = self.page.rsplit("/", 1)[-1].removesuffix(".md").split("-")[1:]
        return f"{self.name}: {' '.join(words)}"


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide's name, the page that introduces it, and its steps in order."""

    name: str
    index: str
    steps: tuple[Step, ...]

    @property
    def overview(self) -> str:
        """The page about all guides, in the folder that this one's is in."""
        return f"{self.index.rsplit('/', 2)[0]}/index.md"


def guides(pages: Iterable[str], order: Sequence[str] = (), folder: str = USUAL) -> list[Guide]:
    """Return the guides among `pages` (paths below `docs/`), which are in `folder`.

    They come in the order in which `order`, other paths such as those of the menu, first speaks of
    them; those that it does not mention follow by name.
    """
    found: dict[str, list[Step]] = {}
    for page in sorted(pages):
        if (step := step_of(page, folder)) and page.endswith(".md"):
            found.setdefault(step.guide, []).append(step)
    named = (_guide_of(path, folder) for path in order)
    first = {name: at for at, name in reversed(list(enumerate(named)))}
    names = sorted(found, key=lambda name: (first.get(name, len(order)), name))
    return [Guide(name, f"{folder}/{name}/index.md", tuple(found[name])) for name in names]


def step_of(path: str, folder: str = USUAL) -> Step | None:
    """Return the step that a page, or the patch beside it, belongs to; both paths are below `docs/`."""
    match = STEP.fullmatch(_inside(path, folder))
    return Step(match["guide"], match["number"], re.sub(r"\.patch$", ".md", path)) if match else None


def _guide_of(path: str, folder: str) -> str:
    parts = _inside(path, folder).split("/")
    return parts[0] if len(parts) == 2 else ""


def _inside(path: str, folder: str) -> str:
    """The path as seen from the folder, `""` where it is not in it."""
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else ""
