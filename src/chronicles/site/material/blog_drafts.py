"""Lets Material's blog show the drafts of its author."""

from mkdocs.config.defaults import MkDocsConfig


def show_drafts(config: MkDocsConfig) -> None:
    """Let each blog show what is called a draft, or has its day still to come, whatever its settings say."""
    for name, plugin in config.plugins.items():
        if name.startswith("material/blog"):
            plugin.config.draft = True
