"""What is settled in an output before a page shows it."""

import pytest

from chronicles.proof.transcripts.rules import settled

FOLDER = "/tmp/chronicles-run-x/project"
PYTEST = f"""============================= test session starts ==============================
platform linux -- Python 3.11.7, pytest-9.2.0, pluggy-1.7.0 -- /home/ada/shop/.venv/bin/python
cachedir: .pytest_cache
rootdir: {FOLDER}
configfile: pyproject.toml
testpaths: tests
plugins: anyio-4.12.0, cov-7.0
collected 1 item

tests/test_cart.py E
ImportError while importing test module '{FOLDER}/tests/test_cart.py'.
/home/ada/.pyenv/versions/3.11.7/lib/python3.11/importlib/__init__.py:126: in import_module
../../home/ada/shop/.venv/lib/python3.11/site-packages/_pytest/python.py:507
  /opt/py/lib/python3.13t/site-packages/flask/app.py:12: DeprecationWarning: old
"""
SETTLED = """============================= test session starts ==============================
platform … -- Python …, pytest-…, pluggy-…
cachedir: .pytest_cache
rootdir: ~/project
configfile: pyproject.toml
testpaths: tests
collected 1 item

tests/test_cart.py E
ImportError while importing test module '~/project/tests/test_cart.py'.
…/importlib/__init__.py:126: in import_module
…/_pytest/python.py:507
  …/flask/app.py:12: DeprecationWarning: old"""


def test_of_pytests_output_nothing_is_of_the_machine() -> None:
    assert settled(PYTEST, FOLDER) == SETTLED.split("\n")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("/home/ada/.venv/bin/python: No module named pytest", "python: No module named pytest"),
        ("/usr/bin/python3.12: can't open file 'a.py'", "python: can't open file 'a.py'"),
        ("('/usr/lib/python3/dist-packages/a.py', 3)", "('…/a.py', 3)"),
        ("see /usr/bin/python3: it is there", "see /usr/bin/python3: it is there"),
        ("plugins: [search]", "plugins: [search]"),
        ("https://example.org/python3.11/a", "https://example.org/python3.11/a"),
        ("src/site-packages/a.py", "src/site-packages/a.py"),
    ],
)
def test_python_and_its_packages_have_no_place(said: str, shown: str) -> None:
    assert settled(said, FOLDER) == [shown]
