"""Projects that `projects:` names: they can be shown, run, tested and told of as the journal's own can."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from chronicles.live.preparation import DemoSource
from chronicles.site.features.demo_sources import demo_sources
from chronicles.site.mkdocs.config import load
from chronicles.workspace.workspace import load as load_workspace
from tests.journals import Story
from tests.live.python_projects import FLASK
from tests.progress.test_evidence import PROJECT
from tests.sizes import few

from .conftest import Journal, share_demos
from .test_projects import settings

Make = Callable[..., Journal]
SHOP = {
    **{f"../shop/{path.removeprefix('demo_project/')}": text for path, text in PROJECT.items()},
    "../shop/app/models.py": "class Order:\n    price = 3\n",
}
BLOCK = '```python {{data-from="{}"}}\nclass Order:\n    price = 3\n```\n'


@pytest.fixture
def shop(journal: Make) -> Journal:
    return journal({"mkdocs.yml": settings("projects:", "  shop: ../shop"), **SHOP})


def told(made: Journal) -> Story:
    """The history of the shop: a commit with its files, on the day that `Story` has."""
    story = Story(made.root.parent / "shop")
    story.commit()
    return story


def entry_of(made: Journal) -> Path:
    (path,) = (made.root / "docs/journal/posts").iterdir()
    return path


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("shop:Order", "shop:app/models.py#Order"),
        ("shop:app/models.py#Order", "shop:app/models.py#Order"),
        ("Order", "shop:app/models.py#Order"),
        ("shop:Order@now", "shop:app/models.py#Order@now"),
        ("shop:Order@git:HEAD", "shop:app/models.py#Order@git:HEAD"),
        ("Order@2025-08-29", "shop:app/models.py#Order@2025-08-29"),
    ],
)
def test_show_finds_what_a_named_project_has(shop: Journal, symbol: str, address: str) -> None:
    told(shop)
    run = shop.run("show", symbol)
    assert (run.status, run.err) == (0, "")
    assert run.out == f"{address} is in docs/journal/posts/{entry_of(shop).name}\n"
    assert BLOCK.format(address) in entry_of(shop).read_text()


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        ("shop:Odrer", "the project has nothing called 'Odrer'\n    Did you mean 'Order'?"),
        ("shpo:Order", "there is no project 'shpo'\n    Did you mean 'shop'?"),
        ("Studnet", "the project has nothing called 'Studnet'\n    Did you mean 'Student'?"),
        ("shop:Student", "the project has nothing called 'Student'\n    Name a class or a function."),
    ],
)
def test_show_says_what_is_not_there(shop: Journal, symbol: str, said: str) -> None:
    run = shop.run("show", symbol)
    assert (run.status, run.err) == (1, f"{symbol}: {said}\n1 problem\n")


def test_show_names_a_moment_of_its_own_where_the_page_speaks_of_another_project(shop: Journal) -> None:
    own = Story(shop.root)
    own.commit()
    story = told(shop)
    name = shop.run("new", "A day").out.strip()
    assert f"state: git:{own.git('rev-parse', 'HEAD')}" in shop.read(name)
    pinned = f"shop:app/models.py#Order@git:{story.git('rev-parse', 'HEAD')}"
    assert shop.run("show", "Order").out == f"{pinned} is in {name}\n"
    shop.write({"../shop/app/models.py": "class Order:\n    price = 4\n"})
    assert shop.run("show", "shop:Order").out == f"shop:app/models.py#Order@now is in {name}\n"
    checked = shop.run("check")
    assert (checked.status, checked.err) == (0, "")


HEAD = "---\ndate: 2025-08-29\nseed: new\n---\n\n# A\n\n"
RUN = HEAD + '```console {{data-run="{}"}}\n$ cat app/models.py\n{}```\n'


@pytest.mark.parametrize("state", few(["shop:now", "shop:here", "shop:git:v1", "shop:2025-08-29"], 2))
def test_a_transcript_of_a_named_project_is_run_there(shop: Journal, state: str) -> None:
    story = told(shop)
    story.tag("v1")
    shop.write({"docs/a.md": RUN.format(state, "")})
    pulled = shop.run("pull")
    assert (pulled.status, pulled.err) == (0, "")
    assert shop.read("docs/a.md").endswith(RUN.format(state, "class Order:\n    price = 3\n").split("# A")[1])
    checked = shop.run("check")
    assert (checked.status, checked.err) == (0, "")
    assert checked.out.startswith("1 of 1 block proven in ")
    locked = shop.read("proofs.lock")
    shop.write({"../shop/app/models.py": "class Order:\n    price = 4\n"})
    drifted = shop.run("check")
    is_now = state in ("shop:now", "shop:here")
    assert drifted.status == is_now
    assert (shop.read("proofs.lock") == locked) != is_now
    built = shop.run("build")
    assert (built.status, built.err) == (0, "")
    assert "data-live-state" not in shop.read("site/a/index.html")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("shpo:now", "there is no project 'shpo'\n    Did you mean 'shop'?"),
        (
            "shop:students/05",
            "the guides have no states of the project 'shop'\n"
            "    Name a revision of it, such as '@git:v1.0'.",
        ),
        (
            "shop:nwo",
            "'nwo' is not a state\n    A state is 'now', 'git:REVISION', or a date such as 2025-08-29.",
        ),
    ],
)
def test_a_transcript_that_cannot_be_run_says_why(shop: Journal, state: str, said: str) -> None:
    shop.write({"docs/a.md": RUN.format(state, "x\n")})
    assert shop.run("check").err == f"docs/a.md:8: {said}\n1 problem\n"


GOALS = "# Goals\n\n## Skills\n\n- [x] Sold: [good](test:shop:app.tests.{})\n"


def test_a_test_of_a_named_project_proves_a_goal(shop: Journal) -> None:
    shop.write({"docs/goals.md": GOALS.format("Good")})
    checked = shop.run("check")
    assert (checked.status, checked.err) == (0, "running 1 test behind the goals\n")
    assert "1 of 1 test behind the goals pass\n" in checked.out
    assert re.search(r"^test:shop:app\.tests\.Good  \w{32} 1$", shop.read("proofs.lock"), re.MULTILINE)
    assert shop.run("check").err == ""
    assert shop.run("build").err == ""
    html = shop.read("site/goals/index.html")
    assert "proven" in html
    assert 'href="../code/of/shop/now/app/tests.py/#line-' in html


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            "shop:app.tests.Bad",
            "the evidence test:shop:app.tests.Bad does not hold: app.tests.Bad.test_two fails\n"
            "    Mend the code or the test, or take the tick back.",
        ),
        (
            "shop:app.tests.Goood",
            "there is no test 'shop:app.tests.Goood'\n    Did you mean 'Good'?",
        ),
        ("shpo:app.tests.Good", "there is no project 'shpo'\n    Did you mean 'shop'?"),
    ],
)
def test_a_test_of_a_named_project_that_proves_nothing(shop: Journal, target: str, said: str) -> None:
    shop.write({"docs/goals.md": f"# Goals\n\n- [x] Sold: [good](test:{target})\n"})
    err = shop.run("check").err.removeprefix("running 1 test behind the goals\n")
    assert err == f"docs/goals.md:3: {said}\n1 problem\n"


def test_done_offers_and_runs_a_test_of_a_named_project(shop: Journal) -> None:
    shop.write({"../shop/app/tests.py": SHOP["../shop/app/tests.py"].replace("Good(", "GoodTests(")})
    shop.write({"docs/goals.md": "# Goals\n\n- [ ] Good tests\n"})
    assert "There is: test:shop:app.tests.GoodTests." in shop.run("done", "Good tests").err
    run = shop.run("done", "Good tests", "--evidence", "test:shop:app.tests.GoodTests")
    assert (run.status, run.err) == (0, "running 1 test\n")
    assert "](test:shop:app.tests.GoodTests)" in shop.read("docs/goals.md")


def test_a_commit_of_another_project_is_told(shop: Journal) -> None:
    told(shop)
    head = Story(shop.root).commit()
    shop.write({"docs/a.md": f"---\nstate: git:{head}\n---\n\n{BLOCK.format('shop:app/models.py#Order')}"})
    assert shop.run("check").err == (
        f"docs/a.md:5: there is no revision '{head}' in the project 'shop'\n"
        "    Name a moment of 'shop' itself, such as '@now'.\n1 problem\n"
    )


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("live:shop:/admin/", ""),
        ("live:shpo:/admin/", "there is no project 'shpo'\n    Did you mean 'shop'?"),
        (
            "live:shop:admin/",
            "'admin/' is not a path of the project's site\n    Write a path such as live:shop:/admin/.",
        ),
    ],
)
def test_a_live_link_opens_a_named_project(shop: Journal, link: str, said: str) -> None:
    shop.write({"docs/a.md": f"# A\n\n[x]({link})\n"})
    assert shop.run("check").err == (f"docs/a.md:3: {said}\n1 problem\n" if said else "")


def test_a_named_project_is_shown_live_where_a_page_runs_something_of_it(shop: Journal) -> None:
    head = told(shop).commit()
    run = '```pycon {data-run="shop:git:%s"}\n>>> 1\n1\n```\n'
    snippet = BLOCK.format("shop:app/models.py#Order")
    shop.write({"docs/a.md": f"# A\n\n{snippet}\n{BLOCK.format(f'shop:app/models.py#Order@git:{head}')}"})
    assert sources(shop) == []
    shop.write({"docs/a.md": f"# A\n\n{snippet}\n[x](live:shop:/admin/)\n\n{run % head}"})
    (past, now) = sources(shop)
    assert (past.name, past.is_django, now.name, now.is_django) == (
        f"shop:git:{head}",
        True,
        "shop:now",
        True,
    )
    assert "manage.py" in {file.path for file in past.files()}
    assert past.tree == told(shop).git("rev-parse", f"{head}^{{tree}}")


@pytest.mark.slow
def test_the_blocks_of_a_named_project_are_live(shop: Journal) -> None:
    shop.write({**{f"../shop/{path}": text for path, text in FLASK.items()}, "docs/b.md": "# B\n"})
    (shop.root.parent / "shop/manage.py").unlink()
    page = '```pycon {data-run="shop:now"}\n>>> 1\n1\n```\n\n[Try it](live:shop:/)\n\n'
    shop.write({"docs/a.md": f"# A\n\n{page}{BLOCK.format('shop:app/models.py#Order')}"})
    share_demos(shop.root)
    assert (shop.run("build").status, shop.run("build").err) == (0, "")
    soup = BeautifulSoup(shop.read("site/a/index.html"), "html.parser")
    (demo,) = soup.find_all("live-demo")
    assert (demo["state"], demo["path"]) == ("shop:now", "/")
    assert len(soup.find_all(attrs={"data-live-src": demo["src"]})) == 2
    manifest = json.loads(shop.read(f"site/a/{demo['src']}".replace("a/../", "")))
    assert (manifest["state"], manifest["application"]) == ("shop:now", "shop:create_app()")


def sources(shop: Journal) -> list[DemoSource]:
    """What of a journal's projects is to be shown live."""
    workspace = load_workspace(load(shop.root))
    return demo_sources(workspace, workspace.readings)[0]


def test_week_has_the_commits_to_all_projects(shop: Journal) -> None:
    own, story = Story(shop.root), told(shop)
    own.commit()
    own.git("commit", "--quiet", "--allow-empty", "--message=of no project")
    run = shop.run("week", "--date", "2025-08-29")
    assert (run.status, run.err) == (0, "")
    lines = [f"- a step (`{own.git('rev-parse', '--short=10', 'HEAD^')}`)"]
    lines += [f"- shop: a step (`{story.git('rev-parse', '--short=10', 'HEAD')}`)"]
    assert "## Code\n\n" + "\n".join(lines) + "\n\n## Challenges" in shop.read(run.out.strip())


def test_week_says_nothing_of_a_project_that_is_not_there(shop: Journal) -> None:
    shutil.rmtree(shop.root.parent / "shop")
    assert shop.run("week", "--date", "2025-08-29").err == ""
