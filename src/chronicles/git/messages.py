"""What git says when it cannot do something: why, and its own advice, both whole."""

import re
from dataclasses import dataclass

from chronicles.problems import Refused

# git's `usage.c` begins what it says with one of these words; `advise` of its `advice.c` with the last.
SAID = re.compile(r"(?P<word>fatal|error|warning|hint): ?(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class GitMessage:
    """A message of git on one line each: `reason` is why it stopped, `advice` how to mend it, or `""`."""

    reason: str
    advice: str = ""

    def refused(self, what: str, mend: str) -> Refused:
        """Return that `what` is not possible; git's own advice, where it gives any, stands for `mend`."""
        return Refused(f"{what}: {self.reason}", self.advice or mend)


def read_message(said: bytes | str) -> GitMessage:
    """Return what git said on its standard error.

    What it tells of its progress is left out where it says anything else.
    """
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    reasons, warnings, advice, others = list[str](), list[str](), list[str](), list[str]()
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = SAID.match(line)
        if match and match["word"] in ("fatal", "error"):
            reasons.append(match["rest"])
        elif match and match["word"] == "warning":
            warnings.append(match["rest"])
        elif match or reasons:
            advice.append(match["rest"] if match else line)
        else:
            others.append(line)
    reason = "; ".join(reasons + warnings) or " ".join(others[:1]) or "git gives no reason"
    return GitMessage(reason, " ".join(filter(None, advice)))
