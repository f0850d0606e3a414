"""A journal under MkDocs' own theme, without the blog: all pages are there, and what is not is said."""

import re
from collections.abc import Callable

import pytest

from tests.site.conftest import CONFIG, Journal

Make = Callable[..., Journal]
NO_BLOG = '  - blog:\n      blog_dir: journal\n      post_url_format: "{file}"\n'
MARKED = "".join(f"<!-- {name} -->\n\n" for name in ("steps", "questions", "progress", "review"))
FILES = {
    "docs/marked.md": f"# Marked\n\n{MARKED}",
    "docs/goals.md": "# Goals\n\n- [x] Model: [it](code:students/models.py#Student)\n- [ ] Open\n",
    "docs/journal/log.md": "# Log\n\n## 2025-09-02 21:14 At night\n\nA note that is kept.\n",
    "docs/journal/posts/a.md": "---\ndate: 2025-09-01\ntags: [a]\n---\n# An entry\n\n- [ ] ? Why\n",
    "docs/steps/book/index.md": "# A guide\n\n<!-- steps -->\n",
    "docs/steps/book/01-a.md": '# A step\n\n```python {data-from="students/models.py#Student"}\n```\n',
}
SAID = (
    "Without Material's blog, the entries are pages and no more: they have no list, no archive and no feeds. "
    "With 'theme: material' in mkdocs.yml, add '- blog' below plugins.\n"
)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_pages_build_under_a_theme_of_mkdocs(journal: Make, theme: str) -> None:
    config = CONFIG.replace(NO_BLOG, "").replace("  name: material\n  font: false\n", f"  name: {theme}\n")
    made = journal({"mkdocs.yml": config, **FILES})
    built = made.run("build", "--no-live")
    assert (built.status, built.err) == (0, SAID)
    text = {
        path: re.sub(r"<[^>]+>", "", data.decode()) for path, data in made.files().items() if ".html" in path
    }
    assert "A note that is kept." in text["journal/posts/2025-09-02-2114/index.html"]
    assert "class Student(models.Model):" in text["steps/book/01-a/index.html"]
    assert "proven: its code is there" in text["goals/index.html"]
    assert "Goals done" in text["marked/index.html"]
    assert made.run("check", "--no-exec").status == 0
