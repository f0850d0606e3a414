"""What a worker reports, a line of JSON each: a stranger's word, since the page's code may write it. Pure."""

from dataclasses import dataclass
from typing import Literal

from chronicles.sandbox.untrusted import (
    Schema,
    Untrusted,
    checked,
    is_number,
    is_text,
    is_texts,
    is_truth,
    read_object,
)

Kind = Literal["ready", "prepared", "output", "block", "stop", "over"]

# An exit status as a shell gives it, or the status of an answer; a process that a signal ended has its number
# below zero (os.waitstatus_to_exitcode).
EXIT = is_number(-64, 255)
SCHEMAS: dict[str, Schema] = {
    "ready": {"output": is_text, "status": EXIT},
    "prepared": {"output": is_text, "status": EXIT},
    "output": {
        "output": is_text,
        "status": is_number(-(2**31), 2**31 - 1),
        "queries": is_texts,
        "error": is_text,
    },
    "block": {},
    "stop": {"why": is_text},
    "over": {"status": EXIT, "left": is_truth},
}


@dataclass(frozen=True, slots=True)
class Report:
    """One report; what its kind does not have is empty."""

    kind: Kind
    output: str = ""
    status: int = 0
    queries: tuple[str, ...] = ()
    why: str = ""
    left: bool = False
    error: str = ""


def read_report(line: bytes | bytearray) -> Report:
    """Read a line; raises `Untrusted` for anything that no worker of ours writes."""
    said = read_object(line)
    kind = checked(said, {"is": is_text})["is"]
    if kind not in SCHEMAS:
        raise Untrusted(f"{kind!r} is no report")
    values = checked(said, SCHEMAS[kind])
    if "queries" in values:
        values["queries"] = tuple(values["queries"])
    return Report(kind, **values)
