"""Nothing is left behind in the database servers, however a run ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.project.conftest import need
from tests.project.keeper import ROOT, Keeper
from tests.project.servers import LONGEST_RUN, SERVERS, Server, fresh_name
from tests.sizes import few
from tests.waiting import wait_for

# Makes a database in each server and a process, says so, and waits for its end.
HOLDER = """
import signal, subprocess, sys, time
from tests.project.keeper import Keeper
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored in the background
with Keeper() as keeper:
    urls = [keeper.database(server) for server in sys.argv[1:]]
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    keeper.tell("process", child.pid)
    print(child.pid, *urls, flush=True)
    time.sleep(600)
"""


@pytest.fixture(params=list(SERVERS))
def server(request: pytest.FixtureRequest) -> Server:
    need(request.param)
    return SERVERS[request.param]


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended and was not asked about yet does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    about = Path(f"/proc/{process}/stat")
    return not about.exists() or about.read_text("utf-8", "replace").rpartition(")")[2].split()[0] != "Z"


def test_a_database_is_there_while_it_is_needed_and_gone_afterwards(server: Server) -> None:
    kind = next(name for name, one in SERVERS.items() if one is server)
    with Keeper() as keeper:
        name = urlsplit(keeper.database(kind)).path[1:]
        server.create(f"test_{name}")  # as Django's test runner does, where it is killed
        assert {name, f"test_{name}"} <= set(server.names())
    assert not {name, f"test_{name}"} & set(server.names())


@pytest.mark.parametrize(
    "end", few([signal.SIGINT, signal.SIGTERM, signal.SIGKILL], 2), ids=lambda end: end.name
)
def test_nothing_is_left_of_a_run_that_is_stopped(end: signal.Signals) -> None:
    for name in SERVERS:
        need(name)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, *SERVERS],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout
        child, *urls = holder.stdout.readline().split()
        names = {url.rpartition("/")[2] for url in urls}
        assert len(names) == len(SERVERS)
        os.killpg(holder.pid, end)  # Ctrl-C reaches every process of the terminal as well
    wait_for(
        lambda: not any(names & set(server.names()) for server in SERVERS.values()), "no database is left"
    )
    wait_for(lambda: not alive(int(child)), "the process is ended")


def test_what_is_left_of_a_run_that_died_with_its_keeper_is_dropped_by_the_next(server: Server) -> None:
    kind = next(name for name, one in SERVERS.items() if one is server)
    forgotten, young = fresh_name(time.time() - LONGEST_RUN - 1), fresh_name(time.time() - LONGEST_RUN + 600)
    server.create(f"test_{forgotten}")
    server.create(young)
    try:
        with Keeper() as keeper:
            keeper.database(kind)
        assert young in server.names() and f"test_{forgotten}" not in server.names()
    finally:
        server.drop(young)
        server.drop(forgotten)


def test_a_server_that_is_not_there_is_named_with_what_helps_and_without_its_password(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = server.address.partition(":")[0]
    monkeypatch.setenv(server.variable, f"{scheme}://me:secret@127.0.0.1:9/x")
    trouble = server.trouble()
    assert "127.0.0.1:9" in trouble and "docker run" in trouble and "apt install" in trouble
    assert "secret" not in trouble
