"""Builds the site, or finds that there is nothing to build before it imports what builds it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from chronicles.site.build_recorder import BuildRecorder
from chronicles.site.build_step import BuildStep, Tell, both, tell_nobody
from chronicles.site.built import Built
from chronicles.site.last_build import SeenInputs, last_build


def build_site(
    root: Path,
    waiting: Callable[[], None] = lambda: None,
    as_of: date | None = None,
    *,
    live: bool = True,
    tell: Tell = tell_nobody,
    recorder: BuildRecorder | None = None,
) -> Built:
    """Build the journal in `root` if anything has changed since it was built last.

    `waiting` is called where another build is under way. Scheduled entries are published up to the day
    `as_of`; `live` is whether it may have live demos. `tell` hears how far the build is, and a
    `recorder` measures it. Raises `Unusable` and `OSError` as the build itself does.
    """
    options = f"as of {as_of}, live {live}"
    if recorder:
        tell = both(recorder.hear, tell)
    tell(BuildStep("looking for changes"))
    if last := last_build(root, options):
        return Built(last.site, last.pages, reused=last.finished, is_unchanged=True)
    inputs = SeenInputs.now(root, options)
    tell(BuildStep("loading MkDocs and mkdocs.yml"))
    from chronicles.site.mkdocs.build import build  # half a second, where nothing changed
    from chronicles.site.mkdocs.build_options import BuildOptions

    return build(root, waiting, BuildOptions(as_of, live, tell=tell, recorder=recorder), inputs=inputs)
