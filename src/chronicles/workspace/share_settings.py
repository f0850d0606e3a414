"""What `share:` in `mkdocs.yml` says: which parts of the record other programs are not told. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from chronicles.problems import Refused, nearest
from chronicles.progress.shared_parts import PARTS

Wrong = Callable[[Refused, tuple[str, ...]], None]  # told with the keys that lead to a wrong value
FORM = "Write below 'share:' such as 'questions: false'."


def read(said: Any, wrong: Wrong) -> frozenset[str]:
    """Return the parts that `share:` leaves out, and tell `wrong` what of it cannot be used."""
    if said is None:
        return frozenset()
    if not isinstance(said, Mapping):
        wrong(Refused(f"{str(said)[:80]!r} does not say of parts whether they are shared", FORM), ())
        return frozenset()
    left_out = set()
    for name, value in said.items():
        if name not in PARTS:
            wrong(Refused(f"{name!r} is no part of progress.json", nearest(str(name), PARTS)), (str(name),))
        elif not isinstance(value, bool):
            wrong(Refused(f"'{name}' is neither true nor false", FORM), (str(name),))
        elif not value:
            left_out.add(str(name))
    return frozenset(left_out)
