"""Where a journal has what: the names that are the same in every one."""

CONFIG = "mkdocs.yml"
CACHE = ".chronicles"
REPLIES = ".replies"  # beside the folder of the entries
RECORDS = f"{CACHE}/store/records"  # what was made in earlier runs, by what it was made from
