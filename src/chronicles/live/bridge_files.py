"""What runs beside a project in the page: the bridge, the client of `check`, and how answers are compared."""

from pathlib import Path

import chronicles_client

BROWSER = Path(__file__).parent / "browser"
PYTHON = BROWSER / "python"  # what runs there beside the project: the bridge
CLIENT = Path(chronicles_client.__file__).parent  # and the console and client that `check` has, too
BRIDGE = "/live"  # where the bridge is unpacked to
CHECKING = "checking"  # the folder beside it that has what tells whether an answer is the printed one
COMPARISON = tuple(
    f"chronicles/{name}.py"
    for name in (
        "__init__",
        "problems",
        "pages/__init__",
        "pages/transcripts",
        "proof/__init__",
        "proof/transcripts/__init__",
        "proof/transcripts/answer_difference",
        "proof/transcripts/ellipses",
        "proof/transcripts/json_patterns",
        "proof/transcripts/responses",
        "proof/transcripts/rules",
    )
)


def bridge_paths() -> dict[str, Path]:
    """Return the Python files of it, by their names in the bridge's folder."""
    files = {
        path.relative_to(folder.parent).as_posix(): path
        for folder in (PYTHON / "bridge", CLIENT)
        for path in sorted(folder.glob("**/*.py"))
    }
    top = Path(__file__).parents[2]
    return files | {f"{CHECKING}/{name}": top / name for name in COMPARISON}


def bridge_files() -> dict[str, bytes]:
    """Return what is in each of them, by the same names."""
    return {name: path.read_bytes() for name, path in bridge_paths().items()}
