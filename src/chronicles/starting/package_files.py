"""Files at the top of a checkout that a journal needs too. Reads the package."""

from pathlib import Path

# Links, so that a wheel holds what they lead to: what is installed has no checkout above it.
FOLDER = Path(__file__).parent / "data"


def package_file(name: str) -> bytes:
    """Return the file `name`, such as `build.py`, as it was when this package was made."""
    return (FOLDER / name).read_bytes()
