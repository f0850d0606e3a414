"""What knows MkDocs: its configuration, the plugin, building, serving, and what it logs."""
