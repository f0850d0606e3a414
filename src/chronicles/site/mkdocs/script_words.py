"""The words of our scripts as a file of the site, where it is not English."""

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from chronicles.language.site_words import SiteWords

URI = "assets/site-words.js"


def add_script_words(files: Files, words: SiteWords, config: MkDocsConfig) -> None:
    """Put the words before the script that says them; a site whose scripts are English does without it."""
    file = files.get_file_from_path(URI)
    if file is None or file.abs_src_path is None:
        return
    files.remove(file)
    if own := words.for_scripts:
        said = json.dumps(own, ensure_ascii=False, separators=(",", ":"))
        text = f"globalThis.chroniclesWords = {said};\n{Path(file.abs_src_path).read_text('utf-8')}"
        files.append(File.generated(config, URI, content=text, inclusion=InclusionLevel.INCLUDED))
