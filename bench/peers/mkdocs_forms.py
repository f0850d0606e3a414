"""How the journal is written for the engines that read `mkdocs.yml`: ours, Material and Zensical."""

from abc import abstractmethod

from bench.peers.corpus import Corpus, Entry, Guide
from bench.peers.engine import Engine, body

SETTINGS = """\
site_name: Bench
site_url: https://example.org/
theme: {{name: material, font: false}}
plugins:
  - search
  - blog:
      blog_dir: journal
      post_url_format: "{{file}}"
      authors: false
      archive_date_format: MMMM yyyy
      archive_url_date_format: yyyy/MM
      pagination_per_page: 10
      post_excerpt: optional
      draft_if_future_date: false
  - tags
  - {last_plugin}
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - tables
  - toc: {{permalink: true}}
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tasklist: {{custom_checkbox: true}}
"""
PAGES = {
    "docs/index.md": "# Home\n\nHello.\n",
    "docs/journal/index.md": "# Journal\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
}


class MkdocsEngine(Engine):
    """The blog plugin's folders, front matter in YAML, the title as the first heading."""

    posts, pages = "docs/journal/posts", "docs/guides"
    fence = "```python"

    @abstractmethod
    def last_plugin(self) -> str:
        """One more plugin of `mkdocs.yml`, in YAML."""

    def settings(self, corpus: Corpus) -> dict[str, str]:
        return {"mkdocs.yml": SETTINGS.format(last_plugin=self.last_plugin()), **PAGES}

    def entry_text(self, entry: Entry) -> str:
        tags = ", ".join(entry.tags)
        head = f"---\ndate: {entry.day}\ntags: [{tags}]\ncategories: [{entry.category}]\n---\n"
        shown = self.fence.format(number=entry.shown)
        return f"{head}\n# {entry.title}\n\n{body(entry, fence=shown)}"

    def guide_text(self, guide: Guide) -> str:
        return f"# {guide.title}\n\n{guide.text}\n"
