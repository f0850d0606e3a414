"""Packages that nobody can add to a demo, and which commands would."""

FIXED = "The packages of a demo are those that the site has: none can be added."
FIXED_BY = ("pip", "ensurepip", "venv")
