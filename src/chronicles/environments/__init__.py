"""From the requirements of a project's state to the Python that runs it, with those packages beside it."""
