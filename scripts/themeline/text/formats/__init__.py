"""One module a kind of file: HTML, Markdown, PDF, Word."""
