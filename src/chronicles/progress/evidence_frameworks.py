"""What each framework is asked to run, and how the tests that it reports are those that goals name. Pure."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chronicles.guides.project_layout import MANAGE
from chronicles.guides.project_tests import Framework, framework_of
from chronicles.proof.node_ids import module_path, read_node_id

PACKAGE = "chronicles_evidence"  # what the folder `evidence_run` is called beside the project
WANTED = f"{PACKAGE}_wanted.json"
PYTEST = (
    *("-m", "pytest", "--rootdir=.", "--color=no", "--continue-on-collection-errors", "--maxfail=0"),
    *("-p", f"{PACKAGE}.pytest_evidence"),
)


@dataclass(frozen=True, slots=True)
class EvidenceCommand:
    """What Python is started with, and which files it finds beside the project, by their paths.

    `tests` are the tests that it is asked for, each by the name that goals have for it, and as the framework
    calls it.
    """

    framework: Framework
    words: tuple[str, ...]
    tests: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)


def evidence_commands(
    names: Iterable[str], files: Mapping[str, bytes], framework: Framework | None = None
) -> list[EvidenceCommand]:
    """Return what is run for tests of a project with these files, one command for each framework.

    What is written as a node id is pytest's; what is dotted is run by `framework`, by itself by whatever
    runs the project's tests.
    """
    own = framework or framework_of(files)
    asked: dict[Framework, list[str]] = {}
    for name in sorted(set(names)):
        asked.setdefault("pytest" if read_node_id(name) else own, []).append(name)
    return [_command(framework, tests, files) for framework, tests in sorted(asked.items())]


def _command(framework: Framework, names: Sequence[str], files: Collection[str]) -> EvidenceCommand:
    same = {name: name for name in names}
    if framework == "django":
        runner = f"--testrunner={PACKAGE}.django_evidence.DjangoEvidence"
        return EvidenceCommand(framework, (MANAGE, "test", runner, *names), same)
    if framework == "unittest":
        return EvidenceCommand(framework, ("-m", f"{PACKAGE}.unittest_evidence", *names), same)
    tests = {name: node_id(name, files) for name in names}
    paths = sorted({test.partition("::")[0] for test in tests.values()})
    there = [path for path in paths if any(file == path or file.startswith(f"{path}/") for file in files)]
    wanted = {WANTED: json.dumps(sorted(tests.values()))}
    return EvidenceCommand(framework, (*PYTEST, *there), tests, wanted)


def node_id(name: str, files: Collection[str]) -> str:
    """Return pytest's name of a test, however it is written.

    >>> node_id("tests.test_cart.CartTests", ["tests/test_cart.py"])
    'tests/test_cart.py::CartTests'
    """
    if read_node_id(name):
        return name
    path, names = module_path(name, files)
    return "::".join((path, *names)) if names else path.removesuffix("/__init__.py")
