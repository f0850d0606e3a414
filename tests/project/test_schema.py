"""What the API says about itself is true: made-up requests find no answer that it did not announce."""

import re
import sys
from pathlib import Path

import pytest

from tests.project.demo import FROM_PROXY, Demo

pytestmark = pytest.mark.slow


def test_the_schema_is_valid_and_nothing_in_it_is_guessed(demo: Demo, tmp_path: Path) -> None:
    done = demo.manage("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))
    assert (done.status, done.output) == (0, "")


def test_every_answer_is_one_that_the_schema_names(demo: Demo, postgresql: str) -> None:
    demo.prepare(postgresql)
    with demo.served(postgresql, **demo.no_limits()) as site:
        token = site.sign_in("demo").json["access"]
        headers = FROM_PROXY | {"Authorization": f"Bearer {token}"}
        done = demo.run(
            *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{site.address}/api/schema/"),
            *(word for name, value in headers.items() for word in ("--header", f"{name}: {value}")),
            *("--checks", "all", "--max-examples", "5", "--seed", "1"),
            *(
                "--workers",
                "1",
            ),  # in 3.11, two threads that parse at once can fail (SystemError in ast.parse)
            *("--no-color", "--generation-database", "none", "--continue-on-failure"),
        )
        assert done.status == 0, f"{done.output}\n{site.said()[-5000:]}"
    cases = re.search(r"(\d+) generated", done.output)
    assert cases and int(cases[1]) >= 1000, done.output
