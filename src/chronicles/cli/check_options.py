"""The options of `check`, some of which other commands have, too."""

import click

TEXT = "text"
FORMATS = ("json", "sarif", "github")  # those of `chronicles.proof.result_formats`

changed_option = click.option(
    "--changed",
    "base",
    metavar="BASE",
    help="Prove only what may be otherwise since the branch left BASE, a revision of git; "
    "what is not committed counts, too.",
)
project_option = click.option(
    "--project",
    metavar="SRC",
    type=click.Path(exists=True, file_okay=False),
    help="The folder that PAGES quote. They may then be any Markdown: no journal and no settings are needed.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice([TEXT, *FORMATS]),
    help="Answer in words (text), as JSON, as SARIF, or as annotations of GitHub Actions.",
)
watch_option = click.option(
    "--watch", is_flag=True, help="Stay, and check again at each save: tell what is new, and what is mended."
)
json_option = click.option("--json", "is_json", is_flag=True, help="The same as --format json.")


def format_of(form: str | None, *, is_json: bool) -> str:
    """Return the name of the form that the options mean. Raises `click.UsageError` where they are two."""
    if is_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} are two forms. Keep one of them.")
    return "json" if is_json else form or TEXT
