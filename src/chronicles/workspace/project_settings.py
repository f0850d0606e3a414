"""What `mkdocs.yml` says of the projects: their folders, their applications. Looks at the disk."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from chronicles.disk.paths import followed, is_folder, is_there
from chronicles.pages.addresses import PROJECT_NAME
from chronicles.problems import Refused, nearest
from chronicles_client.application_name import ApplicationName, read_application_name

USUAL = "demo_project"  # the folder of the project, unless the settings name another
NONE = "none"
REVISION = "git"  # what states begin with, where a project's name may stand as well
EXAMPLE = f"'project: {USUAL}' or 'project: ../shop'"
KEYS = ("folder", "application")  # of a named project that says more than its folder
Wrong = Callable[[Refused, tuple[str, ...]], None]  # told with the keys that lead to a wrong value


def read(project: Any, named: Mapping[Any, Any], root: Path, wrong: Wrong) -> dict[str, Path]:
    """Return the folders of the projects by name, `""` for the journal's own, and tell `wrong` of others.

    `project` is a path as seen from `root`; `None`, where nothing is said, is the usual folder, if it is
    there. `False` and `none` are a journal without a project of its own.
    """
    own = _own(project, root, wrong)
    projects = {"": own} if own else {}
    for name, said in named.items():
        folder = said.get("folder") if isinstance(said, Mapping) else said
        if not isinstance(name, str) or not PROJECT_NAME.fullmatch(name) or not isinstance(folder, str):
            mend = "Write a name of letters, digits, '-' and '_', and behind it the path of a folder."
            told = Refused(f"{name!r} is not the name and folder of a project", mend)
            wrong(told, ("projects", str(name)))
        elif name == REVISION:
            mend = "Choose another: a revision begins so, as in 'git:v1.0'."
            wrong(Refused(f"{name!r} cannot be the name of a project", mend), ("projects", name))
        else:
            projects[name] = followed(root / folder)
            _tell_unknown(name, said, wrong)
    return projects


def applications(own: Any, named: Mapping[Any, Any], wrong: Wrong) -> dict[str, ApplicationName]:
    """Return which application of each project answers requests, where that is said; `""` is the own project.

    `own` is what `application:` says beside `project:`; a project of `projects:` says it for itself. What is
    none is told to `wrong`.
    """
    said = {name: more.get("application") for name, more in named.items() if isinstance(more, Mapping)}
    found: dict[str, ApplicationName] = {}
    for name, text in {"": own, **said}.items():
        if text is None:
            continue
        if application := read_application_name(text) if isinstance(text, str) else None:
            found[name] = application
        else:
            mend = "Write a module and a name in it, such as 'shop.app:app' or 'shop:create_app()'."
            keys = ("projects", str(name), "application") if name else ("application",)
            wrong(Refused(f"{text!r} is not the name of an application", mend), keys)
    return found


def _tell_unknown(name: str, said: Any, wrong: Wrong) -> None:
    for key in said if isinstance(said, Mapping) else ():
        if key not in KEYS:
            told = Refused(f"a project has no setting {key!r}", nearest(str(key), KEYS))
            wrong(told, ("projects", name, str(key)))


def _own(said: Any, root: Path, wrong: Wrong) -> Path | None:
    if said is None:
        usual = root / USUAL
        return usual if is_folder(usual) else None
    if said is False or said == NONE:
        return None
    if not isinstance(said, str) or not said.strip():
        mend = f"Write its path as seen from here, such as {EXAMPLE}, or '{NONE}'."
        wrong(Refused(f"{said!r} is not the folder of a project", mend), ("project",))
        return None
    folder = Path(os.path.normpath(root / said))
    if refused := _unfit(said, folder):
        wrong(refused, ("project",))
        return None
    return folder


def _unfit(said: str, folder: Path) -> Refused | None:
    """Why a folder cannot be that of the project, `None` where it can."""
    if not is_folder(folder):
        mend = f"Write its path as seen from here, such as {EXAMPLE}, or '{NONE}'."
        what = f"{said!r} is not a folder" if is_there(folder) else f"there is no folder {said!r}"
        return Refused(what, nearest(said, _folders_beside(said, folder), mend))
    return None


def _folders_beside(said: str, folder: Path) -> list[str]:
    """The folders where one was looked for, each as `said` would name it."""
    above = said.rstrip("/").rpartition("/")[0]
    with suppress(OSError):
        names = (one.name for one in folder.parent.iterdir() if is_folder(one))
        return [f"{above}/{name}" if above else name for name in names if not name.startswith(".")]
    return []
