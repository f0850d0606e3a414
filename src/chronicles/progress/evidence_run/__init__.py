"""What runs the tests behind goals in the sandbox, beside the project, and notes what becomes of each.

It is copied into the project's folder, and knows nothing of Chronicles.
"""
