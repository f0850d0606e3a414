"""A process and its descendants, from /proc (proc(5)): Linux only."""

import os
from pathlib import Path

PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")


class ProcessTree:
    """A process and all that came from it, also those whose parent has ended since they were first seen."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.seen: dict[int, str] = {}  # with the tick each was started at, as numbers are given again

    def memory(self) -> int:
        """Bytes of all of them now, with what is shared counted once."""
        return sum(proportional_size(pid) for pid in self.members())

    def ticks(self) -> int:
        """The processor's time of all of them so far, in ticks."""
        now = statuses()
        return sum(int(now[pid][11]) + int(now[pid][12]) for pid in self.members(now))

    def members(self, now: dict[int, list[str]] | None = None) -> list[int]:
        """Those that are alive."""
        now = statuses() if now is None else now
        alive = {pid for pid, started in self.seen.items() if pid in now and now[pid][19] == started}
        found = [self.pid, *alive] if self.pid in now else list(alive)
        children: dict[int, list[int]] = {}
        for pid, fields in now.items():
            children.setdefault(int(fields[1]), []).append(pid)
        members: set[int] = set()
        while found:
            pid = found.pop()
            if pid not in members:
                members.add(pid)
                found += children.get(pid, [])
        self.seen.update((pid, now[pid][19]) for pid in members)
        return sorted(members)


def statuses() -> dict[int, list[str]]:
    """The fields of each process from its state on, which is the third of proc_pid_stat(5)."""
    found = {}
    for name in os.listdir(PROC):  # noqa: PTH208  # thrice as fast, fifty times a second
        if name.isdigit():
            try:
                text = (PROC / name / "stat").read_text("utf-8", errors="replace")
            except OSError:
                continue  # ended in between
            found[int(name)] = text.rpartition(")")[2].split()
    return found


def proportional_size(pid: int) -> int:
    """Bytes of one process; the whole resident set of one whose maps may not be read; 0 once it has ended."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text("utf-8").splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    except PermissionError:
        return resident_size(pid)
    except OSError:
        return 0


def resident_size(pid: int) -> int:
    """Bytes of the resident set; 0 once it has ended."""
    try:
        return int((PROC / str(pid) / "statm").read_text("utf-8").split()[1]) * PAGE
    except OSError:
        return 0
