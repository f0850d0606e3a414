"""What a configuration that MkDocs has loaded says of the journal to other programs."""

from mkdocs.config.defaults import MkDocsConfig

from chronicles.progress.journal_head import JournalHead


def journal_head(config: MkDocsConfig) -> JournalHead:
    """Return its name, its author, its address and its language, English where the theme names none."""
    texts = (config.site_name, config.site_author, config.site_url)
    name, author, url = (str(text or "") for text in texts)
    return JournalHead(name, author, url, str(config.theme.get("language") or "en"))
