"""A project that forbids frames is shown in one all the same, and keeps the rest of its policy."""

import pytest

from tests.live.bridge import module


@pytest.mark.parametrize(
    ("policy", "framed"),
    [
        ("default-src 'self'; frame-ancestors 'none'", "default-src 'self'"),
        ("Frame-Ancestors 'self';default-src 'none'", "default-src 'none'"),
        ("default-src 'self'; img-src data:", "default-src 'self'; img-src data:"),
        ("frame-ancestors 'none'", ""),
    ],
)
def test_only_what_it_says_of_frames_is_left_out(
    monkeypatch: pytest.MonkeyPatch, policy: str, framed: str
) -> None:
    assert module("project_server", monkeypatch).framed(policy) == framed
