"""What `mkdocs.yml` says of where a site is published, through MkDocs."""

from dataclasses import dataclass
from pathlib import Path

from chronicles.site.mkdocs.config import opened


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """Where readers find the site (`site_url`), the target below the plugin, `""` for none, and the branch.

    `remote` and `branch` are MkDocs' own `remote_name` and `remote_branch`, by which `mkdocs gh-deploy` goes;
    `post_url_format` is the blog's, `""` without one.
    """

    url: str
    target: str
    remote: str
    branch: str
    site: Path
    post_url_format: str = ""


def read_publish_settings(root: Path) -> PublishSettings:
    """Read `mkdocs.yml` in `root`. Raises `Unusable`."""
    with opened(root) as config:
        plugin, blog = config.plugins["chronicles"], config.plugins.get("material/blog")
        return PublishSettings(
            str(config.site_url or ""),
            str(plugin.config["publish"]),
            str(config.remote_name),
            str(config.remote_branch),
            Path(config.site_dir),
            str(blog.config.post_url_format) if blog else "",
        )
