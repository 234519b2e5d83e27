"""The `themeline` command: a module a command, each thin.

Here: the commands; `main` puts them together, `options` and `output` are what they share. A new command is a module
here, named in `main`. Imports of what a command needs stand inside it, so that `--help` answers at once.

May import: errors, io, text, dictionary, corpus, events, measures, validity, provenance, figures, pages, display,
runs, project.
Others take: nothing.
"""
