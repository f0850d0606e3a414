"""`python -m chronicles`: what build.py starts."""

import sys

if __name__ == "__main__":
    try:
        from chronicles.cli import main

        main(prog_name="python3 build.py")
    except KeyboardInterrupt:  # before there was a command to stop
        sys.exit(130)
