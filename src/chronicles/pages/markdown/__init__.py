"""All that knows Python-Markdown: the blocks of a page, found by the engine that renders them."""
