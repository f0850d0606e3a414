"""What a confined program leaves on the machine for as long as any of it is there."""

from pathlib import Path


def things(folder: Path) -> set[str]:
    """The mounts, and the processes of the sandbox that work below a folder: their plan names it."""
    found = set(Path("/proc/self/mounts").read_text().splitlines())
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = process.joinpath("cmdline").read_bytes()
        except OSError:
            continue
        if b"sandbox.confinement" in words and str(folder).encode() in words:
            found.add(f"process {process.name}")
    return found
