"""Runs the tests that goals name, in the sandbox, each by itself accounted for. Starts processes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chronicles import sandbox
from chronicles.environments.missing_modules import missing_module
from chronicles.guides.project_tests import Framework
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Stored
from chronicles.pages.addresses import parted
from chronicles.progress.evidence_frameworks import PACKAGE, EvidenceCommand, evidence_commands
from chronicles.progress.evidence_run.pytest_evidence import is_within
from chronicles.sandbox import Interpreter
from chronicles.sandbox.scratch import scratch_folder
from chronicles.sandbox.untrusted import MOST_BYTES, Untrusted, is_texts, read_file, read_object

RUN = Path(__file__).parent / "evidence_run"
REPORT = f"{PACKAGE}.json"
# How pytest tells that it cannot begin; below it, it tells where its settings are.
ERROR = re.compile(r"(?:ERROR: (?!usage:)|[^:]+: error: )(?P<what>.+)")
NO_PYTEST = "No module named pytest"


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What was noted of tests: how each that `ran` ended, and which modules could not be loaded, and why.

    The words are `passed`, `skipped` and `failed`, more than one for a test of several parts.
    """

    ran: Mapping[str, list[str]]
    unloaded: Mapping[str, list[str]] = field(default_factory=dict)


def try_tests(
    names: Iterable[str],
    files: Iterable[Stored],
    interpreter: Interpreter,
    framework: Framework | None = None,
) -> dict[str, str]:
    """Run the tests called `names` on copies of the project, with its Python; return what is wrong by name.

    The text is empty for a test that passes. A name is one that Django's runner and unittest take (a package,
    a module, a class or a method, dotted), or a node id of pytest's; it passes where at least one of its
    tests does, and none fails. What runs the project's tests runs them, unless another `framework` is to. All
    tests of a framework have `sandbox.SECONDS` together. Raises `Refused`
    for a file whose path leads out of the project, or an environment that cannot be had, and `OSError` where
    nothing can be started.
    """
    stored = list(files)
    interpreter.make_ready()
    found: dict[str, str] = {}
    for command in evidence_commands(names, {file.path: file.data for file in stored}, framework):
        found |= _tried(command, stored, interpreter)
    return found


def _tried(command: EvidenceCommand, files: Iterable[Stored], interpreter: Interpreter) -> dict[str, str]:
    with scratch_folder("chronicles-evidence-") as scratch:
        folder = scratch / "project"
        write_files(files, folder)
        for path in sorted(RUN.glob("*.py")):
            _put(folder / PACKAGE / path.name, path.read_text("utf-8"))
        for name, text in command.files.items():
            _put(folder / name, text)
        outcome = sandbox.run([interpreter.program, *command.words], folder, interpreter=interpreter)
        report = _report(folder / REPORT)
    if outcome.excess:
        return dict.fromkeys(command.tests, f"the tests were stopped, since {outcome.excess}")
    last = _last(outcome.output, command.framework)
    if report is None:
        why = _unrun(outcome.output, last.replace(str(folder), "~/project"))
        return dict.fromkeys(command.tests, why)
    return {name: failure(test, report) for name, test in command.tests.items()}


def _last(said: str, framework: Framework) -> str:
    """The line of what a framework said that tells best why it did not begin, mostly the last one."""
    lines = [line for line in said.splitlines() if line.strip()]
    errors = [error["what"] for line in lines if (error := ERROR.fullmatch(line.strip()))]
    return errors[-1] if errors and framework == "pytest" else lines[-1] if lines else ""


def _unrun(said: str, last: str) -> str:
    """Why no test could run, with the module that was missing, where one was."""
    if last.endswith(NO_PYTEST):
        return "pytest is not installed: No module named 'pytest'"
    why, module = f"the tests could not be run: {last}", missing_module(said)
    return f"{why}: No module named '{module}'" if module and not missing_module(why) else why


def by_project(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of tests, sorted, by the name of their project: `""` is the journal's own."""
    found: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        found.setdefault(parted(name)[0], []).append(name)
    return found


def failure(name: str, report: EvidenceReport) -> str:
    """Return what is wrong with the test `name`, as its framework calls it; `""` where nothing is."""
    ran = {test: how for test, how in report.ran.items() if _is_of(test, name) or _is_of(name, test)}
    if not ran and (lost := _unloaded(name, report)):
        return lost
    failed = sorted(test for test, how in ran.items() if "failed" in how)
    if failed:
        more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
        return f"{failed[0]}{more} fails" if not more else f"{failed[0]}{more} fail"
    if not any("passed" in how for how in ran.values()):
        return "all of it was skipped" if ran else "it has no test that runs"
    return ""


def _is_of(test: str, name: str) -> bool:
    """Whether a test is the one of that name, or stands in it: names are dotted, or node ids."""
    return test.startswith(f"{name}.") or is_within(test, name)


def _unloaded(name: str, report: EvidenceReport) -> str:
    """Which module on the way to a test could not be imported, and why; `""` where each could.

    Of its name, unittest tells the last part; pytest tells its path.
    """
    path, parts = name.partition("::")[0], name.split(".")
    lost = [(part, why) for part, why in report.unloaded.items() if part == path or part in parts]
    if not lost:
        return ""
    part, why = lost[0]
    module = path if part == path else ".".join(parts[: parts.index(part) + 1])
    return ": ".join(filter(None, (f"{module} cannot be imported", *why[:1])))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def _report(path: Path) -> EvidenceReport | None:
    """What was reported, as far as it is what has to be there: the project's code may have written it."""
    try:
        found = read_object(read_file(path, MOST_BYTES))
    except Untrusted:
        return None
    parts = [found.get("ran"), found.get("unloaded")]
    if not all(isinstance(part, dict) and all(map(is_texts, part.values())) for part in parts):
        return None
    return EvidenceReport(found["ran"], found["unloaded"])
