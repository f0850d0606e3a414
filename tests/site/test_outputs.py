"""What a site has beside the pages that MkDocs writes."""

import gzip
from pathlib import Path

from chronicles.disk.cache import Store
from chronicles.live.bundle import DemoBundle
from chronicles.site.features.outputs import write_outputs


def test_the_packed_sitemap_says_neither_when_nor_where_it_was_made(tmp_path: Path) -> None:
    """Until 3.12, Python's own `gzip.compress` says on which system."""
    (tmp_path / "sitemap.xml").write_bytes(b"<urlset/>")
    bundle, store = DemoBundle({}, {}, "", {}), Store(tmp_path / "store")
    write_outputs(tmp_path, "https://example.org/", "en", [], bundle, store, lambda source, path: None)
    packed = (tmp_path / "sitemap.xml.gz").read_bytes()
    assert packed[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    assert gzip.decompress(packed) == b"<urlset/>"
