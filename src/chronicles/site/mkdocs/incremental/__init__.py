"""Builds only what has changed: what pages became before is kept by all that it depends on."""
