"""The project as a ZIP file, which the reader can unpack and run elsewhere."""

import io
import zipfile
from pathlib import Path

LEFT_OUT = {"__pycache__"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file knows: the same files are the same bytes


def project_archive(root: str) -> bytes:
    """Return the files below the folder `root` as the bytes of a ZIP file, in a folder of its name."""
    top = Path(root)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in sorted(top.rglob("*")):
            inside = path.relative_to(top)
            if path.is_file() and not LEFT_OUT & set(inside.parts):
                about = zipfile.ZipInfo(f"{top.name}/{inside.as_posix()}", EPOCH)
                about.external_attr = 0o644 << 16  # else some programs unpack what nobody may read
                archive.writestr(about, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
