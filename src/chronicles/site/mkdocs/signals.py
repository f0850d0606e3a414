"""The feeds of goals and of lost proofs of a site whose settings MkDocs has loaded."""

from dataclasses import replace
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from chronicles.site.features.evidence_links import on_site
from chronicles.site.features.feed_formats import Feed, FeedAuthor
from chronicles.site.features.signal_feeds import SignalFeeds
from chronicles.site.features.site_content import SiteContent
from chronicles.workspace.settings import Settings


def signals(config: MkDocsConfig, files: Files, content: SiteContent, settings: Settings) -> list[Feed]:
    """Return the feeds that have something in them; none without goals, or without an address of the site.

    One of a part that the journal keeps to itself is not there, and without `evidence` no goal has links.
    """
    context, site = content.evidence, str(config.site_url or "")
    uri = context.reading.page.path.removeprefix(f"{context.docs}/") if context else ""
    page = file.page if (file := files.get_file_from_path(uri)) else None
    if context is None or page is None or not site:
        return []
    urls = {one.src_uri: one.url for one in files}
    links = {one: urljoin(site, "".join(link)) for one, link in on_site(context, urls).items()}
    hidden = settings.unshared
    name, author = str(config.site_name or ""), str(config.site_author or "")
    goals = content.record.goals
    if "evidence" in hidden:
        goals = tuple(replace(one, goal=replace(one.goal, evidence=())) for one in goals)
    made = SignalFeeds(
        name,
        FeedAuthor((author if "author" not in hidden else "") or name, site),
        settings.zone,
        page.canonical_url or site,
        uri,
        links,
        content.words,
    )
    feeds = {"goals": made.goals(goals), "proofs": made.lost(content.lost)}
    return [feed for part, feed in feeds.items() if feed.items and part not in hidden]
