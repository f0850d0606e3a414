"""Plays scenes: a confined process for each state, a fork of it for each page. Starts processes."""

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from os import cpu_count
from pathlib import Path
from threading import Event

from chronicles.execution.command_lines import PROGRAMS
from chronicles.execution.databases import Databases
from chronicles.execution.protocol import script
from chronicles.execution.script_runs import NOT_RUN, Performance, Scene, Take
from chronicles.execution.session import Failed, Session
from chronicles.execution.worker import open_host
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Stored
from chronicles.problems import Refused
from chronicles.sandbox import Limits, stop_all

Files = Callable[[], Sequence[Stored]]
Tell = Callable[[Scene, bool], None]


@dataclass
class _Play:
    """What the threads of one call share."""

    states: Mapping[str, Files]
    cache: Path
    limits: Limits
    programs: Collection[str]
    tell: Tell
    takes: dict[Scene, tuple[Take, ...]] = field(default_factory=dict)
    folders: dict[Scene, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    is_over: Event = field(default_factory=Event)


def play(
    scenes: Sequence[Scene],
    states: Mapping[str, Files],
    cache: Path,
    limits: Limits,
    tell: Tell,
    programs: Collection[str] = PROGRAMS,
) -> Performance:
    """Play all scenes; `tell` hears of each when it begins and when it is over.

    `states` gives the files of each state, `cache` keeps the databases that they begin with. Whatever
    happens, also Ctrl-C, nothing that was started goes on, and no folder stays.
    """
    shared = _Play(states, cache / "databases", limits, programs, tell)
    by_state: dict[str, list[Scene]] = {}
    for scene in dict.fromkeys(scenes):
        by_state.setdefault(scene.state, []).append(scene)
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        futures = [pool.submit(_play_state, shared, state, asked) for state, asked in by_state.items()]
        try:
            for future in futures:
                future.result()
        except BaseException:
            _end(shared, futures)
            raise
    takes = {scene: shared.takes[scene] for scene in scenes if scene in shared.takes}
    return Performance(takes, shared.folders, shared.failed)


def _end(shared: _Play, futures: Sequence[Future[None]]) -> None:
    """End what runs; a process that was just being started is ended a moment later."""
    shared.is_over.set()
    for future in futures:
        future.cancel()
    while wait(futures, timeout=0.1).not_done:
        stop_all()


def _play_state(shared: _Play, state: str, scenes: list[Scene]) -> None:
    """Play the scenes of a state one after the other; a host that is lost is followed by another."""
    scenes = [scene for scene in scenes if not _is_refused(shared, scene)]
    if not scenes:
        return
    files = shared.states[state]()
    databases = Databases(shared.cache, files)
    while scenes and state not in shared.failed and not shared.is_over.is_set():
        with tempfile.TemporaryDirectory(prefix="chronicles-stage-", ignore_cleanup_errors=True) as scratch:
            folder = Path(scratch).resolve() / "project"
            write_files(files, folder)
            packs = _packs(shared, scenes)
            with open_host(folder, shared.limits, (databases.folder,)) as host:
                _play_on(shared, Session(host, databases, shared.limits), scenes, packs)


def _packs(shared: _Play, scenes: list[Scene]) -> dict[Scene, str]:
    """The databases that states before leave; a scene that cannot have its own leaves the list."""
    packs: dict[Scene, str] = {}
    for scene in [scene for scene in scenes if scene.database == "before"]:
        try:
            packs[scene] = _before(shared, scene)
        except Failed as failed:
            shared.takes[scene] = (Take((), str(failed)),)
            scenes.remove(scene)
    return packs


def _before(shared: _Play, scene: Scene) -> str:
    """The database that the state before leaves, made by that state's own code; none before the first."""
    if not scene.before:
        return ""
    files = shared.states[scene.before]()
    databases = Databases(shared.cache, files)
    kept = databases.path("empty", scene)
    if databases.is_there(kept):
        return str(kept)
    with tempfile.TemporaryDirectory(prefix="chronicles-stage-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch).resolve() / "project"
        write_files(files, folder)
        with open_host(folder, shared.limits, (databases.folder,)) as host:
            session = Session(host, databases, shared.limits)
            session.begin()
            return session.pack("empty", scene)


def _play_on(shared: _Play, session: Session, scenes: list[Scene], packs: Mapping[Scene, str]) -> None:
    """Play on one host until it is lost, or no scenes are left; those that are over leave the list."""
    try:
        session.begin()
        while scenes and not session.is_lost and not shared.is_over.is_set():
            scene = scenes[0]
            shared.tell(scene, False)
            shared.folders[scene] = session.folder
            shared.takes[scene] = session.play(
                scene, [script(cue, shared.programs) for cue in scene.cues], packs.get(scene, "")
            )
            scenes.pop(0)
            shared.tell(scene, True)
    except Failed as failed:
        shared.failed[scenes[0].state] = str(failed)


def _is_refused(shared: _Play, scene: Scene) -> bool:
    """Whether a command of the scene may not run: then none of it does, and its take says why."""
    takes: list[Take] = []
    for cue in scene.cues:
        try:
            script(cue, shared.programs)
        except Refused as refused:
            shared.takes[scene] = (*takes, Take((), f"{NOT_RUN}: {refused.message}"))
            return True
        takes.append(Take((), NOT_RUN))
    return False
