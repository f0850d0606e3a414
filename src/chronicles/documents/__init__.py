"""Markdown that belongs to no journal: what other generators and plain folders hold."""
