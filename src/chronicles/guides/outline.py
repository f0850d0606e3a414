"""The guides: folders of numbered steps under `steps/`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chronicles.pages.states import State

STEP = re.compile(r"steps/(?P<guide>\w[\w-]*)/(?P<number>[0-9]{2})-[^/]+\.(?:md|patch)")


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


def guides(pages: Iterable[str], order: Sequence[str] = ()) -> list[Guide]:
    """Return the guides among `pages` (paths below `docs/`).

    They come in the order in which `order`, other paths such as those of the menu, first speaks of
    them; those that it does not mention follow by name.
    """
    found: dict[str, list[Step]] = {}
    for page in sorted(pages):
        if (step := step_of(page)) and page.endswith(".md"):
            found.setdefault(step.guide, []).append(step)
    first = {name: at for at, name in reversed(list(enumerate(map(_guide_of, order))))}
    names = sorted(found, key=lambda name: (first.get(name, len(order)), name))
    return [Guide(name, f"steps/{name}/index.md", tuple(found[name])) for name in names]


def step_of(path: str) -> Step | None:
    """Return the step that a page, or the patch beside it, belongs to; `path` is below `docs/`."""
    match = STEP.fullmatch(path)
    return Step(match["guide"], match["number"], re.sub(r"\.patch$", ".md", path)) if match else None


def _guide_of(path: str) -> str:
    parts = path.split("/")
    return parts[1] if len(parts) == 3 and parts[0] == "steps" else ""
