"""Lets MkDocs copy only the files that changed; the others are linked from the site of before."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

from chronicles.disk.cache import key
from chronicles.site.material.replacement import replaced
from chronicles.site.mkdocs.incremental.output_stamps import OutputStamps, stamp

Copy = Callable[..., None]


class CopiedFiles:
    """The files of the site of before that are no pages.

    The `rules` of the build count too: with other settings, a plugin may write into what was copied.
    """

    def __init__(self, stamps: OutputStamps, rules: str) -> None:
        self._stamps = stamps
        self._rules = rules

    def used(self) -> AbstractContextManager[None]:
        """Let MkDocs ask here for each file that it is about to copy."""

        def make(original: Copy) -> Copy:
            return lambda file, *options: self._copy(original, file, *options)

        return replaced(File, "copy_file", make)

    def _copy(self, original: Copy, file: Any, *options: Any) -> None:
        name = _key(file, self._rules)
        if name is None or not self._stamps.reuse(file.dest_uri, name):
            original(file, *options)
            self._stamps.made(file.dest_uri)


def _key(file: Any, rules: str) -> str | None:
    """The key of what a file is a copy of: its bytes, or how its source looks on the disk.

    When the disk last noted something of the source counts as well: its size and its time can be set back.
    """
    if file._content is not None:
        content = file._content
        return key("content", rules, content)
    path = file.abs_src_path
    seen = stamp(path) if path else None
    return None if seen is None else key("file", rules, path, repr(seen), str(Path(path).stat().st_ctime_ns))
