"""A task of a page: a file that the reader changes until the tests of a later step pass."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class DemoTask:
    """A task: the `path` of the file, the step whose file is its solution, and the names of the tests."""

    path: str
    step: str
    tests: tuple[str, ...]

    def __str__(self) -> str:
        """Return it as one text, by which a finished page knows it."""
        return " ".join([self.path, self.step, *self.tests])
