"""Numbers about texts: rates and their intervals, keyness, dispersion, co-occurrence.

Here: those of themes in one document (`document`), of words (`words`), of a corpus (`corpus`), how things go together
over documents (`association`), of a text beside its translation (`parallel`), rates, intervals and chance
(`intervals`). A new measure goes here: tables in, tables out, its source cited.

May import: errors, io, text, dictionary, corpus.
Others take: `theme_measures`, `word_frequencies`, `section_keyness`, `group_rates`.
"""
