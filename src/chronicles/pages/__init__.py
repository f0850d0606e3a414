"""A page as text: front matter, blocks, addresses, asks, weaving. Pure."""
