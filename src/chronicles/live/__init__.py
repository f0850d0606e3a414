"""The live demo: packs of the project's states, Pyodide, and what runs in the reader's browser."""
