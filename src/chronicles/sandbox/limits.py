"""What a program may use up."""

from dataclasses import dataclass

GIGABYTE = 1 << 30
MEGABYTE = 1 << 20
CUT = "\n… (cut: it printed more)\n"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use up, all sizes in bytes.

    `memory`, `processes`, `files` (and folders), `disk` and `all_open_files` are for all its processes
    together; `memory` and `open_files` are for each of them, too, `file_size` is for each file, `output` for
    what is kept of all it prints, `seconds` for one run or, where pages are run, for one block.
    """

    seconds: float = 30.0
    memory: int = 2 * GIGABYTE
    processes: int = 128
    file_size: int = GIGABYTE // 8
    disk: int = GIGABYTE // 2
    files: int = 100_000
    open_files: int = 512
    all_open_files: int = 4096
    output: int = 1_000_000
