"""Package indexes in a folder, with packages that never were."""

import io
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile


def wheel(name: str, version: str, needs: Iterable[str] = ()) -> bytes:
    """Return a wheel with nothing in it but what it says of itself."""
    about = [
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}",
        *(f"Requires-Dist: {one}" for one in needs),
    ]
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(about) + "\n\n")
    return stream.getvalue()


def index(folder: Path, files: Mapping[str, Mapping[str, bytes]]) -> str:
    """Write a simple index of files by their project, and return its address."""
    for project, content in files.items():
        place = folder / project
        place.mkdir(parents=True, exist_ok=True)
        links = []
        for name, data in content.items():
            (place / name).write_bytes(data)
            links.append(f'<a href="{name}#sha256={sha256(data).hexdigest()}">{name}</a>')
        (place / "index.html").write_text(f"<!DOCTYPE html><html><body>{''.join(links)}</body></html>")
    return folder.as_uri()


def digests(data: Sequence[bytes]) -> list[str]:
    """Return the hashes of files as a lock has them."""
    return sorted(sha256(one).hexdigest() for one in data)
