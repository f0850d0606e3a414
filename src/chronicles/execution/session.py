"""The conversation with a host: what is ordered for a scene, and the takes that its reports make."""

from pathlib import Path
from signal import Signals
from typing import Any

from chronicles.execution.databases import COMMANDS, Databases
from chronicles.execution.script_runs import Database, Part, Scene, Take
from chronicles.execution.worker import Host, Lost
from chronicles.sandbox import Limits

Message = dict[str, Any]
MANAGE = "manage.py"
GIGABYTE = 1 << 30
LEFT = "left a process running, which was ended"


class Failed(Exception):
    """A state cannot be set up, in words."""


class Session:
    """One host, from its start until it is lost or no longer needed."""

    def __init__(self, host: Host, databases: Databases, limits: Limits) -> None:
        self._host = host
        self._databases = databases
        self._limits = limits
        self._trouble = ""
        self.is_lost = False

    @property
    def folder(self) -> str:
        """Where the project lies, as its output may say."""
        return str(self._host.program.folder)

    def begin(self) -> None:
        """Wait until the host is ready; raises `Failed` where it never is."""
        try:
            report = self._host.report()
        except Lost as lost:
            raise Failed(f"the project does not start: it {lost}") from None
        if report.get("status"):
            self._trouble = f"Django does not start: {_last_line(report)}"

    def play(self, scene: Scene, cues: list[Message], pack: str = "") -> tuple[Take, ...]:
        """Play a scene; where its database cannot be had, its first take says why.

        `pack` is the database of the state before, for a scene that begins with it.
        """
        try:
            pack = pack if scene.database == "before" else self.pack(scene.database, scene)
            if self._trouble and any(cue["kind"] == "http" for cue in cues):
                raise Failed(self._trouble)
        except Failed as failed:
            return (Take((), str(failed)),)
        self._host.order("play", clock=scene.clock.timestamp(), pack=pack, cues=cues)
        takes: list[Take] = []
        parts: list[Part] = []
        try:
            self._listen(takes, parts, len(cues))
        except Lost as lost:
            self.is_lost = True
            takes.append(Take(tuple(parts), str(lost)))
        return tuple(takes)

    def _listen(self, takes: list[Take], parts: list[Part], expected: int) -> None:
        """Turn the reports on a scene into takes, until it is over."""
        while (report := self._host.report()).get("is") != "over":
            match report.get("is"):
                case "part":
                    parts.append(_part(report))
                case "cue":
                    takes.append(Take(tuple(parts)))
                    parts.clear()
                    self._host.allow()
                case _:
                    takes.append(Take(tuple(parts), self._words(str(report.get("why")))))
                    parts.clear()
        is_stopped = bool(takes and takes[-1].stopped)
        if len(takes) < expected and not is_stopped:
            takes.append(Take(tuple(parts), _how_it_ended(report.get("status"))))
        elif report.get("left") and not is_stopped and takes:
            takes[-1] = Take(takes[-1].parts, LEFT)

    def pack(self, database: Database, scene: Scene) -> str:
        """Return the path of the pack that a scene starts with; it is made where it is not there."""
        if database == "none" or not Path(self.folder, MANAGE).is_file():
            return ""
        path = self._databases.path(database, scene)
        if why := self._databases.failed.get(path):  # it would for the next page, too
            raise Failed(why)
        if not self._databases.is_there(path):
            if self._trouble:
                raise Failed(self._trouble)
            before, words = COMMANDS[database]
            try:
                self._prepare(path, self.pack(before, scene), words, scene)
            except Failed as failed:
                self._databases.failed[path] = str(failed)
                raise
        return str(path)

    def _prepare(self, path: Path, before: str, words: tuple[str, ...], scene: Scene) -> None:
        made = self._host.program.scratch / "tmp" / "made.pack"
        clock = scene.clock.timestamp()
        self._host.order("prepare", clock=clock, pack=before, words=words, to=str(made))
        prepared: Message = {}
        try:
            while (report := self._host.report()).get("is") != "over":
                prepared = report
        except Lost as lost:
            self.is_lost = True
            raise Failed(f"'python manage.py {words[0]}' {lost}") from None
        if prepared.get("status") != 0:
            raise Failed(f"'python manage.py {words[0]}' fails: {_last_line(prepared)}")
        if not self._databases.keep(made, path, self._limits.disk):
            raise Failed(f"'python manage.py {words[0]}' makes no file in the project")

    def _words(self, why: str) -> str:
        """Say why a page stopped itself."""
        memory = f"ended by its memory limit of {self._limits.memory / GIGABYTE:g} GB"
        return {"memory": memory, "left": LEFT}.get(why, why)


def _part(report: Message) -> Part:
    try:
        return Part(str(report["output"]), int(report["status"]), tuple(map(str, report.get("queries", ()))))
    except (KeyError, TypeError, ValueError):
        raise Lost("wrote into what reports on it") from None


def _how_it_ended(status: object) -> str:
    """Say how the process of a page ended, which should have gone on."""
    if isinstance(status, int) and status < 0:
        return f"ended the process that it ran in (signal {Signals(-status).name})"
    return f"ended the process that it ran in (exit status {status})"


def _last_line(report: Message) -> str:
    lines = [line for line in str(report.get("output")).splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it says nothing"
