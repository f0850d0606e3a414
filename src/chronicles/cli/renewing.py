"""What `upgrade --package` does: another version of a package in the lock of a journal."""

from collections.abc import Sequence

import click

from chronicles.problems import Refused
from chronicles.upgrading.package_index import PackageIndex
from chronicles.upgrading.package_lock import PackageLock
from chronicles.upgrading.package_metadata import installed_needs, wheel_needs
from chronicles.upgrading.package_renewal import Renewal, conflicts, read_wish, renewed


def renew_packages(lock: PackageLock, names: Sequence[str], index: PackageIndex) -> PackageLock:
    """Return the lock with these packages renewed, each `NAME` or `NAME==VERSION`.

    Raises `click.UsageError` for a name that can be none, and `Refused` for what no index has, and for what
    other packages do not take.
    """
    try:
        wishes = [read_wish(name) for name in names]
    except Refused as refused:
        raise click.UsageError(f"{refused.message}. {refused.mend}") from None
    renewal = renewed(lock, wishes, index.files)
    if found := conflicts(renewal.lock, _needs(lock, renewal, index), renewal.chosen):
        mend = "Name a version that all of them take, or renew the others along: --package NAME for each."
        raise Refused("; ".join(found), mend)
    return renewal.lock


def _needs(lock: PackageLock, renewal: Renewal, index: PackageIndex) -> dict[str, list[str]]:
    """What all packages need: of those that are chosen, as one of their wheels says."""
    needs = installed_needs(lock)
    for name, files in renewal.chosen.items():
        wheel = next((file for file in files if file.is_wheel), None)
        needs[name] = list(wheel_needs(index.content(wheel))) if wheel else []
    return needs
