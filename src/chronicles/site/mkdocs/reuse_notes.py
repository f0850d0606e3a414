"""Says of a build what took the place of parts of other packages, and why pages were not reused."""

from collections.abc import Sequence

from chronicles.site.build_recorder import BuildRecorder
from chronicles.site.material.known_adapters import ADAPTERS
from chronicles.site.mkdocs.incremental.incremental_build import REUSE, IncrementalBuild


def note_reuse(recorder: BuildRecorder, build: IncrementalBuild, unknown: Sequence[str]) -> None:
    """Note the adapters, and whether pages could be reused: not where parts of the site are `unknown`."""
    recorder.note(f"reuse of pages: {_reuse(build, unknown)}")
    for adapter in ADAPTERS:
        recorder.note(str(adapter))


def _reuse(build: IncrementalBuild, unknown: Sequence[str]) -> str:
    if reason := REUSE.reason:
        return f"off: {reason}"
    if unknown:
        return "off, for what is said above"
    if build.is_first:
        return "none: no build before had these settings, this theme and these packages"
    return "on"
