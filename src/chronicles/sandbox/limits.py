"""What a program may use up."""

from dataclasses import dataclass

GIGABYTE = 1 << 30
CUT = "\n… (cut: it printed more)\n"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use up, all sizes in bytes.

    `memory` and `file_size` are for each process and each file, `disk` for all files together,
    `output` for what is kept of all it prints, `seconds` for one run or, where pages are run, for one block.
    """

    seconds: float = 30.0
    memory: int = 2 * GIGABYTE
    processes: int = 128
    file_size: int = GIGABYTE // 8
    disk: int = GIGABYTE // 2
    open_files: int = 512
    output: int = 1_000_000
