"""Builds a site clean, beside the one that took from earlier builds what it could, and compares them."""

import filecmp
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from chronicles.problems import Place, Problem
from chronicles.site.mkdocs.build import run_mkdocs
from chronicles.site.mkdocs.build_options import BuildOptions
from chronicles.site.mkdocs.config import of_config, opened
from chronicles.site.mkdocs.plugin import ChroniclesPlugin

MEND = "Delete the folder .chronicles, build again, and please report what you had changed."
KEPT = "demos"  # packs are named by the hash of all that is in them, and take minutes to make


def verify(root: Path, options: BuildOptions) -> list[Problem]:
    """Return a problem for each file of the site that a build without anything of before makes otherwise.

    Nothing is changed: neither the site nor what builds keep. Raises as a build does.
    """
    with opened(root) as config:
        settings, site = of_config(config), Path(config.site_dir)
        with TemporaryDirectory(dir=settings.cache, prefix="verify-") as folder:
            plugin = cast(ChroniclesPlugin, config.plugins["chronicles"])
            plugin.options = replace(options, incremental=False)
            clean, store = Path(folder, "site"), Path(folder, "store")
            clean.mkdir()
            _link_packs(settings.store.path(KEPT), store / KEPT)
            config.site_dir, config.strict = str(clean), False
            plugin.store_folder, plugin.stamps = store, None
            try:
                found = run_mkdocs(config, plugin)
            finally:
                plugin.store_folder = None  # MkDocs uses it again for the next build of this process
            if found:
                return sorted(set(found))
            shown = settings.shown(site)
            return [_problem(f"{shown}/{name}", what) for name, what in sorted(_differences(site, clean))]


def _differences(site: Path, clean: Path) -> Iterator[tuple[str, str]]:
    mine, theirs = _files(site), _files(clean)
    for name in mine ^ theirs:
        yield name, "is not there" if name in theirs else "is there"
    for name in mine & theirs:
        if not filecmp.cmp(site / name, clean / name, shallow=False):
            yield name, "has other bytes"


def _problem(path: str, what: str) -> Problem:
    wrong = {
        "is not there": "a clean build has this file, and this build has not",
        "is there": "this build has this file, and a clean build has not",
        "has other bytes": "a clean build gives other bytes",
    }
    return Problem(Place(path), wrong[what], MEND)


def _files(folder: Path) -> set[str]:
    found = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix() for path in found}


def _link_packs(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=os.link)
