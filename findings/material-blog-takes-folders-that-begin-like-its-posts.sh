#!/usr/bin/env bash
# Material's blog takes every page below a folder whose name only begins like that of its posts for a post.
#
# Expected: with `blog_dir: blog` and the default `post_dir: "{blog}/posts"`, posts are the pages in
#     `blog/posts/`. A page in `blog/posts-old/` or `blog/postscript/` is an ordinary page.
# Seen (mkdocs-material 9.8.1, mkdocs 1.6.1): the paths are compared without a slash at the end. A page without
#     metadata in `blog/posts-old/` ends the build ("Expected metadata to be defined but found nothing"); one with
#     a date is published as a post, at a post's address and in the list.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mkdocs==1.6.1 mkdocs-material==9.8.1

mkdir -p docs/blog/posts docs/blog/posts-old
cat >mkdocs.yml <<'YAML'
site_name: A blog
theme: {name: material, font: false}
plugins: [blog]
YAML
echo "# Home" >docs/index.md
echo "# Blog" >docs/blog/index.md
printf -- '---\ndate: 2025-08-29\n---\n\n# A post\n\nText.\n' >docs/blog/posts/a.md
printf -- '---\ndate: 2024-01-05\n---\n\n# An old page\n\nText.\n' >docs/blog/posts-old/b.md

build() { venv/bin/mkdocs build --quiet >log 2>&1; }

build
[ -f site/blog/2024/01/05/an-old-page/index.html ]
[ ! -e site/blog/posts-old ]
grep -q "An old page" site/blog/index.html
echo "a page of posts-old/ is a post"

echo "# An old page" >docs/blog/posts-old/b.md
if build; then exit 1; fi
grep -q "Expected metadata to be defined but found nothing" log
echo "and without metadata it ends the build"
