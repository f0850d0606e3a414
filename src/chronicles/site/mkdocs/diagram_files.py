"""The script that draws the diagrams of a site: a file of the site, where a page has a diagram."""

from collections.abc import Iterable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from pymdownx.superfences import fence_code_format

from chronicles.live.mermaid import find_mermaid, read_mermaid_lock
from chronicles.live.npm_archives import ArchiveMissing
from chronicles.pages.reading import Reading

LANGUAGE = "mermaid"
SIGN = 'class="mermaid"'


def draw_fences(names: Sequence[str], configs: MutableMapping[str, Any]) -> None:
    """Let fences of Mermaid become diagrams, unless the settings have a fence of that name.

    `names` are the extensions of pages, `configs` the `mdx_configs` of MkDocs.
    """
    extension = "pymdownx.superfences"
    if extension in names:
        fences = configs.setdefault(extension, {}).setdefault("custom_fences", [])
        if not any(fence.get("name") == LANGUAGE for fence in fences):
            drawn = {"name": LANGUAGE, "class": LANGUAGE, "format": fence_code_format}
            configs[extension]["custom_fences"] = [*fences, drawn]


def add_diagrams(
    files: Files, config: MkDocsConfig, readings: Iterable[Reading], cache: Path
) -> tuple[str, list[str]]:
    """Add the script to the files of a site whose pages have diagrams.

    Returns its path, `""` without a diagram and where it cannot be had, and that in words. What is fetched is
    kept in `cache`.
    """
    if config.theme.name != "material" or not any(map(_has_diagram, readings)):
        return "", []
    lock = read_mermaid_lock()
    try:
        path = find_mermaid(cache, lock)
    except ArchiveMissing as missing:
        return "", [f"The diagrams of pages stand there in words, since Mermaid cannot be had: {missing}."]
    uri = f"assets/mermaid-{lock.version}.js"
    files.append(File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED))
    return uri, []


def _has_diagram(reading: Reading) -> bool:
    return SIGN in reading.page.text or any(code.header.language == LANGUAGE for code in reading.code)
