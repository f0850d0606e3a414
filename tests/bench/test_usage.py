"""What a command takes is measured of it and of what it starts."""

import http.server
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from bench.peers.process_trees import ProcessTree
from bench.peers.servers import free_port, marked, page, saves
from bench.peers.usage import CAN_SAMPLE, Call, Failed, peak_memory, timed

# Works in a process of its own, and waits for it.
NESTED = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7))'], check=True)"
# Two processes with so much of their own each, until a line is written to the first.
HOLDING = """
import subprocess, sys
inner = "mine = bytearray(b'x') * 30_000_000; print(flush=True); input()"
child = subprocess.Popen([sys.executable, "-c", inner], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
mine = bytearray(b"x") * 30_000_000
print(flush=True)
input()
child.communicate(b"\\n")
"""
# Ends once there is a file of this name.
UNTIL_LOOKED_AT = """
import pathlib, time
while not pathlib.Path("looked").exists():
    time.sleep(0.01)
"""
# Serves a file as it is at each request, at the port that it is given.
SERVER = ("-m", "http.server")


def call(folder: Path, *words: str) -> Call:
    return Call([sys.executable, *words], folder, {"PATH": ""}, folder / "log")


def test_the_time_of_what_a_command_starts_counts(tmp_path: Path) -> None:
    alone, nested = timed(call(tmp_path, "-c", "")), timed(call(tmp_path, "-c", NESTED))
    assert 0 < alone.cpu < nested.cpu
    assert nested.wall > 0


def test_a_command_that_fails_says_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(Failed) as failed:
        timed(call(tmp_path, "-c", "raise SystemExit('no such theme')"))
    assert str(failed.value).endswith("ended with 1:\nno such theme")


@pytest.mark.skipif(not CAN_SAMPLE, reason="memory is read from /proc, which only Linux has")
def test_memory_is_the_sum_over_all_processes() -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLDING], **pipes) as process:
        assert process.stdout
        process.stdout.readline()
        tree = ProcessTree(process.pid)
        both, members = tree.memory(), len(tree.members())
        process.communicate(b"\n")
    assert members == 2
    assert 60e6 < both < 200e6
    assert tree.memory() == 0


def test_the_largest_memory_of_a_run_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = iter([5, 9, 7])

    def memory(_: ProcessTree) -> int:
        size = next(sizes, 0)
        if size == 7:
            (tmp_path / "looked").touch()
        return size

    monkeypatch.setattr(ProcessTree, "memory", memory)
    assert peak_memory(call(tmp_path, "-c", UNTIL_LOOKED_AT)) == 9


def test_a_save_is_waited_for_over_http(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text("# Post\n", "utf-8")
    port = free_port()
    words = [*SERVER, "--bind", "127.0.0.1", str(port)]
    took = saves(call(tmp_path, *words), port, "/post.md", lambda count: marked(post, f"word{count}x"), 2)
    assert len(took) == 2
    assert post.read_text("utf-8") == "# Post\n\nSeen again: word2x.\n"
    assert page(port, "/post.md") == b"", "the server has ended"


def test_a_server_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(Failed) as failed:
        saves(call(tmp_path, "-c", "print('the port is taken')"), free_port(), "/", str, 1)
    assert str(failed.value).endswith("ended with 0:\nthe port is taken")


def test_a_page_that_is_not_there_yet_is_no_page(tmp_path: Path) -> None:
    handler = http.server.BaseHTTPRequestHandler  # answers every GET with 501
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert page(server.server_port, "/") == b""
