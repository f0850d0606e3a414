"""Reads the patches beside the step pages. Touches the disk."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from chronicles.disk.paths import is_file
from chronicles.guides.outline import Guide, Step, step_of
from chronicles.guides.series.patches import Patch
from chronicles.problems import Place, Problem
from chronicles.workspace.settings import Settings


def patches_of(settings: Settings, guides: Sequence[Guide]) -> tuple[tuple[Patch, ...], list[Problem]]:
    """Return the patches of all steps in their order, and what is wrong with their files.

    None at all where no step has one: the journal lies beside a real history, and needs no series. Raises
    `OSError` where a patch cannot be read.
    """
    steps = [step for guide in guides for step in guide.steps]
    found = {
        settings.shown(path): path for path in sorted((settings.docs / settings.guides).glob("*/*.patch"))
    }
    pages = {step.page for step in steps}
    problems = [
        Problem(Place(name), "there is no page of this name beside the patch", "Name it as its step's page.")
        for name, path in found.items()
        if not _is_beside(path.relative_to(settings.docs).as_posix(), settings.guides, pages)
    ]
    problems += _double(settings, steps)
    if not found or any(problem.place.path not in found for problem in problems):
        return (), problems
    return tuple(_patch(settings, step) for step in steps), problems


def every_step(settings: Settings, guides: Sequence[Guide]) -> tuple[tuple[Patch, ...], list[Problem]]:
    """Return what `patches_of` does, and the steps also where none has a patch: nothing is changed by any.

    There is none where something is wrong with their files. Raises `OSError` as `patches_of` does.
    """
    patches, problems = patches_of(settings, guides)
    if patches or problems:
        return patches, problems
    steps = [step for guide in guides for step in guide.steps]
    return tuple(_patch(settings, step) for step in steps), []


def _is_beside(path: str, folder: str, pages: set[str]) -> bool:
    step = step_of(path, folder)
    return step is not None and step.page in pages


def _double(settings: Settings, steps: Sequence[Step]) -> list[Problem]:
    """Two pages that are the same step of a guide."""
    numbers = Counter(step.name for step in steps)
    return [
        Problem(
            Place(settings.shown(settings.docs / step.page)),
            f"two pages are step {step.name}",
            "Renumber one.",
        )
        for step in steps
        if numbers[step.name] > 1
    ]


def _patch(settings: Settings, step: Step) -> Patch:
    path = settings.docs / step.patch
    return Patch(step, settings.shown(path), path.read_bytes() if _is_file(path) else b"")


def _is_file(path: Path) -> bool:
    return is_file(path) and not path.is_symlink()
