"""What knows the insides of Material for MkDocs: its templates and its blog."""
