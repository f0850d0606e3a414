#!/usr/bin/env bash
# How the beginning of a post looks in a list of Material's blog depends on the lists that were made before.
#
# Expected: the same post gives the same HTML in each list, but for relative links.
# Seen (mkdocs-material 9.8.2): the post is rendered again for each list by one Markdown engine that is never reset, so
#     the extension footnotes takes the reference for another one of the same note: its id is `fnref:1` in the first
#     list, `fnref2:1` in the second and `fnref3:1` in the third. A page is another one with one category more.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mkdocs==1.6.1 mkdocs-material==9.8.2
mkdir -p docs/blog/posts
cat >mkdocs.yml <<'YAML'
site_name: Journal
theme: {name: material, font: false}
plugins: [blog]
markdown_extensions: [footnotes]
YAML
printf '# Home\n' >docs/index.md
printf '# Blog\n' >docs/blog/index.md
printf -- '---\ndate: 2025-08-29\ncategories: [One]\n---\n\n# Post\n\nWords.[^1]\n\n[^1]: A note.\n' >docs/blog/posts/post.md
NO_MKDOCS_2_WARNING=1 venv/bin/mkdocs build --quiet
seen=$(grep -rhoE 'id="fnref[0-9]*:1"' site/blog/index.html site/blog/archive site/blog/category | sort | uniq | tr '\n' ' ')
echo "$seen"
[ "$seen" = 'id="fnref2:1" id="fnref3:1" id="fnref:1" ' ]
