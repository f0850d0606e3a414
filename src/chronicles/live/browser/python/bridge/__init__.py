"""What runs in the reader's browser beside the project: between the worker and it.

The worker imports this package as `bridge` and calls `bridge.running_project.RunningProject`. Nothing here is
imported by the generator: it speaks the Python of Pyodide, and Django is the project's own, if it has any.
"""
