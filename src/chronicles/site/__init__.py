"""The pages as a site: the only room that knows MkDocs."""
