"""The feeds of goals and of lost proofs of a site whose settings MkDocs has loaded."""

from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from chronicles.site.features.evidence_links import on_site
from chronicles.site.features.feed_formats import Feed, FeedAuthor
from chronicles.site.features.signal_feeds import SignalFeeds
from chronicles.site.features.site_content import SiteContent


def signals(config: MkDocsConfig, files: Files, content: SiteContent, zone: ZoneInfo) -> list[Feed]:
    """Return the feeds that have something in them; none without goals, or without an address of the site."""
    context, site = content.evidence, str(config.site_url or "")
    uri = context.reading.page.path.removeprefix(f"{context.docs}/") if context else ""
    page = file.page if (file := files.get_file_from_path(uri)) else None
    if context is None or page is None or not site:
        return []
    urls = {one.src_uri: one.url for one in files}
    links = {one: urljoin(site, "".join(link)) for one, link in on_site(context, urls).items()}
    name, author = str(config.site_name or ""), str(config.site_author or "")
    made = SignalFeeds(
        name, FeedAuthor(author or name, site), zone, page.canonical_url or site, uri, links, content.words
    )
    return [feed for feed in (made.goals(content.record.goals), made.lost(content.lost)) if feed.items]
