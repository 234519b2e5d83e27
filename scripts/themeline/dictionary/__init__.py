"""The dictionary: themes and their patterns, formats of other software, and the mentions found in a document."""
