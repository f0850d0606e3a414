"""The files of a site that say what it carries of others: the page, and the text of each license."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url

from chronicles.disk.cache import Store
from chronicles.licenses.license_cache import kept
from chronicles.live.demos import DemoBundle
from chronicles.problems import Place, Problem
from chronicles.site.features.license_page import URI, license_page
from chronicles.site.features.site_content import SiteContent
from chronicles.site.material.icon_sets import icon_sets
from chronicles.site.offline.offline_files import WORKER


def add_licenses(
    files: Files, config: MkDocsConfig, content: SiteContent, bundle: DemoBundle, store: Store
) -> list[Problem]:
    """Add the page and the texts to the files of a site, and return what is in their place.

    The texts are kept in `store` from build to build.

    What the live demos have of others is known with them, and the texts of that are among their files.
    """
    if taken := files.get_file_from_path(URI):
        mend = f"Give it another name, such as {URI.replace('third-party', 'our')}."
        message = "the build writes a page of licenses to this address"
        return [Problem(Place(f"{content.docs}/{taken.src_uri}"), message, mend)]
    icons = icon_sets(config, [reading.front_matter.values for reading in content.readings])
    # The worker is written behind all others, since it names them.
    paths = [*(file.dest_uri for file in files), WORKER, *bundle.files]
    texts = kept(paths, icons, bundle.paths, store)
    page = File.generated(config, URI, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    rows = [*texts, *bundle.components]
    page.content_string = license_page(rows, lambda path: get_relative_url(path, page.url), content.words)
    files.append(page)
    for component, text in texts.items():
        inclusion = InclusionLevel.INCLUDED
        files.append(File.generated(config, component.text, content=text, inclusion=inclusion))
    return []
