"""The notices that bytecode leaves out."""

import pytest

from chronicles.licenses.source_notices import notices


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# Copyright 2001 Ada\n#\n# All rights.\nx = 1\n", "Copyright 2001 Ada\n\nAll rights."),
        (
            "x = 1\n\n    # Licensed under MIT\n    # (as is)\n",
            "Licensed under MIT\n(as is)",
        ),
        ("# SPDX-License-Identifier: MIT", "SPDX-License-Identifier: MIT"),
        ("#!/usr/bin/env python3\n# (c) Copyright Bob\r\nx = 1", "!/usr/bin/env python3\n(c) Copyright Bob"),
        ("# what a line does\nx = 1\n", ""),
        ('"""Copyright in a docstring, which stays."""\n', ""),
        ("x = 1  # Copyright behind code\n", ""),
        ("", ""),
    ],
)
def test_blocks_of_comments_that_speak_of_rights_are_kept(source: str, said: str) -> None:
    assert notices({"a.py": source.encode()}) == (said and f"a.py:\n\n{said}")


def test_a_block_of_several_files_stands_once() -> None:
    one, other = b"# Copyright Ada\n", b"# Copyright Bob\n"
    said = "a.py, c.py:\n\nCopyright Ada\n\nb.py:\n\nCopyright Bob"
    assert notices({"c.py": one, "b.py": other, "a.py": one}) == said


def test_bytes_that_are_no_text_are_no_error() -> None:
    assert notices({"a.py": b"# Copyright \xff\n"}) == "a.py:\n\nCopyright \ufffd"
