"""What is known of a run of pytest so far, from the events that it tells. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from chronicles.problems import count


@dataclass(frozen=True, slots=True)
class Failure:
    """A test that failed, and the text that says why."""

    test: str
    text: str


@dataclass(slots=True)
class Tally:
    """How many tests there are, and how those went that are over.

    `outcomes` counts the words `passed`, `failed` and `skipped`, `reasons` why tests were skipped, `left_out`
    what was not chosen of `slow` and `long`. `seconds` has how long each test took, by pytest's name of it.
    """

    found: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, event: dict[str, Any]) -> None:
        """Take an event in; see `tests/events.py` for what there is."""
        match event:
            case {"event": "found", "tests": int(tests)}:
                self.found = tests
            case {"event": "left out", **counts}:
                self.left_out |= Counter({size: int(number) for size, number in counts.items()})
            case {"event": "ended", "test": str(test), "outcome": str(outcome), "text": str(text)}:
                self.outcomes[outcome] += 1
                self.seconds[test] = float(event["seconds"])
                if outcome == "failed":
                    self.failures.append(Failure(test, text))
                elif outcome == "skipped":
                    self.reasons[text] += 1

    @property
    def over(self) -> int:
        """How many tests are over."""
        return self.outcomes.total()

    @property
    def summary(self) -> str:
        """The counts, in the form that services read: `tests: 3 passed, 0 failed, 1 skipped`."""
        return "tests: " + ", ".join(
            f"{self.outcomes[name]} {name}" for name in ("passed", "failed", "skipped")
        )

    def skipped(self) -> list[str]:
        """Why tests were skipped, the most frequent reason first."""
        return [f"{count(number, 'test')} skipped: {reason}" for reason, number in self.reasons.most_common()]

    def not_run(self, command: str) -> list[str]:
        """What was left out, and the command that runs it."""
        sizes = (("slow", "--all"), ("long", "--long"))
        return [
            f"{count(self.left_out[size], 'test')} not run: {command} test {option}"
            for size, option in sizes
            if self.left_out[size]
        ]

    def slowest(self, most: int) -> list[tuple[str, float]]:
        """The tests that took the longest, `most` of them, with their seconds."""
        return sorted(self.seconds.items(), key=lambda row: row[1], reverse=True)[:most]

    def slowest_files(self, most: int) -> list[tuple[str, float, int]]:
        """The files whose tests took the longest, `most` of them, with their seconds and how many tests."""
        files: dict[str, list[float]] = {}
        for test, spent in self.seconds.items():
            files.setdefault(test.partition("::")[0], []).append(spent)
        sums = [(file, sum(spent), len(spent)) for file, spent in files.items()]
        return sorted(sums, key=lambda row: row[1], reverse=True)[:most]
