"""What differs between the Pythons that we promise, as tables: an input, and the one right value.

The default run tries them on the Python that runs; `chronicles.pythons`, which `test --all` starts, on each
other one that the machine has; and `tests/live/test_language.py` on the CPython 3.14 of the demos.
So no test here starts a process or asks for more than the packages of `requirements.txt` and pytest.
"""
