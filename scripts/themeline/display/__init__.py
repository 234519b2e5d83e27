"""What notebooks show to people: tables, controls, and the notebook's own parameters.

Here: what was found, in sentences (`answer`), tables (`tables`), controls to explore themes and events (`explore`),
the notebook at work (`notebook`).

May import: errors, io, text, dictionary, events, measures, provenance, figures, pages.
Others take: `Answer`, `Table`, `explore`, `this_notebook`.
"""
