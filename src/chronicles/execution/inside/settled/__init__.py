"""The folder of a `sitecustomize` that reaches every Python below the stage: it is on their PYTHONPATH."""
