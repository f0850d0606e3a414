"""The journal: dated entries."""
