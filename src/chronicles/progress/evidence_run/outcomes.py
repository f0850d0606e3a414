"""What became of each test, written down for whoever reads it outside."""

import json
from pathlib import Path

REPORT = "chronicles_evidence.json"


class Outcomes:
    """The words `passed`, `skipped` and `failed` of each test that ran, and why some could not be loaded."""

    def __init__(self) -> None:
        self.ran: dict[str, list[str]] = {}
        self.unloaded: dict[str, list[str]] = {}

    def note(self, test: str, how: str) -> None:
        """Note what became of a test, or of a part of it."""
        self.ran.setdefault(test, []).append(how)

    def lose(self, name: str, why: str) -> None:
        """Note that a module could not be loaded."""
        self.unloaded.setdefault(name, []).append(why)

    def write(self) -> None:
        """Write all of it into the folder where the tests were started."""
        with open(REPORT, "w", encoding="utf-8") as file:
            json.dump({"ran": self.ran, "unloaded": self.unloaded}, file)


def last_line(said: str) -> str:
    """Return the last line of what an error says, the project's files by their paths from here."""
    lines = said.replace(f"{Path.cwd()}/", "").strip().splitlines()
    return lines[-1].strip() if lines else ""
