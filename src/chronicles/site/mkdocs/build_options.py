"""What a command says of a build."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chronicles.site.build_recorder import BuildRecorder
from chronicles.site.build_step import Tell, tell_nobody
from chronicles.site.mkdocs.made_site import MadeSite
from chronicles.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the command says of a build: the day until which entries are published, whether with demos.

    A trial is of a `workspace` that was read already. It ends, by `TrialEnded`, once every page was met:
    nothing is written. `tell` hears how far the build is, and a `recorder` measures it. One that is
    `incremental` takes what it can from the build before. A `preview` is put there instead of where the
    settings say, and is for the author alone: pages with problems are shown in it, and with `drafts` those
    that readers are not to see yet.
    """

    as_of: date | None = None
    live: bool = True
    trial: Workspace | None = None
    tell: Tell = tell_nobody
    incremental: bool = True
    preview: Path | None = None
    drafts: bool = False
    recorder: BuildRecorder | None = None
    keep: Callable[[MadeSite], None] | None = None


class TrialEnded(Exception):
    """All that a build finds wrong with pages is found, and no site is wanted."""
