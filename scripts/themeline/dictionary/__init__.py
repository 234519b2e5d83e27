"""The dictionary: themes, the patterns that look for them, and the mentions found in a document.

Here: the model (`codebook`), its files (`codebook_files`), those of other software (`formats`), how a pattern is
written (`patterns`, `wildcards`), what is wrong with one (`lint`), the guide of those who code by hand (`guide`), the
reference matcher (`mentions`), keyword in context (`kwic`). A new dictionary format goes into `formats`, a new rule
of matching into `mentions` and then into `corpus/engine`; docs/matching-rules.md lists them.

May import: errors, io, text.
Others take: `read_codebook`, `Codebook`, `find_mentions`, `keyword_in_context`.
"""
