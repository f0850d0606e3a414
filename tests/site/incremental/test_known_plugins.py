"""Plugins that others have written: known ones let a build take from the one before, and it is right to."""

from pathlib import Path

from .edits import CONFIG, FILES, FIRST, HOME, POSTS, Chain, commit, holds, journal, replace, together, write

PLUGINS = """  - glightbox
  - minify: {minify_html: true, minify_css: true, minify_js: true, css_files: [own.css], js_files: [own.js]}
  - redirects: {redirect_maps: {old.md: about.md}}
  - macros: {include_dir: parts}
"""
# The pages that are no files have no history: to the plugin, they are from just now, at every build.
GIT_DATES = """  - git-revision-date-localized:
      enable_parallel_processing: false
      exclude: [code/*, tags/*, journal/posts/2025*, third-*.md, journal/*/2025*, journal/category/*]
"""
LATER = "2025-09-30 12:00:00 +0000"
USED = "extra_css: [own.css]\nextra_javascript: [own.js]\nextra: {who: Ada}\n"
KNOWN: Chain = {
    "nothing": (lambda root: None, HOME),
    "a picture that can be enlarged": (replace(f"{POSTS}/second.md", "![a]", "![b]"), None),
    "none of a page": (replace(f"{POSTS}/second.md", "tags:", "glightbox: false\ntags:"), None),
    "an option of glightbox": (replace("mkdocs.yml", "- glightbox", "- glightbox: {loop: true}"), None),
    "a style that is made smaller": (write("docs/own.css", "a {\n  color: blue;\n}\n"), HOME),
    "a script that is made smaller": (write("docs/own.js", "let a = 2;\n\nlet b;\n"), HOME),
    "names by what is in the files": (
        replace("mkdocs.yml", "minify: {", "minify: {cache_safe: true, "),
        None,
    ),
    "a style whose name changes with it": (write("docs/own.css", "a {\n  color: green;\n}\n"), None),
    "the page that another leads to": (
        together(
            write("docs/me.md", FILES["docs/about.md"]),
            write("docs/about.md", None),
            replace("mkdocs.yml", "old.md: about.md", "old.md: me.md"),
        ),
        None,
    ),
    "a variable of a macro": (replace("mkdocs.yml", "who: Ada", "who: Eve"), None),
    "what a macro includes": (write("parts/part.md", "Another part.\n"), HOME | {"plain.md"}),
}
COMMITS: Chain = {
    "nothing": (lambda root: None, HOME),
    "a commit": (commit, None),
    "a page of which another commit is the last": (
        together(replace(FIRST, "After.", "After all."), lambda root: commit(root, LATER)),
        None,
    ),
    "a page that shows its date": (
        together(write("docs/dated.md", "# Dated\n\n{{ git_revision_date_localized }}\n"), commit),
        None,
    ),
}


def test_an_edit_with_plugins_that_change_text_pages_and_files(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": CONFIG.replace("  - chronicles:", f"{PLUGINS}  - chronicles:") + USED,
        "docs/own.css": "a {\n  color: red;\n}\n",
        "docs/own.js": "let a = 1;\n",
        "docs/plain.md": "# Plain\n\n{{ who }} {% include 'part.md' %}\n",
        "parts/part.md": "A part.\n",
    }
    holds(journal(tmp_path, files), KNOWN)


def test_a_commit_with_dates_from_git(tmp_path: Path) -> None:
    config = CONFIG.replace("  - chronicles:", f"{GIT_DATES}  - chronicles:")
    holds(journal(tmp_path, {"mkdocs.yml": config}), COMMITS)


def test_a_file_that_a_plugin_writes_again_stays_as_it_was_in_the_site_of_before(tmp_path: Path) -> None:
    """It is no link to that one, which would change with it, and has to be there if this build fails."""
    root = journal(tmp_path, {"docs/own.css": "a {\n  color: red;\n}\n"})
    (root / "kept.css").hardlink_to(root / "site/own.css")
    minify = "  - minify: {minify_css: true, css_files: [own.css]}\n"
    holds(
        root,
        {
            "a plugin": (replace("mkdocs.yml", "  - chronicles:", f"{minify}  - chronicles:"), None),
            "nothing": (lambda root: None, HOME),
        },
    )
    assert (root / "kept.css").read_text() == "a {\n  color: red;\n}\n"
