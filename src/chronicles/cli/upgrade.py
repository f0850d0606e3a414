"""The command that takes a journal to another version of its generator, and back."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.invocation import program
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.output import fail, out, show_diff
from chronicles.cli.renewing import renew_packages
from chronicles.disk.diffs import unified
from chronicles.disk.paths import is_file
from chronicles.disk.texts import FileText, text_of
from chronicles.disk.writing import Replacement, replace_all, unlike
from chronicles.problems import Place, Refused, visible
from chronicles.starting.generator_source import LOCK, NAMED, generator_files, wheel_files
from chronicles.starting.wheel_file import WheelFile, own_wheel
from chronicles.upgrading import earlier_files
from chronicles.upgrading.change_news import ChangeNews, change_news
from chronicles.upgrading.index_settings import configured
from chronicles.upgrading.journal_generator import WORKFLOW, JournalGenerator, is_carried, read_generator
from chronicles.upgrading.package_lock import read_package_lock
from chronicles.upgrading.upgrade_plan import UpgradePlan, plan_upgrade, workflow
from chronicles.upgrading.wheel_content import WheelContent, read_wheel


@click.command()
@click.argument("wheel", required=False, type=click.Path(path_type=Path))
@click.option("--generator", default="", metavar="ADDRESS", help="Take this version from there, as for init.")
@click.option("--package", "packages", multiple=True, metavar="NAME[==VERSION]", help="Renew this package.")
@click.option("--back", is_flag=True, help="Bring back the files of before the last upgrade.")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def upgrade(
    wheel: Path | None, generator: str, packages: tuple[str, ...], back: bool, dry_run: bool, yes: bool
) -> None:
    """Take the journal to the version of WHEEL, a file; without one, to the version of this program.

    It renews the generator, its packages and the workflow, shows what changes, and touches no page.
    """
    root = journal_folder()
    if not is_carried(root):
        raise click.UsageError(
            f"there is no {NAMED} here, so this journal does not carry its generator along. "
            "Go to one that 'init' has begun; in a clone of Chronicles, 'git pull' renews it."
        )
    if sum(map(bool, (wheel, generator, packages, back))) > 1:
        raise click.UsageError("WHEEL, --generator, --package and --back exclude each other. Name one.")
    if not (dry_run or yes or sys.stdin.isatty()):
        raise click.UsageError("nobody is there to be asked. Add --yes to upgrade, or --dry-run to see what.")
    if back:
        _go_back(root, is_dry=dry_run, is_asked=not yes)
        return
    now = read_generator(root)
    if packages:
        _renew(root, now, packages, is_dry=dry_run, is_asked=not yes)
    else:
        _upgrade(root, now, _content(wheel), generator, is_dry=dry_run, is_asked=not yes)


def _upgrade(
    root: Path, now: JournalGenerator, content: WheelContent, generator: str, *, is_dry: bool, is_asked: bool
) -> None:
    try:
        before = _before(now)
        plan = _plan(now, before, content, generator)
    except Refused as refused:
        raise click.UsageError(f"{refused.message}. {refused.mend}") from None
    news = change_news(before.changes, content.changes)
    title = f"{now.version} to {content.version}"
    if not plan.changes:
        out.print(Text(f"Nothing to upgrade: the journal has {content.version} already"))
        return
    out.print(Text(f"Chronicles {title}", style="bold"))
    _list("Settings that mean something else", [item for item in news if item.is_setting])
    _list("What is new", [item for item in news if not item.is_setting])
    _tell(plan)
    _tell_of_renewed(now, before, content)
    changes = [Replacement(root / path, *data) for path, data in sorted(plan.changes.items())]
    if not is_dry and _write(root, f"the upgrade from {title}", changes, is_asked=is_asked):
        out.print(Text(f"Upgraded {title}. '{program()} check' installs it, and says what it finds"))


def _renew(
    root: Path, now: JournalGenerator, packages: Sequence[str], *, is_dry: bool, is_asked: bool
) -> None:
    """Renew packages of the lock, and nothing else."""
    try:
        lock = renew_packages(now.lock, packages, configured())
    except Refused as refused:
        fail([refused.at(Place(LOCK))])
    before, after = now.files[LOCK], lock.text.encode()
    if lock == now.lock:
        out.print(Text("Nothing to renew: the lock has these versions already"))
        return
    _show(LOCK, before, after)
    title = f"the renewal of {', '.join(packages)}"
    if not is_dry and _write(root, title, [Replacement(root / LOCK, before, after)], is_asked=is_asked):
        out.print(Text(f"Renewed. '{program()} check' installs it, and says what it finds"))


def _content(path: Path | None) -> WheelContent:
    """What the journal is to have; of this program, the wheel that it would be."""
    try:
        if path is None:
            return read_wheel(own_wheel())
        if not is_file(path):
            raise Refused(f"there is no file {str(path)!r}", "Name a wheel that you have.")
        return read_wheel(WheelFile(path.name, path.read_bytes()))
    except Refused as refused:
        raise click.UsageError(f"{refused.message}. {refused.mend}") from None


def _before(now: JournalGenerator) -> WheelContent:
    """What the journal's version would write: that of its wheel, or of this program, which may be it."""
    try:
        return read_wheel(now.wheel or own_wheel())
    except Refused:  # a wheel of a version that had not all of it
        return read_wheel(own_wheel())


def _plan(now: JournalGenerator, before: WheelContent, content: WheelContent, address: str) -> UpgradePlan:
    lock = {LOCK: content.lock.text.encode()}
    generator = generator_files(address) if address else lock | wheel_files(content.wheel, content.version)
    own = {}
    if now.program:
        own[now.program] = (before.program, content.program)
    if current := now.files.get(WORKFLOW):
        of = (workflow(one.workflow, current, now.program) for one in (before, content))
        own[WORKFLOW] = (next(of), next(of))
    return plan_upgrade(now.files, generator, own)


def _tell(plan: UpgradePlan) -> None:
    """Show what changes: for the lock the packages, for programs and workflow the lines."""
    for path, (before, after) in sorted(plan.changes.items()):
        _show(path, before, after)
    for path, (before, after) in plan.kept.items():
        out.print(Text(f"{path} is kept, since it has changes of yours"))
        _show(path, before, after)


def _tell_of_renewed(now: JournalGenerator, before: WheelContent, content: WheelContent) -> None:
    """Name the packages that were renewed by themselves, and that the new version has otherwise."""
    for name, package in now.lock.packages.items():
        given, then = before.lock.packages.get(name), content.lock.packages.get(name)
        if given and then and package.version not in (given.version, then.version):
            out.print(Text(f"{package.line}, which was renewed by itself, becomes {then.version}"))


def _list(heading: str, items: Sequence[ChangeNews]) -> None:
    if items:
        out.print(Text(f"{heading}:"))
    for item in items:
        for line in item.text.splitlines():
            out.print(Text(visible(line)))


def _show(path: str, before: bytes | None, after: bytes | None) -> None:
    if path.endswith(".whl"):
        out.print(Text(f"{'new' if before is None else 'gone':8} {path}"))
        return
    lines = unified(_text(path, before), _text(path, after), path)
    show_diff([visible(line) for line in lines])


def _text(path: str, data: bytes | None) -> FileText | None:
    """A file as it is compared; of the lock, the packages without their hashes."""
    if data is None:
        return None
    return text_of(read_package_lock(data.decode()).shown.encode() if path == LOCK else data, path)


def _write(root: Path, title: str, changes: Iterable[Replacement], *, is_asked: bool) -> bool:
    """Ask, and write all files or none."""
    listed = list(changes)
    if is_asked:
        click.confirm("Write them?", default=True, abort=True)
    try:
        if changed := unlike(listed):
            name = changed[0].path.relative_to(root).as_posix()
            raise Refused(f"{name} was changed meanwhile, so nothing was written", "Run the command again.")
        earlier_files.keep(root, title, listed)
        _replace(listed)
    except Refused as refused:
        fail([refused.at(Place("generator"))])
    return True


def _replace(changes: Sequence[Replacement]) -> None:
    """Make all replacements; where one cannot be made, undo those before it. Raises `Refused`."""
    try:
        replace_all(changes)
    except Refused:
        undone = [Replacement(one.path, one.after, one.before) for one in changes]
        replace_all([one for one in undone if not unlike([one])])
        raise


def _go_back(root: Path, *, is_dry: bool, is_asked: bool) -> None:
    try:
        earlier = earlier_files.kept(root)
        for change in earlier.changes:
            _show(change.path.relative_to(root).as_posix(), change.before, change.after)
        if is_dry:
            return
        if is_asked:
            click.confirm("Write them?", default=True, abort=True)
        _replace(earlier.changes)
    except Refused as refused:
        fail([refused.at(Place("generator"))])
    earlier_files.forget(root)
    out.print(Text(f"Brought back what was before {earlier.title}"))
