"""Numbers about texts: rates, intervals, keyness, dispersion, co-occurrence; of a document and of a corpus."""
