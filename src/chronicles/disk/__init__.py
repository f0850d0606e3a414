"""Files on the disk: reading, writing, caching, locking, and putting one folder in the place of another."""
