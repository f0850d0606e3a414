"""The dates of entries as Material's blog has them: ours, since its own reader takes UTC for every zone."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Any

from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure.options import DateDict, PostDate
from mkdocs.config.defaults import MkDocsConfig

from chronicles.dates.instants import Moment, in_zone
from chronicles.pages.reading import Reading

Dates = Mapping[str, datetime]  # by what they are called below `date:`


def set_entry_dates(config: MkDocsConfig, entries: Mapping[str, Reading], zone: tzinfo) -> None:
    """Let the blog take the dates of its entries from `entries`, by their paths below `docs/`.

    Times are those of `zone`, and a day is the midnight in which it begins there: so lists are in order, and
    an entry of half past eleven at night is of that day. To be called before the blog makes its pages.
    """
    blog: Any = config.plugins.get("material/blog")
    if isinstance(blog, BlogPlugin):
        known = {uri: _zoned(entry.front_matter.values.get("date"), zone) for uri, entry in entries.items()}
        blog._resolve_post = partial(_post, blog, known)


def zoned_date(value: Any, zone: tzinfo) -> Any:
    """Return what stands at `date:` with its zone where it says a time, for templates; a day stays one."""
    if isinstance(value, Mapping):
        return {key: zoned_date(item, zone) for key, item in value.items()}
    return in_zone(value, zone) if isinstance(value, datetime) else value


def _zoned(value: Any, zone: tzinfo) -> Dates:
    said = value if isinstance(value, Mapping) else {"created": value}
    moments: Iterable[tuple[Any, Moment]] = (
        (name, moment) for name, moment in said.items() if isinstance(moment, date)
    )
    return {str(name): in_zone(moment, zone) for name, moment in moments}


def _post(blog: BlogPlugin, known: Mapping[str, Dates], file: Any, config: MkDocsConfig) -> Any:
    with _read_as(known.get(file.src_uri, {})):
        return BlogPlugin._resolve_post(blog, file, config)


@contextmanager
def _read_as(dates: Dates) -> Iterator[None]:
    """Let a post have these dates, whatever the blog would make of its words: it asks nobody else."""
    if "created" not in dates:
        yield
        return
    theirs = PostDate.pre_validation

    def ours(_: PostDate, config: Any, key_name: str) -> None:
        config[key_name] = DateDict(dict(dates))

    PostDate.pre_validation = ours
    try:
        yield
    finally:
        PostDate.pre_validation = theirs
