"""Whether what is installed is what is required, and what that requires in turn."""

import pytest

from chronicles.environments.installed_packages import InstalledPackage, listed, unmet
from chronicles.environments.requirement_files import ProjectRequirements

HERE = {
    "django": InstalledPackage("5.2.19", ("asgiref>=3.8", "sqlparse", 'argon2-cffi; extra == "argon2"')),
    "asgiref": InstalledPackage("3.9.1", ('typing-extensions; python_version < "3"',)),
    "sqlparse": InstalledPackage("0.5.3"),
    "ring": InstalledPackage("1.0", ("ring-back",)),
    "ring-back": InstalledPackage("1.0", ("ring", "lost==1")),
    "old": InstalledPackage("1.0", ("a b", "c; sys_platform ~= '1'")),
    "new": InstalledPackage("2.0rc1"),
}


@pytest.mark.parametrize(
    ("requirements", "constraints", "lacking"),
    [
        (("django==5.2.19",), (), ()),
        (("Django>=5",), ("django<6", "flask<3"), ()),
        (("django<5",), (), ("django<5",)),
        (("django",), ("asgiref<3.9",), ("asgiref<3.9",)),
        (("django[argon2]",), (), ("argon2-cffi",)),
        (("flask", "django"), (), ("flask",)),
        (('flask; sys_platform == "win32"',), (), ()),
        (("ring",), (), ("lost==1",)),
        (("old",), (), ()),
        (("new>=2.0rc1",), (), ()),
    ],
)
def test_versions_extras_and_all_that_follows_count(
    requirements: tuple[str, ...], constraints: tuple[str, ...], lacking: tuple[str, ...]
) -> None:
    assert unmet(ProjectRequirements(requirements, constraints), HERE) == lacking


def test_of_many_names_a_few_are_told() -> None:
    assert listed("cab") == "a, b, c"
    assert listed(map(str, range(12))) == "0, 1, 10, 11, 2, 3, 4, 5, 6 and 3 more"
