"""The index of the search: what pages say, in files of which a reader fetches only what a search needs."""
