"""Begins a journal for somebody else: what it consists of, and the generator that it is pinned to."""
