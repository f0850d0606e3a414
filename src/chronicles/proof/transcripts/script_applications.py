"""Which application of a project the requests of scripts go to."""

from collections.abc import Callable, Mapping, Sequence

from chronicles.guides.project_layout import is_django
from chronicles.guides.series.series import Stored
from chronicles.problems import Refused
from chronicles.proof.transcripts.scripts import ProjectState, Script
from chronicles.source.application_search import find_application
from chronicles_client.application_name import ApplicationName

Files = Mapping[ProjectState, Callable[[], Sequence[Stored]]]


class ScriptApplications:
    """What is known of applications: `files` gives those of each state, `said` is what the settings say.

    The files of a state are read once, and only where somebody has to know.
    """

    def __init__(self, files: Files, said: Mapping[str, ApplicationName]) -> None:
        self._files = files
        self._said = said
        self._found: dict[ProjectState, str | Refused] = {}
        self._django: dict[ProjectState, bool] = {}

    def name(self, script: Script) -> str:
        """Return the name of the application that answers a script's requests.

        It is `""` for a script without requests, and for that of Django's settings. Raises `Refused` where a
        request has nobody to answer it.
        """
        if first_request(script) is None:
            return ""
        if said := self._said.get(script.project):
            return str(said)
        if script.key not in self._found:
            self._look(script.key)
        found = self._found[script.key]
        if isinstance(found, Refused):
            raise found
        return found

    def is_django(self, script: Script) -> bool:
        """Whether the project of a script is Django's, whose queries are known."""
        if script.key not in self._django:
            self._look(script.key)
        return self._django[script.key]

    def _look(self, key: ProjectState) -> None:
        sources = {file.path: file.data for file in self._files[key]()}
        self._django[key] = is_django(sources)
        try:
            self._found[key] = "" if self._django[key] else str(_found(sources, _mend(key[0])))
        except Refused as refused:
            self._found[key] = refused


def first_request(script: Script) -> int | None:
    """Return which code of a script is its first request, from 0; `None` where it has none."""
    kinds = [code.transcript.kind if code.transcript else "" for code in script.codes]
    return kinds.index("http") if "http" in kinds else None


def not_served(script: Script, refused: Refused) -> list[Refused | None]:
    """Return why each code of a script cannot be run, where nobody answers its requests."""
    found: list[Refused | None] = [None] * len(script.codes)
    if (at := first_request(script)) is not None:
        found[at] = refused
    return found


def _found(sources: Mapping[str, bytes], mend: str) -> ApplicationName:
    return find_application(sources, lambda path: sources[path].decode("utf-8", "replace"), mend)


def _mend(project: str) -> str:
    """How to name the application, or do without one."""
    where, key = "beside 'project:'", "application: MODULE:NAME"
    if project:
        where, key = "below 'projects:'", f"{project}: {{folder: FOLDER, application: MODULE:NAME}}"
    return (
        f"Name it in mkdocs.yml, {where}: '{key}'; where none is to answer, add data-unproven to the block."
    )
