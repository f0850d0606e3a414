"""All adapters that there are."""

from chronicles.site.material import (
    entry_excerpts,
    entry_yaml,
    highlighted_blocks,
    kept_dates,
    kept_engine,
    kept_menus,
    page_lists,
    reading_time,
    search_index,
    theme_listing,
)

ADAPTERS = (
    entry_excerpts.ADAPTER,
    entry_yaml.ADAPTER,
    highlighted_blocks.ADAPTER,
    kept_dates.ADAPTER,
    kept_engine.ADAPTER,
    kept_menus.ADAPTER,
    page_lists.ADAPTER,
    reading_time.ADAPTER,
    search_index.ADAPTER,
    theme_listing.ADAPTER,
)
