"""The states of the guides: a series of patches, and the git repository that they make."""
