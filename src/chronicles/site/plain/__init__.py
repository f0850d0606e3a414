"""The site as plain Markdown that any engine shows, and GitHub: values in, Markdown out."""
