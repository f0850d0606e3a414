"""Which files of a folder a command of git is about. Pure."""

from collections.abc import Iterable


def pathspecs(left_out: Iterable[str] = (), *, from_top: bool = False) -> list[str]:
    """Return what means all files of a folder but those at or below the paths `left_out` (gitglossary(7)).

    The folder is that which git is called in or, `from_top`, that of the working tree, wherever it is called.
    """
    top = ",top" if from_top else ""
    return [":(top)" if from_top else ".", *(f":(exclude,literal{top}){path}" for path in left_out)]
