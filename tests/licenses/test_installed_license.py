"""What installed packages say of their licenses, in all the ways in which metadata has said it."""

from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from chronicles.licenses.installed_license import file_of, license_of, source_of, texts_of


def installed(folder: Path, head: str = "", files: dict[str, str] | None = None) -> Distribution:
    """A package with this in its metadata, and these files beside it."""
    info = "thing-1.0.dist-info"
    files = {
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: thing\nVersion: 1.0\n{head}\n",
        **(files or {}),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / info / "RECORD").write_text("".join(f"{name},,\n" for name in files), "utf-8")
    return PathDistribution(folder / info)


@pytest.mark.parametrize(
    ("head", "license_"),
    [
        ("License-Expression: MIT OR Apache-2.0\nLicense: something else", "MIT OR Apache-2.0"),
        ("License: BSD-3-Clause", "BSD-3-Clause"),
        ("License: MIT License", "MIT"),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
        (
            "License: A text\n        of lines\nClassifier: License :: OSI Approved :: BSD License",
            "BSD License",
        ),
        ("Classifier: License :: OSI Approved :: Apache Software License", "Apache-2.0"),
        (
            "Classifier: License :: OSI Approved :: MIT License\n"
            "Classifier: License :: OSI Approved :: Python Software Foundation License",
            "MIT AND PSF-2.0",
        ),
        ("Classifier: Framework :: Django", "not said"),
    ],
)
def test_the_license_is_what_the_metadata_names(tmp_path: Path, head: str, license_: str) -> None:
    assert license_of(installed(tmp_path, head)) == license_


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("Project-URL: Source Code, https://a.org\nHome-page: https://b.org", "https://a.org"),
        ("Project-URL: Repository, https://a.org\nProject-URL: Homepage, https://b.org", "https://a.org"),
        ("Project-URL: Homepage, https://b.org", "https://b.org"),
        ("Home-page: https://b.org", "https://b.org"),
        ("Project-URL: without a comma", ""),
        ("", ""),
    ],
)
def test_the_source_is_where_the_metadata_says(tmp_path: Path, head: str, address: str) -> None:
    assert source_of(installed(tmp_path, head)) == address


def test_the_texts_are_those_of_the_metadata_and_those_beside_code_that_is_carried(tmp_path: Path) -> None:
    info = "thing-1.0.dist-info"
    files = {
        f"{info}/licenses/LICENSE": "A\r\n",
        f"{info}/licenses/deep/LICENSE_APACHE": "B",
        f"{info}/COPYING.txt": "C",
        f"{info}/entry_points.txt": "no license",
        "thing/vendor/LICENSE-SELECT2.md": "D",
        "thing/left_out/LICENSE": "E",
        "thing/license.py": "a module",
        "thing/icons/license.svg": "a picture",
        "thing/licensed.txt": "a list",
    }
    package = installed(tmp_path, files=files)
    assert texts_of(package, lambda path: "left_out" not in path) == {
        "licenses/LICENSE": "A\n",
        "licenses/deep/LICENSE_APACHE": "B",
        "COPYING.txt": "C",
        "thing/vendor/LICENSE-SELECT2.md": "D",
    }
    assert len(texts_of(package)) == 3
    assert file_of(package, "thing/left_out/LICENSE") == "E"


def test_a_text_that_is_gone_is_left_out_and_other_metadata_lists_files_otherwise(tmp_path: Path) -> None:
    info = "thing-1.0.dist-info"
    package = installed(tmp_path, files={f"{info}/LICENSE": "A", f'{info}/AUTHORS-a,b "c"': "B"})
    listed = f'{info}/LICENSE,,\n"{info}/AUTHORS-a,b ""c""",,\n{info}/COPYING,,\n'
    (tmp_path / info / "RECORD").write_text(listed)
    assert texts_of(package) == {"LICENSE": "A", 'AUTHORS-a,b "c"': "B"}
    (tmp_path / info / "RECORD").unlink()
    assert texts_of(package) == {}
    (tmp_path / info / "SOURCES.txt").write_text(f"{info}/LICENSE\n")
    assert texts_of(package) == {"LICENSE": "A"}
