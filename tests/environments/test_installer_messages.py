"""What installers say, as they said it, and what a person reads."""

import pytest

from chronicles.environments.installer_messages import installer_refusal

WANTED = ("flask", "greeting>3")
OFFLINE = (
    "these packages could not be had, since no package index could be reached: flask, greeting>3",
    "Go online, or mend the package index or proxy in your settings, and run 'python3 build.py check' again.",
)
UNFIT = (
    "Mend its name or version in the requirements. Of a package that has only its source, no code is run "
    "here: build a wheel of it, name its folder in PIP_FIND_LINKS (UV_FIND_LINKS), and run "
    "'python3 build.py check' again."
)
UNSOLVED = "error: No solution found when resolving dependencies\n  cause: "


def unfit(name: str, why: str) -> tuple[str, str]:
    return f"there is no wheel of {name} that fits this Python and all that is required: {why}", UNFIT


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "WARNING: Retrying (Retry(total=0)) broken by 'NewConnectionError('...')': /simple/\n"
            "ERROR: Could not find a version that satisfies the requirement flask (from versions: none)\n",
            OFFLINE,
        ),
        (
            "error: Failed to fetch: http://127.0.0.1:9/simple/flask/\n  cause: client error (Connect)\n",
            OFFLINE,
        ),
        (
            f"{UNSOLVED}Because flask was not found in the cache and you require flask, …\n\n"
            "hint: Packages were unavailable because the network was disabled. …\n",
            OFFLINE,
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement greeting>3 (from versions: 1.0)\n"
            "ERROR: No matching distribution found for greeting>3\n",
            unfit(
                "greeting",
                "Could not find a version that satisfies the requirement greeting>3 (from versions: 1.0)",
            ),
        ),
        (
            f"{UNSOLVED}Because only greeting<=1.0.1 is available and you require greeting>3, …\n",
            unfit("greeting", "Because only greeting<=1.0.1 is available and you require greeting>3, …"),
        ),
        (
            f"{UNSOLVED}Because all versions of flask have no usable wheels and you require flask, …\n\n"
            "hint: Wheels are required for `flask` because building from source is disabled\n",
            unfit("flask", "Because all versions of flask have no usable wheels and you require flask, …"),
        ),
        (
            "ERROR: Cannot install flask==1 and greeting==4 because these package versions have conflicting "
            "dependencies.\nERROR: ResolutionImpossible: for help visit …\n",
            (
                "the packages flask, greeting>3 could not be installed: Cannot install flask==1 and "
                "greeting==4 because these package versions have conflicting dependencies.",
                "Mend that, and run 'python3 build.py check' again.",
            ),
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n",
            (
                "there is no room on the disk for flask, greeting>3",
                "Make room, and run 'python3 build.py check' again.",
            ),
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n",
            (
                "a package is not the one that environments.lock has the hash of, of flask, greeting>3",
                "Ask who runs the package index; to trust it, delete environments.lock and run "
                "'python3 build.py check' again.",
            ),
        ),
        (
            "",
            (
                "the packages flask, greeting>3 could not be installed: it gives no reason",
                "Mend that, and run 'python3 build.py check' again.",
            ),
        ),
    ],
)
def test_what_an_installer_says_becomes_what_is_wrong_and_how_to_mend_it(
    said: str, told: tuple[str, str]
) -> None:
    refused = installer_refusal(said, WANTED)
    assert (refused.message, refused.mend) == told
