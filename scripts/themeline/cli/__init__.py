"""The `themeline` command: one module a command."""
