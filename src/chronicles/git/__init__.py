"""Git: its commands, and the objects of a repository."""
