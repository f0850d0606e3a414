"""What became of a program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a program, and all it said. Its status is `None` where it ran into a limit.

    The status is 128 and the signal's number where a signal ended it, as in a shell. The output is
    standard output and errors as they came, and ends with `CUT` where it is not all. `excess` says in
    words which limit it was.
    """

    status: int | None
    output: str
    excess: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it ended by itself and says that all is well."""
        return self.status == 0
