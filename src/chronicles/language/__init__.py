"""The language that a site is read in: its name, its direction, and our own words in it."""
