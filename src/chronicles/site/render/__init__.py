"""Pages and code as HTML."""
