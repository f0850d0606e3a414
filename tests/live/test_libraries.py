"""Which packages a demo takes along, and what of them."""

import sys

import pytest

from chronicles.live.libraries import Environment, Trim, declared, package_files, shared, zone_files

TRIM = Trim(frozenset({"en", "de"}), frozenset({"Africa/Lagos"}), frozenset({"admin/css/base.css"}))


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("django/db/models/base.py", True),
        ("django/contrib/admin/templates/admin/base.html", True),
        ("django/contrib/sites/models.py", True),
        ("django/contrib/gis/models.py", False),
        ("django/db/backends/oracle/base.py", False),
        ("django/db/backends/sqlite3/base.py", True),
        ("django/conf/app_template/models.py-tpl", False),
        ("django/conf/locale/en/LC_MESSAGES/django.mo", True),
        ("django/conf/locale/en/LC_MESSAGES/django.po", False),
        ("django/conf/locale/de/formats.py", True),
        ("django/conf/locale/fr/formats.py", False),
        ("django/conf/locale/__init__.py", True),
        ("django/contrib/admin/static/admin/css/base.css", False),
        ("somebody/static/of_no_site.txt", True),
        ("tzdata/zoneinfo/UTC", True),
        ("tzdata/zoneinfo/Africa/Lagos", True),
        ("tzdata/zoneinfo/Africa/__init__.py", True),
        ("tzdata/zoneinfo/Europe/Berlin", False),
        ("yaml/_yaml.cpython-311-x86_64-linux-gnu.so", False),
        ("django/__pycache__/shortcuts.cpython-311.pyc", False),
        ("__pycache__/six.cpython-311.pyc", False),
        ("django-5.2.19.dist-info/RECORD", False),
        ("../../../bin/django-admin", False),
    ],
)
def test_what_a_demo_never_opens_stays_at_home(path: str, kept: bool) -> None:
    assert TRIM.keeps(path) is kept


def test_the_packages_are_those_that_the_project_says_it_requires() -> None:
    text = b"# a comment\nDjango==5.2\n-r other.txt\n\n  psycopg[binary] ; python_version > '3'\nx>1 # y\n"
    assert declared({"requirements.txt": text, "other.txt": b"z"}) == ["django", "psycopg", "x", "z"]
    assert declared({"pyproject.toml": b"[project]\ndependencies = ['y']"}) == ["y"]
    assert declared({}) == declared({"requirements.txt": b"-e ."}) == []


def test_a_package_in_two_versions_is_in_two_groups() -> None:
    users = {"1": frozenset({"a==1", "b==1"}), "2": frozenset({"a==1", "b==2"})}
    assert {frozenset({"a==1"}), frozenset({"b==1"}), frozenset({"b==2"})} == set(shared(users))


def test_a_package_brings_what_it_requires_but_not_its_extras() -> None:
    needed = Environment(sys.path).needed(["Django"], ["whitenoise.middleware.WhiteNoiseMiddleware", "shop"])
    assert {"django", "asgiref", "sqlparse", "whitenoise", "tzdata"} == needed


def test_what_is_required_and_compiled_cannot_come_along() -> None:
    needed = Environment(sys.path).needed(["drf_spectacular"], [])
    assert {"drf-spectacular", "pyyaml", "uritemplate"} <= needed
    assert needed.isdisjoint({"rpds-py", "jsonschema", "referencing", "attrs"})  # the others need the first


def test_the_zones_that_stay_at_home_can_be_fetched() -> None:
    zones = zone_files(Environment(sys.path).packages["tzdata"], TRIM)
    assert {"tzdata/zoneinfo/Europe/Berlin", "tzdata/zoneinfo/CET"} <= zones.keys()
    assert zones.keys().isdisjoint({"tzdata/zoneinfo/UTC", "tzdata/zoneinfo/Africa/Lagos", "tzdata/zones"})
    assert all(data.startswith(b"TZif") for data in zones.values())


def test_why_a_module_stays_at_home_is_known() -> None:
    environment = Environment(sys.path)
    left_out = environment.left_out(environment.needed(["drf_spectacular"], []))
    assert left_out["rpds"] == "rpds-py is compiled, and does not run in a browser"
    assert (
        left_out["jsonschema"]
        == "jsonschema requires rpds-py, which is compiled and does not run in a browser"
    )
    assert left_out["attr"] == "attrs is required by packages alone that do not run in a browser"
    assert "yaml" not in left_out
    for module in ("rpds", "jsonschema", "jsonschema.exceptions"):
        assert environment.why_missing(module) == left_out[module.partition(".")[0]]
    assert [environment.why_missing(module) for module in ("yaml", "django.db", "json", "shop")] == [""] * 4
    assert environment.why_missing("rpds", {"rpds-py"}) == ""


def test_the_files_of_a_package_have_its_name_and_version_with_them() -> None:
    environment = Environment(sys.path)
    files = package_files(environment.packages["django"], TRIM)
    version = environment.packages["django"].version
    label = files[f"{environment.packages['django'].name}-{version}.dist-info/METADATA"].decode()
    assert f"Name: {environment.packages['django'].name}\nVersion: {version}\n" in label
    assert "django/apps/registry.py" in files
    assert not [path for path in files if path.endswith((".po", ".so")) or path.startswith("..")]


def test_packages_that_the_same_states_use_are_one_group() -> None:
    users = {"1": frozenset("ab"), "2": frozenset("abc"), "3": frozenset("abcd"), "4": frozenset("abcd")}
    assert {frozenset("ab"), frozenset("c"), frozenset("d")} == set(shared(users))
    assert shared({}) == []
