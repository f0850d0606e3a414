"""What `comments:` in `mkdocs.yml` says: how readers may answer an entry. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from chronicles.problems import Refused, nearest

WAYS = ("mail", "issues", "giscus")
GISCUS = {
    "repo": re.compile(r"[\w.-]+/[\w.-]+", re.ASCII),
    "repo_id": re.compile(r"[\w=-]+", re.ASCII),
    "category": re.compile(r".*\S.*"),
    "category_id": re.compile(r"[\w=-]+", re.ASCII),
}
# The path of a repository, perhaps with that of a page in it: somebody may have copied its address.
REPOSITORY = re.compile(r"(?P<path>(?:/[^/\s]+?){2,}?)(?:\.git|(?P<gitlab>/-)?/issues(?:/new)?)?/*")
Wrong = Callable[[Refused, tuple[str, ...]], None]  # told with the keys that lead to a wrong value


@dataclass(frozen=True, slots=True)
class Tracker:
    """Where issues are opened: the address of the form, and what it calls their title and text.

    GitHub's manual has them under "Creating an issue from a URL query", GitLab's under "Using a URL with
    prefilled values".
    """

    form: str
    title: str = "title"
    body: str = "body"

    @property
    def host(self) -> str:
        """The name of its host, for people."""
        return urlsplit(self.form).hostname or ""

    def issue(self, title: str, body: str) -> str:
        """Return the address of the form, filled in; the values are percent-encoded (RFC 3986)."""
        values = ((self.title, title), (self.body, body))
        return f"{self.form}?" + "&".join(f"{quote(key)}={quote(value, safe='')}" for key, value in values)


@dataclass(frozen=True, slots=True)
class Comments:
    """What `comments:` says: an address for mail, a tracker, and the four values of giscus."""

    mail: str = ""
    tracker: Tracker | None = None
    giscus: Mapping[str, str] = field(default_factory=dict)


def read(said: Any, repository: str, wrong: Wrong) -> Comments:
    """Return what `comments:` says, and tell `wrong` what of it cannot be used.

    Issues go to `repository`, the `repo_url` of the site, where that is on GitHub and nothing else is said.
    """
    if said is not None and not isinstance(said, Mapping):
        mend = "Write below it one or more of 'mail:', 'issues:' and 'giscus:'."
        wrong(Refused("'comments' names no way to answer", mend), ())
        return Comments()
    values = dict(said or {})
    for name in (str(key) for key in values if key not in WAYS):
        wrong(Refused(f"{name!r} is no way to answer an entry", nearest(name, WAYS)), (name,))
    default = repository if urlsplit(repository).hostname == "github.com" else ""
    return Comments(
        _mail(values.get("mail"), wrong),
        _tracker(values.get("issues"), wrong) if values.get("issues") is not None else _default(default),
        _giscus(values.get("giscus"), wrong),
    )


def _mail(said: Any, wrong: Wrong) -> str:
    if said is None:
        return ""
    # Only here: it takes as long to import as all else that a build without replies does.
    from django.core.exceptions import ValidationError
    from django.core.validators import EmailValidator

    try:
        EmailValidator()(said if isinstance(said, str) else "")
    except ValidationError:
        mend = "Write one, such as 'mail: me@example.org'."
        wrong(Refused(f"{said!r} is no address for mail", mend), ("mail",))
        return ""
    return str(said)


def _tracker(said: Any, wrong: Wrong) -> Tracker | None:
    if said is False:
        return None
    found = tracker(said) if isinstance(said, str) else None
    if found is None:
        mend = "Write one such as 'issues: https://github.com/me/blog', or 'issues: false' for none."
        wrong(Refused(f"{said!r} is no address of a repository", mend), ("issues",))
    return found


def _default(repository: str) -> Tracker | None:
    return tracker(repository) if repository else None


def tracker(address: str) -> Tracker | None:
    """Return the tracker of a repository's web address; Forgejo and Gitea take what GitHub takes.

    It is `None` for what is no such address.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.username is not None or parts.query or parts.fragment:
        return None
    found = REPOSITORY.fullmatch(parts.path)
    if not host or not found:
        return None
    base = f"{parts.scheme}://{parts.netloc}{quote(found['path'], safe='/~%')}"
    if "gitlab" in host.split(".") or found["gitlab"]:
        return Tracker(f"{base}/-/issues/new", "issue[title]", "issue[description]")
    return Tracker(f"{base}/issues/new")


def _giscus(said: Any, wrong: Wrong) -> dict[str, str]:
    mend = "giscus.app shows all four for your repository."
    if said is None or said is False:
        return {}
    if not isinstance(said, Mapping):
        wrong(Refused("'giscus' has no values below it", f"Write {', '.join(GISCUS)}; {mend}"), ("giscus",))
        return {}
    found = True
    for name in (str(key) for key in said if key not in GISCUS):
        wrong(Refused(f"{name!r} is no value of giscus", nearest(name, GISCUS)), ("giscus", name))
        found = False
    for name, form in GISCUS.items():
        value = said.get(name)
        if value is None:
            wrong(Refused(f"giscus lacks {name!r}", f"Copy it; {mend}"), ("giscus",))
        elif not isinstance(value, str) or not form.fullmatch(value):
            wrong(Refused(f"{value!r} is no {name!r} of giscus", f"Copy it; {mend}"), ("giscus", name))
        else:
            continue
        found = False
    return {name: said[name] for name in GISCUS} if found else {}
