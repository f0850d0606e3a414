"""The journal on disk: what `mkdocs.yml` says, the pages, the patches, what goals rest on."""
