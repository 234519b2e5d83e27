"""Drawing, words about figures, export, checks for print."""
