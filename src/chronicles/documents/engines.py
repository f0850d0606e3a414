"""Which generator a folder of pages belongs to, by the files that it is set up with."""

from pathlib import Path

from chronicles.disk.paths import followed, is_file, is_there
from chronicles.documents.written_forms import Form

# The files by which each engine knows its site, and the form that it shows as it showed the block before.
# MkDocs: "Configuration"; Zensical: "Basics"; Docusaurus: "Configuration"; Astro: "Configuring Astro"; Hugo:
# "Configure Hugo"; Quarto: "Project Basics"; Sphinx: "Configuration".
ENGINES: tuple[tuple[str, tuple[str, ...], Form], ...] = (
    ("MkDocs", ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml"), "braces"),
    ("Zensical", ("zensical.toml",), "braces"),
    ("Docusaurus", tuple(f"docusaurus.config.{end}" for end in ("js", "ts", "mjs", "cjs")), "words"),
    ("Astro", tuple(f"astro.config.{end}" for end in ("mjs", "ts", "js", "mts")), "words"),
    ("Hugo", ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"), "braces"),
    ("Quarto", ("_quarto.yml", "_quarto.yaml"), "braces"),
    ("Sphinx", ("conf.py",), "comment"),
)
SUPERFENCES = "superfences"


def form_for(page: Path) -> Form:
    """Return the form that suits the engine of a page: a comment, where none is known. Touches the disk."""
    for folder in followed(page).parents:
        for engine, names, form in ENGINES:
            if setup := next((folder / name for name in names if is_file(folder / name)), None):
                return "comment" if engine == "MkDocs" and not _has_superfences(setup) else form
        if is_there(folder / ".git"):
            break
    return "comment"


def _has_superfences(setup: Path) -> bool:
    """Whether MkDocs reads braces: as it comes, it takes a fence that has any for text."""
    try:
        return SUPERFENCES in setup.read_text("utf-8", "replace")
    except OSError:
        return False
