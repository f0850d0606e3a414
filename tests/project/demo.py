"""The demo project in a folder of its own: its commands, and a real server that shows it."""

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.project.keeper import Keeper, end
from tests.waiting import wait_for

DEMO_PROJECT = Path(__file__).resolve().parents[2] / "demo_project"
NOT_PART_OF_IT = shutil.ignore_patterns(".venv", "__pycache__", "db.sqlite3*", "staticfiles", ".env")
PATIENCE = 900  # seconds for one command; many at once are slow on a busy machine
DEMO_PASSWORD = "demo-password"

# What a server gets to know besides its database, and what the web server in front of it adds.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.production",
    "SECRET_KEY": "for-the-tests-only-" + "0123456789abcdefghij" * 2,
    "WEBHOOK_SECRET": "for-the-tests-only",
    "ALLOWED_HOSTS": "127.0.0.1",
    "BEHIND_PROXY": "1",
}
FROM_PROXY = {"X-Forwarded-Proto": "https"}


@dataclass(frozen=True)
class Run:
    """How a command ended, and what it said on both streams."""

    status: int
    output: str


@dataclass(frozen=True)
class Answer:
    """What a server has answered; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Demo:
    """A copy of the project, with a keeper that ends what it starts."""

    folder: Path
    keeper: Keeper

    def manage(self, *words: str, **environment: str) -> Run:
        return self.run(sys.executable, "manage.py", *words, **environment)

    def run(self, *command: str, **environment: str) -> Run:
        """Run a command in the project's folder with nothing in its environment but this."""
        with self._started(command, environment, stdout=subprocess.PIPE) as process:
            output, _ = process.communicate(timeout=PATIENCE)
        return Run(process.returncode, output)

    def prepare(self, url: str) -> None:
        """Make the tables of the database and fill them: with the settings that allow demo people."""
        for command in ("migrate", "seed"):
            self._succeed(command, DATABASE_URL=url)
        self._succeed("createcachetable", DATABASE_URL=url, **PRODUCTION)
        if not (self.folder / "staticfiles").exists():
            self._succeed("collectstatic", "--no-input", DATABASE_URL=url, **PRODUCTION)

    def shell(self, code: str, url: str) -> Any:
        """Run Python with the settings of the server and return what it prints, which is JSON."""
        done = self._succeed("shell", "--no-imports", "--command", code, DATABASE_URL=url, **PRODUCTION)
        return json.loads(done.output)

    def _succeed(self, *words: str, **environment: str) -> Run:
        done = self.manage(*words, **environment)
        assert done.status == 0, done.output
        return done

    def rates(self, rate: str) -> dict[str, str]:
        """Every rate that the settings take from the environment, set to this one."""
        return dict.fromkeys(self._names("THROTTLE"), rate)

    def no_limits(self) -> dict[str, str]:
        """What lets a test ask as often as it likes."""
        return self.rates("1000000/min") | dict.fromkeys(self._names("SIGN_IN_LIMIT"), "1000000")

    def _names(self, beginning: str) -> set[str]:
        settings = (self.folder / "config" / "settings.py").read_text("utf-8")
        names = set(re.findall(rf'"({beginning}\w*)"', settings))
        assert names, f"config/settings.py reads no {beginning} from the environment"
        return names

    @contextmanager
    def served(self, url: str, **environment: str) -> Iterator["Site"]:
        """Show the project with gunicorn and two workers, as on a server, at an address of its own."""
        log = self.folder.parent / f"{secrets.token_hex(4)}.log"
        with socket.create_server(("127.0.0.1", 0), backlog=256) as listener, log.open("wb") as output:
            where = ("--bind", f"fd://{listener.fileno()}", "--workers", "2")
            started = self._started(
                (sys.executable, "-m", "gunicorn", "config.wsgi", *where),
                PRODUCTION | {"DATABASE_URL": url} | environment,
                stdout=output,
                pass_fds=[listener.fileno()],
            )
            with started:
                yield Site(listener.getsockname()[1], log)

    @contextmanager
    def _started(
        self, command: tuple[str, ...], environment: Mapping[str, str], **more: Any
    ) -> Iterator[subprocess.Popen[str]]:
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environment},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
            **more,
        )
        self.keeper.tell("process", process.pid)
        try:
            with process:
                try:
                    yield process
                finally:
                    end(process.pid)
        finally:
            self.keeper.tell("ended", process.pid)


@dataclass(frozen=True)
class Site:
    """A running server, and the file with what it says."""

    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, data: Any = None, *, token: str = "", patience: float = 60
    ) -> Answer:
        """Ask for a page on a connection of its own; `data` is sent as JSON."""
        headers = dict(FROM_PROXY)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if data is not None:
            headers["Content-Type"] = "application/json"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request(method, path, None if data is None else json.dumps(data), headers)
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, fields, answer.read().decode("utf-8"))
        finally:
            connection.close()

    def sign_in(self, name: str, password: str = DEMO_PASSWORD) -> Answer:
        return self.ask("POST", "/api/auth/token/", {"username": name, "password": password})

    def workers(self) -> list[int]:
        """The processes that answer, once both are there."""

        def both() -> list[str]:
            found = re.findall(r"Booting worker with pid: (\d+)", self.said())
            return found if len(found) >= 2 else []

        return [int(process) for process in wait_for(both, "both workers are there")]

    @contextmanager
    def only(self, worker: int) -> Iterator[None]:
        """Let one worker answer, and the others stand still meanwhile."""
        others = [process for process in self.workers() if process != worker]
        for process in others:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in others:
                os.kill(process, signal.SIGCONT)

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")
