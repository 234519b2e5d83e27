"""What notebooks show to people: tables, controls, and the notebook's own parameters.

Here: tables (`tables`), controls to explore themes and events (`explore`), the notebook at work (`notebook`).

May import: errors, io, text, dictionary, events, measures, provenance, figures, pages.
Others take: `Table`, `explore`, `this_notebook`.
"""
