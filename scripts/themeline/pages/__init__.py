"""Pages to read in a browser: the text with its marks, the figures, the documents of a corpus.

Here: the reader page (`reader`, `marked`), the page of all figures (`index`), documents (`corpus`), a text beside its
translation (`parallel`), the pages for coding by hand (`coding`), the validation report (`validity`; for Word and
LaTeX `validity_files`), what all share (`page`), tables and linked data beside them (`tables`, `linked_data`), and
templates, styles and scripts.

May import: errors, io, text, dictionary, corpus, events, measures, validity, provenance, figures.
Others take: `reader_page`, `write_pages`, `index_page`, `coding_page`.
"""
