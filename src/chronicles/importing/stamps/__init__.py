"""Stamps: the lines of a raw log that say on which day what follows was written."""
