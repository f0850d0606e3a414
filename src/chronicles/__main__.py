"""`python -m chronicles` is the same program as `chronicles`."""

from chronicles.cli import main

main()
