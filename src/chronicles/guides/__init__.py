"""The guides: their outline, and the series of patches that makes the state of each step."""
