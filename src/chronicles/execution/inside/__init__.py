"""What runs the pages of one state, confined, in the state's folder: Django is imported once, and forked.

It is loaded by its path, without the rest of Chronicles, which the sandbox does not show it; so its modules
import each other relatively, and of others only the standard library and the project's own Django.
"""
