"""What `redirects:` in `mkdocs.yml` says: where the addresses of pages lead that are gone. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from chronicles.problems import Refused

Wrong = Callable[[Refused, tuple[str, ...]], None]  # told with the keys that lead to a wrong value
EXAMPLE = "'steps/old.md: steps/new.md'"


def read(said: Any, wrong: Wrong) -> dict[str, str]:
    """Return what each address leads to, `""` for what is gone; tell `wrong` what of it cannot be used."""
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        wrong(Refused("'redirects' says of no page where it is now", f"Write lines such as {EXAMPLE}."), ())
        return {}
    found = {}
    for old, new in said.items():
        if isinstance(new, str) and new.strip():
            found[str(old)] = new.strip()
        elif new is False:
            found[str(old)] = ""
        else:
            mend = f"Write a page, as in {EXAMPLE}, or 'false' for a page that is gone for good."
            wrong(Refused(f"'redirects' does not say where {str(old)[:80]!r} leads", mend), (str(old),))
    return found
