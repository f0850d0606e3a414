"""Pages of source files: what stands around the text is made once, and nobody can tell."""

from collections.abc import Callable
from html import unescape
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from jinja2 import DictLoader, Environment, pass_context

from chronicles.site.mkdocs.source_shells import SourceShells

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
FILES = {
    "demo_project/a/b/c.py": "deep = 1\n",
    "demo_project/a/b/d.py": "deep = '<h1>'\n",
    "demo_project/top.txt": "a line\n",
    "demo_project/other.txt": "another\n",
    "demo_project/two  spaces.txt": "a name of which HTML shows one\n",
    "demo_project/a & b.txt": "a name that HTML has to escape\n",
    "docs/index.md": "# Home\n\n"
    + "".join(
        f'```text {{data-from="{name}"}}\n```\n\n'
        for name in ("a/b/c.py", "a/b/d.py", "top.txt", "other.txt", "two  spaces.txt", "a & b.txt")
    ),
}
HOOK = "def on_page_context(context, page, **_):\n    return context\n"
NOTING = "def on_page_markdown(markdown, page, **_):\n    page.meta['noted'] = page.file.src_uri\n"
MAIN = """{{% extends "base.html" %}}
{{% block site_meta %}}{{{{ super() }}}}
{{% if page %}}<meta name="x" content="{}">{{% endif %}}{{% endblock %}}
"""


HOOKED = "Every page is made anew at each build: nobody here knows what the hook hook.py looks at.\n"


def sources(site: Journal) -> dict[str, str]:
    """The pages of source files, by their paths."""
    run = site.run("build")
    assert (run.status, run.err) == (0, HOOKED if "hooks:" in site.read("mkdocs.yml") else "")
    folder = site.root / "site" / "code"
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}


@pytest.mark.parametrize("more", ["", "use_directory_urls: false\n", "site_url: ''\n"])
def test_they_are_what_the_template_makes_of_each(journal: Make, more: str) -> None:
    config = "\n".join(line for line in CONFIG.splitlines() if not more or not line.startswith(more[:8]))
    # With a hook, a site keeps Material's script: without one, too, so that the pages can be compared.
    config = config.replace("  - chronicles:\n", "  - chronicles:\n      script: false\n")
    quick = sources(journal({**FILES, "mkdocs.yml": f"{config}\n{more}"}))
    # Another plugin may give each page something else to show, so each is made by itself.
    whole = sources(journal({**FILES, "hook.py": HOOK, "mkdocs.yml": f"{config}\n{more}hooks: [hook.py]\n"}))
    assert len(quick) == 6
    assert quick == whole


@pytest.mark.parametrize(
    ("shown", "hook"),
    [
        ("{{ page.file.src_uri }}", ""),
        ("{{ page.url }}", ""),
        ("code/now/{{ page.title | replace('.', '.') | truncate(500) }}", ""),
        ("{{ page.meta.noted }}", NOTING),
    ],
)
def test_what_a_template_prints_of_a_page_is_of_that_page(journal: Make, shown: str, hook: str) -> None:
    config = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: mine\n")
    more = "hooks: [hook.py]\n" if hook else ""
    site = journal(
        {
            **FILES,
            "mine/main.html": MAIN.format(shown),
            "hook.py": hook,
            "mkdocs.yml": f"{config}\n{more}",
        }
    )
    for path, html in sources(site).items():
        said = html.partition('<meta name="x" content="code/')[2]
        assert unquote(unescape(said)).startswith(path.removesuffix("/index.html")), path


def shown(template: str, *names: str) -> list[str]:
    """What one build makes of pages of these names, of `made` and of themselves, where they may share."""
    templates = DictLoader({"main.html": template, "it.html": "{{ made() }}"})
    env = Environment(loader=templates, autoescape=False)  # noqa: S701  # as MkDocs makes it
    shells = SourceShells(str, may_share=True)
    env.globals["made"] = pass_context(lambda context: shells.page(context))
    pages = [
        SimpleNamespace(
            title=name,
            meta={"title": name},
            url=f"code/{name}/",
            canonical_url=f"https://example.org/code/{name}/",
            abs_url=None,
            content=f"<h1>{name}</h1>",
            file=SimpleNamespace(src_uri=f"code/{name}.md"),
        )
        for name in names
    ]
    assert [env.get_template("main.html").render(page=page) for page in pages] == [
        env.get_template("it.html").render(page=page) for page in pages
    ]
    return [name for name, page in zip(names, pages, strict=True) if page.is_finished]


@pytest.mark.parametrize(
    ("template", "shared"),
    [
        ("{{ page.title }} {{ page.canonical_url }} {{ page.content }}", ["a.py", "b.py"]),
        ("{{ page.title | striptags }} {{ page.title }} {{ page.content }}", ["a.py", "b.py"]),
        ("{{ page.url }} {{ page.content }}", []),
        ("{{ page.file.src_uri }} {{ page.content }}", []),
        ("{{ page.content }} {{ page.content }}", []),
        ("{{ page.content | upper }}", []),
        ("{{ page.title }}", []),
    ],
)
def test_only_what_is_the_same_for_all_is_shared(template: str, shared: list[str]) -> None:
    assert shown(template, "a.py", "b.py", "two  spaces", " a", "a&b", "a<b") == shared
