"""Two judges of HTML, the Nu Html Checker and html-validate, made to say in one form what they found.

Nu holds a page against the standard (https://html.spec.whatwg.org/), html-validate against it and against
more rules that its makers recommend (https://html-validate.org/rules/). What of these is disputed stands
here, each with its reason; all else is a finding.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from chronicles.disk.lock import locked
from chronicles.suite.packages import FILES, NoPackages, find_packages
from tests.browsers import hosted, lacking

ROOT = Path(__file__).parents[2]
PACKAGES = Path(__file__).with_name("judge_packages")
JAR = "node_modules/vnu-jar/build/dist/vnu.jar"
VALIDATOR = "node_modules/html-validate/bin/html-validate.mjs"
MAY_ASK_ITSELF = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # Nu forbids addresses of this machine
CONFIG = "html-validate.json"

# What Nu says for information, beside its errors and warnings.
SAID_BY_NU = {
    # "13.1.2.1 Start tags": the slash has no effect. pymdownx writes it, as XHTML has it.
    "Trailing slash on void elements has no effect and interacts badly with unquoted attribute values.",
    # Nu asks neither whether a script is data, which no policy is about ("4.12.1.1 Processing model"), nor
    # for hashes (Content Security Policy Level 3, "6.7.3.2"). `test_judges` asks a browser.
    *(
        f"Inline {what} violates Content Security Policy (meta tag): blocked by “{what}-src” directive"
        " (missing “\u2018unsafe-inline\u2019” or nonce/hash)."
        for what in ("script", "style")
    ),
}
# Rules that html-validate recommends and that are off.
RULES: dict[str, object] = {
    # How the source is set out; to a browser it is the same.
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    # "4.9.1 The table element": rows may stand in the table itself; Python-Markdown writes them so for code.
    "prefer-tbody": "off",
    # "3.2.6 Global attributes": an id is any text without white space. Other rules were those of HTML 4.
    "valid-id": ["error", {"relaxed": True}],
}
HEADER = "html > body > header >"
SIDEBARS = "html > body > div"
# Rules that Material's own HTML does not keep, with the place on the page where it does not.
OF_THE_THEME = {
    # H32 is one way to meet 3.2.2 "On Input", for forms that go somewhere: the choice of colors stays where
    # it is, and the search answers as one types.
    "wcag/h32": lambda where: where.startswith(HEADER),
    # What a search found is a listbox below its box, as WAI-ARIA's practices have it ("Combobox Pattern"): no
    # <select> can hold headings and excerpts.
    "prefer-native-element": lambda where: where.endswith("#chronicles-results"),
    # The table of contents is written twice and shown once, in the drawer or beside the text: `test_browser`
    # lets axe look at what is shown, which has the same rule ("landmark-unique").
    "unique-landmark": lambda where: where.startswith(SIDEBARS) and "> article" not in where,
}


@dataclass(frozen=True)
class Finding:
    """What a judge does not like, and where."""

    page: str
    line: int
    rule: str
    said: str


Judge = Callable[[Path, Sequence[str]], list[Finding]]


def by_nu(folder: Path, pages: Sequence[str]) -> list[Finding]:
    """Return what the Nu Html Checker finds in pages of `folder`; without Java the test is over."""
    java = shutil.which("java")
    if java is None:
        lacking("there is no Java for Nu: install it with 'sudo apt install default-jre-headless'")
    place, _ = _packages()
    words = ("--format", "json", "--exit-zero-always", "--stdout")
    # By addresses: of a file nobody can say what is of the same site, which policies are about.
    with hosted(folder) as base:
        addresses = [base + page for page in pages]
        command = [java, MAY_ASK_ITSELF, "-jar", str(place / JAR), *words, *addresses]
        found = _told(command, folder)["messages"]
    return [
        Finding(one["url"].removeprefix(base), one.get("lastLine", 0), one["type"], one["message"])
        for one in found
        if one["message"] not in SAID_BY_NU
    ]


def by_html_validate(folder: Path, pages: Sequence[str]) -> list[Finding]:
    """Return what html-validate finds in pages of `folder`; without its packages the test is over."""
    place, node = _packages()
    config = {"root": True, "extends": ["html-validate:recommended"], "rules": RULES}
    (folder / CONFIG).write_text(json.dumps(config), "utf-8")
    try:
        words = ("--config", CONFIG, "--formatter", "json")
        found = _told([*node, str(place / VALIDATOR), *words, *pages], folder)
    finally:
        (folder / CONFIG).unlink()
    return [finding for file in found for finding in _findings(file, folder)]


JUDGES: dict[str, Judge] = {"Nu": by_nu, "html-validate": by_html_validate}


def _findings(file: Any, folder: Path) -> Iterator[Finding]:
    for one in file["messages"]:
        is_of_theme = OF_THE_THEME.get(one["ruleId"])
        if is_of_theme is None or not is_of_theme(one["selector"] or ""):
            yield Finding(
                file["filePath"].removeprefix(f"{folder}/"), one["line"], one["ruleId"], one["message"]
            )


def _packages() -> tuple[Path, Sequence[str]]:
    """Where the packages of the judges are, and the command that starts Node.js."""
    folder = ROOT / ".chronicles" / "judges"
    try:
        with locked(folder.with_suffix(".lock"), lambda: None):
            folder.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                shutil.copy(PACKAGES / name if (PACKAGES / name).is_file() else ROOT / name, folder)
            return folder, find_packages(folder, ROOT / ".chronicles" / "live", lambda line: None)
    except NoPackages as reason:
        lacking(str(reason))


def _told(command: Sequence[str], folder: Path) -> Any:
    """What a command writes as JSON. Into a file: html-validate ends before a pipe has taken all of it."""
    with TemporaryFile("w+", encoding="utf-8") as said:
        done = subprocess.run(
            command, cwd=folder, stdout=said, stderr=subprocess.PIPE, text=True, check=False
        )
        said.seek(0)
        text = said.read()
    assert text, done.stderr
    return json.loads(text)
