"""What git says, read: why it stopped, and what it advises, both whole."""

import pytest

from chronicles.git.messages import GitMessage, read_message

NOBODY = """fatal: detected dubious ownership in repository at '/srv/my journal'
'/srv/my journal' is owned by:
\t'ada' (1000)
but the current user is:
\t'root' (0)
To add an exception for this directory, call:

\tgit config --global --add safe.directory '/srv/my journal'
"""
SAID = [
    ("", GitMessage("git gives no reason")),
    ("fatal: bad object HEAD\n", GitMessage("bad object HEAD")),
    ("No space left on device", GitMessage("No space left on device")),
    (
        NOBODY,
        GitMessage(
            "detected dubious ownership in repository at '/srv/my journal'",
            "'/srv/my journal' is owned by: 'ada' (1000) but the current user is: 'root' (0) "
            "To add an exception for this directory, call: "
            "git config --global --add safe.directory '/srv/my journal'",
        ),
    ),
    (
        "error: open(\"a\"): Permission denied\nerror: unable to index file 'a'\nfatal: adding failed\n",
        GitMessage("open(\"a\"): Permission denied; unable to index file 'a'; adding failed"),
    ),
    (
        "warning: unable to access 'x': Permission denied\nfatal: cannot\nhint: Wait.\nhint:\nhint: Do.",
        GitMessage("cannot; unable to access 'x': Permission denied", "Wait. Do."),
    ),
    ("Rebasing (1/2)\rAuto-merging a\nfatal: it stops\n", GitMessage("it stops")),
]


@pytest.mark.parametrize(("said", "message"), SAID)
def test_reason_and_advice(said: str, message: GitMessage) -> None:
    assert read_message(said) == message == read_message(said.encode())


def test_gits_own_advice_stands_for_ours() -> None:
    refused = [
        read_message(said).refused("git cannot", "Mend it.") for said in ("fatal: a\nhint: b", "fatal: a")
    ]
    assert [(one.message, one.mend) for one in refused] == [
        ("git cannot: a", "b"),
        ("git cannot: a", "Mend it."),
    ]
