#!/usr/bin/env python
"""The door to every command of the project: `python manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line


def main():
    """Point Django at our settings, then run the command typed in the terminal."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
