"""What a process does to itself before it becomes the program: it gives up all that it will not need.

Only the standard library, and little of it: this runs before each program, in a Python of its own.
"""
