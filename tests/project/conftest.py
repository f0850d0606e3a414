"""What the tests of the demo project share: a copy of it, and databases that are dropped afterwards."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.demo import DEMO_PROJECT, NOT_PART_OF_IT, Demo
from tests.project.keeper import Keeper
from tests.project.servers import SERVERS


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper() as keeper:
        yield keeper


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy") / "demo_project"
    return shutil.copytree(DEMO_PROJECT, folder, ignore=NOT_PART_OF_IT)


@pytest.fixture
def demo(copy: Path, keeper: Keeper) -> Demo:
    return Demo(copy, keeper)


def need(server: str) -> None:
    """Skip the test if there is no such server; where everything has to be tried, let it fail."""
    if trouble := SERVERS[server].trouble():
        pytest.fail(trouble) if os.environ.get("CI") == "true" else pytest.skip(trouble)


@pytest.fixture
def postgresql(keeper: Keeper) -> str:
    """The URL of an empty database in PostgreSQL."""
    need("postgresql")
    return keeper.database("postgresql")


@pytest.fixture
def mariadb(keeper: Keeper) -> str:
    """The URL of an empty database in MariaDB."""
    need("mariadb")
    return keeper.database("mariadb")


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The URL of a database in a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'db.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, in each of the three."""
    url: str = request.getfixturevalue(request.param)
    return url
