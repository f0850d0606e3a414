"""The folder of a `sitecustomize` that reaches every Python that a page starts: it is on their PYTHONPATH."""
