"""A Python console and a WSGI client with cookies, for the project that a page speaks of.

What `check` runs in the sandbox and what a reader runs in the browser go through these same modules, so
that *Run* cannot differ from *proven*. Both are shown nothing else of Chronicles, so this is a package of
its own: the standard library and, where the project has it, the project's Django.
"""
