"""Which application answers: looked for once a state, and told with the key that names one."""

from datetime import date

import pytest

from chronicles.guides.series.series import Stored
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from chronicles.pages.states import NOW
from chronicles.problems import Refused
from chronicles.proof.transcripts.script_applications import ScriptApplications
from chronicles.proof.transcripts.scripts import Script, scripts

DAY = date(2025, 9, 1)


def script(at: str, kind: str = "http") -> Script:
    line = "GET / HTTP/1.1" if kind == "http" else "$ ls"
    page = Page("docs/a.md", f'```{kind} {{data-run="{at}"}}\n{line}\n```\n')
    (found,) = scripts([read_page(page, Finder(Dialect()))], {}, DAY)
    return found


@pytest.mark.parametrize(
    ("at", "mend"),
    [
        ("now", "Name it in mkdocs.yml, beside 'project:': 'application: MODULE:NAME'"),
        (
            "shop:now",
            "Name it in mkdocs.yml, below 'projects:': 'shop: {folder: FOLDER, application: MODULE:NAME}'",
        ),
    ],
)
def test_who_has_no_application_is_told_the_key_and_looked_for_once(at: str, mend: str) -> None:
    looked: list[str] = []

    def files() -> tuple[Stored, ...]:
        looked.append(at)
        return (Stored("cart.py", b"", False),)

    asking = script(at)
    applications = ScriptApplications({asking.key: files}, {})
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            applications.name(asking)
        assert refused.value.mend == f"{mend}; where none is to answer, add data-unproven to the block."
    assert not applications.is_django(asking)
    assert looked == [at]


def test_who_asks_for_nothing_is_not_looked_at() -> None:
    asking = script("now", "console")
    assert ScriptApplications({("", NOW): lambda: pytest.fail("nobody asked")}, {}).name(asking) == ""
