"""The list of what was published, as it comes back from a target."""

import pytest

from chronicles.publishing.published_list import read_list, written_list
from tests.journals import refused

NONE = (
    "the file .chronicles-published there is not a list of what was published\n"
    "Publish to an empty place, or put the list of before back there."
)


def test_a_list_comes_back_as_it_was_written() -> None:
    names = frozenset({"index.html", "été/index.html", "a b.txt", ".well-known/x"})
    assert read_list(written_list(names)) == names
    assert written_list(names) == written_list(sorted(names))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"form": 2, "files": []}',
        b'{"form": 1, "files": [1]}',
        b'{"form": 1, "files": ["../x"]}',
        b'{"form": 1, "files": ["/x"]}',
        b'{"form": 1, "files": ["a//x"]}',
        b'{"form": 1, "files": ["a/./x"]}',
        b'{"form": 1, "files": [""]}',
        b'{"form": 1, "files": ["a/"]}',
    ],
)
def test_what_is_no_list_or_leads_out_of_the_folder_is_refused(data: bytes) -> None:
    assert refused(lambda: read_list(data)) == NONE
