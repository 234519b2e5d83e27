"""A file of any kind becomes a document: its text, blocks, sentences and tokens, as tables of offsets."""
