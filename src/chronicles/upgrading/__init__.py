"""Takes a journal to another version of the generator that it carries along, or one of its packages."""
