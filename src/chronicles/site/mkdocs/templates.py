"""What templates show besides the pages: put into MkDocs' environment, and into pages that ask for it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url

from chronicles.git.last_changes import last_changes
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.problems import Problem
from chronicles.site.features import license_page
from chronicles.site.features.comments import replies
from chronicles.site.features.done_steps import show_ticks
from chronicles.site.features.entry_pages import Journal, complete, list_questions
from chronicles.site.features.evidence_links import on_site
from chronicles.site.features.feed_formats import Feed
from chronicles.site.features.feed_selection import Site, announced
from chronicles.site.features.guide_pages import introduce_guides
from chronicles.site.features.home import home
from chronicles.site.features.page_metadata import SiteMetadata, described
from chronicles.site.features.progress_pages import files_of, introduce, section_places
from chronicles.site.features.site_content import SiteContent
from chronicles.site.material.archive import introduce_years
from chronicles.site.material.blog_lists import older_entries
from chronicles.site.material.categories import categories
from chronicles.site.material.list_kinds import list_kinds
from chronicles.site.material.reading_time import reading_time
from chronicles.site.material.site_lists import SiteLists
from chronicles.site.material.tag_pages import introduce_tags
from chronicles.site.mkdocs.config import of_config
from chronicles.site.mkdocs.contents import add_to_contents
from chronicles.site.mkdocs.head_of_journal import journal_head
from chronicles.site.mkdocs.signals import signals
from chronicles.site.render.ids import apart, free_id_in
from chronicles.site.render.inline import inline
from chronicles.site.render.line_numbers import without_line_numbers
from chronicles.workspace.settings import GOALS

WORDS_PER_MINUTE = 265  # as Material counts entries where `mkdocs.yml` says nothing else


def introduce_site(
    env: Any,
    config: MkDocsConfig,
    files: Files,
    content: SiteContent,
    lists: SiteLists,
    *,
    has_cards: bool = False,
) -> tuple[Sequence[Feed], Sequence[Problem]]:
    """Give templates and pages what they show; return the feeds, and what is wrong with entries."""
    settings, guides, words = of_config(config), content.guides, content.words
    blog = config.plugins.get("material/blog")
    posts = blog.blog.posts if blog else []
    pages = {file.src_uri: file.page for file in files.documentation_pages()}
    readings = {content.published.uri(entry): entry for entry in content.published.entries}
    entries = {post.file.src_uri: post for post in posts}
    journal = Journal(entries, readings, get_relative_url, words, content.replied)
    shown, problems = complete(journal, guides, pages)
    feeds = _site(config, settings.zone, pages, words).feeds(posts, guides)
    feeds += signals(config, files, content, settings)
    introduce_filters(env, words)
    env.globals["chronicles"] = {
        **home(posts, pages, guides),
        "sections": content.record.sections,
        "section_places": section_places(pages.get(GOALS), content.record.sections),
        "steps": content.steps,
        "changes": content.changes,
        "pages": pages,
        "proven": content.proven,
        "files": {file.src_uri: file for file in files},
        **shown,
        **replies(settings.comments, posts, words),
        "feeds": partial(announced, feeds),
        "is_unlisted": not config.plugins["chronicles"].config.search_engines,
        "licenses": pages.get(license_page.URI),
    }
    list_questions(env, pages, get_relative_url)
    years = introduce_years(env, config, lists.years, add_to_contents, words.language)
    env.globals["chronicles"] |= {
        "years": years,
        "older": older_entries(config, years),
        "tag_urls": {name: file.url for name, file in lists.tags.files.items()},
        "metadata": _metadata(config, content, pages, list_kinds(config, lists), env, has_cards=has_cards),
    }
    introduce_tags(env, files, lists.tags, add_to_contents)
    introduce_guides(env, pages, guides, content.steps, get_relative_url, add_to_contents, words)
    show_ticks(env, pages, guides, get_relative_url, add_to_contents, words)
    _introduce_progress(env, config, files, content)
    return feeds, problems


def introduce_filters(env: Any, words: SiteWords = ENGLISH) -> None:
    """Give templates the filters that ours are written with, and what says our own words."""
    env.globals["say"] = words.say
    env.globals["has_own_words"] = bool(words.for_scripts)
    env.filters |= {"inline": inline, "apart": apart, "free_id": free_id_in, "described": described}
    env.filters["minutes"] = partial(reading_time, words_per_minute=WORDS_PER_MINUTE)
    env.filters["without_line_numbers"] = without_line_numbers
    env.filters.setdefault("date", words.day)  # the blog has its own, but not every site has a blog


def _site(config: MkDocsConfig, zone: ZoneInfo, pages: Mapping[str, Any], words: SiteWords) -> Site:
    texts = (config.site_name, config.site_description, config.site_author, config.site_url)
    name, description, author, url = (str(text or "") for text in texts)
    return Site(name, description, author, url, zone, pages, categories(config), words)


def _metadata(
    config: MkDocsConfig,
    content: SiteContent,
    pages: Mapping[str, Any],
    kinds: Mapping[str, str],
    env: Any,
    *,
    has_cards: bool,
) -> SiteMetadata:
    texts = (config.site_name, config.site_description, config.site_author, config.site_url)
    name, description, author, url = (str(text or "") for text in texts)
    settings, guides = of_config(config), env.globals["chronicles"]["guides"]
    days = last_changes(settings.docs, settings.store.part("days"))
    told = name, description, author, url, content.words, pages, kinds, content.steps, guides, days
    return SiteMetadata(*told, has_cards, content.changes)


def _introduce_progress(env: Any, config: MkDocsConfig, files: Files, content: SiteContent) -> None:
    """Show the record of the journal where pages ask for it, and publish it for other programs."""
    pages = {file.src_uri: file.page for file in files.documentation_pages()}
    addresses = {file.src_uri: file.url for file in files}
    links = on_site(content.evidence, addresses) if content.evidence else {}
    introduce(env, pages, content.record, links, get_relative_url, content.evidence, content.words)
    urls = {uri: page.url for uri, page in pages.items() if page}
    unshared = of_config(config).unshared
    for uri, data in files_of(content.record, urls, journal_head(config), unshared).items():
        files.append(File.generated(config, uri, content=data, inclusion=InclusionLevel.INCLUDED))
