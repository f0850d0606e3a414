"""Eleventy, with its plugins for highlighting and feeds; it has no search of its own.

An index of ten a page, tags, categories, the months as an archive, previous and next, a feed of twenty
entries, highlighting at build time. What is deleted stays in its site, as it never takes a page away.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from bench.peers.corpus import Corpus, Entry, Guide
from bench.peers.engine import Engine, body
from bench.peers.packages import node_packages

PINS = (
    "@11ty/eleventy@3.1.8",
    "@11ty/eleventy-plugin-rss@3.0.0",
    "@11ty/eleventy-plugin-syntaxhighlight@5.0.2",
)
SETTINGS = """\
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";

const MORE = "<!-- more -->";
const grouped = (key) => (collections) => {
  const groups = new Map();
  for (const entry of collections.getFilteredByGlob("src/journal/*.md").reverse())
    for (const name of key(entry)) groups.set(name, [...(groups.get(name) ?? []), entry]);
  return [...groups].map(([name, entries]) => ({ name, entries }));
};
// One page for each ten entries of each group.
const paged = (key) => (collections) => grouped(key)(collections).flatMap(({ name, entries }) =>
  Array.from({ length: Math.ceil(entries.length / 10) }, (_, page) => (
    { name, page, entries: entries.slice(10 * page, 10 * page + 10) })));

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.addPlugin(feedPlugin, {
    type: "rss", outputPath: "/feed.xml", collection: { name: "journal", limit: 20 },
    metadata: { language: "en", title: "Bench", subtitle: "", base: "https://example.org/",
      author: { name: "Ada" } },
  });
  config.addCollection("journal", (all) => all.getFilteredByGlob("src/journal/*.md"));
  config.addCollection("labels", grouped((entry) => entry.data.labels));
  config.addCollection("labelPages", paged((entry) => entry.data.labels));
  config.addCollection("categoryPages", paged((entry) => [entry.data.category]));
  config.addCollection("monthPages", paged((entry) => [entry.date.toISOString().slice(0, 7)]));
  config.addFilter("opening", (html) => html.split(MORE)[0]);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false };
}
"""
BASE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ title }} - Bench</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
</head>
<body>
<header><a href="/">Bench</a>
<nav><a href="/journal/">Journal</a> <a href="/archive/">Archive</a> <a href="/tags/">Tags</a></nav></header>
<main>{{ content | safe }}</main>
<footer>Bench</footer>
</body>
</html>
"""
ENTRY = """\
---
layout: base.njk
---
<article><h1>{{ title }}</h1>
<p><time datetime="{{ page.date | day }}">{{ page.date | day }}</time></p>
{{ content | safe }}
<ul>{% for label in labels %}<li><a href="/tags/{{ label }}/">{{ label }}</a></li>{% endfor %}</ul>
{% set before = collections.journal | getPreviousCollectionItem(page) %}
{% set after = collections.journal | getNextCollectionItem(page) %}
<nav>{% if before %}<a href="{{ before.url }}">{{ before.data.title }}</a>{% endif %}
{% if after %}<a href="{{ after.url }}">{{ after.data.title }}</a>{% endif %}</nav>
</article>
"""
GUIDE = "---\nlayout: base.njk\n---\n<article><h1>{{ title }}</h1>{{ content | safe }}</article>\n"
ARTICLES = """\
<article><h2><a href="{{ entry.url }}">{{ entry.data.title }}</a></h2>
<p>{{ entry.date | day }}</p>{{ entry.templateContent | opening | safe }}</article>
"""
JOURNAL = f"""\
---
title: Journal
layout: base.njk
pagination: {{data: collections.journal, size: 10, alias: entries, reverse: true}}
permalink: "/journal/{{% if pagination.pageNumber %}}page/{{{{ pagination.pageNumber + 1 }}}}/{{% endif %}}"
---
{{% for entry in entries %}}
{ARTICLES}{{% endfor %}}
<nav>
{{% for href in pagination.hrefs %}}<a href="{{{{ href }}}}">{{{{ loop.index }}}}</a> {{% endfor %}}</nav>
"""
TAGS = """\
---
title: Tags
layout: base.njk
permalink: /tags/
---
{% for label in collections.labels %}<h2><a href="/tags/{{ label.name }}/">{{ label.name }}</a></h2>
<ul>
{% for entry in label.entries %}<li><a href="{{ entry.url }}">{{ entry.data.title }}</a></li>{% endfor %}</ul>
{% endfor %}
"""


def group_pages(title: str, collection: str, folder: str) -> str:
    """The template of the pages of one kind of group."""
    later = "{% if group.page %}page/{{ group.page + 1 }}/{% endif %}"
    return f"""\
---
layout: base.njk
title: {title}
pagination: {{data: collections.{collection}, size: 1, alias: group}}
permalink: "/{folder}/{{{{ group.name | slugify }}}}/{later}"
---
<h1>{{{{ group.name }}}}</h1>
{{% for entry in group.entries %}}
{ARTICLES}{{% endfor %}}
"""


class Eleventy(Engine):
    """`eleventy`, and `eleventy --serve --incremental`."""

    name = "eleventy"
    posts, pages = "src/journal", "src/guides"

    def install(self, cache: Path) -> str:
        self.modules = node_packages(cache / "eleventy", PINS)
        return ", ".join(PINS)

    def settings(self, corpus: Corpus) -> dict[str, str]:
        return {
            "eleventy.config.mjs": SETTINGS,
            "src/_includes/base.njk": BASE,
            "src/_includes/entry.njk": ENTRY,
            "src/_includes/guide.njk": GUIDE,
            "src/index.md": "---\ntitle: Home\nlayout: guide.njk\n---\nHello.\n",
            "src/journal.njk": JOURNAL,
            "src/tags.njk": TAGS,
            "src/tag-pages.njk": group_pages("Tag", "labelPages", "tags"),
            "src/category-pages.njk": group_pages("Category", "categoryPages", "categories"),
            "src/month-pages.njk": group_pages("Archive", "monthPages", "archive"),
        }

    def finish(self) -> None:
        (self.root / "node_modules").symlink_to(self.modules)

    def entry_text(self, entry: Entry) -> str:
        head = {
            "title": entry.title,
            "date": str(entry.day),
            "labels": entry.tags,
            "category": entry.category,
            "layout": "entry.njk",
            "permalink": self.address(entry),
        }
        return front_matter(head) + body(entry)

    def guide_text(self, guide: Guide) -> str:
        return front_matter({"title": guide.title, "layout": "guide.njk"}) + f"{guide.text}\n"

    def site(self) -> Path:
        return self.root / "_site"

    def build(self) -> list[str]:
        return ["node", str(self.modules / "@11ty/eleventy/cmd.cjs"), "--quiet"]

    def serve(self, port: int) -> list[str]:
        return [*self.build(), "--serve", "--incremental", f"--port={port}"]


def front_matter(head: Mapping[str, object]) -> str:
    """YAML, of which JSON values are a part."""
    return "\n".join(
        ["---", *(f"{name}: {json.dumps(value)}" for name, value in head.items()), "---", "", ""]
    )
