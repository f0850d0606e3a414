"""Chronicles: a learning journal whose code samples come from a real project."""
