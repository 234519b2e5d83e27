"""The collection as a whole: checked, made anew for another text, served to a browser.

Here: all that can be checked without running (`checks`), a new collection (`scaffold`), pages made anew as seeds
change (`dev_server`).

May import: errors, io, text, dictionary, events, measures, validity, provenance, figures, pages, runs.
Others take: `check_project`, `new_collection`.
"""
