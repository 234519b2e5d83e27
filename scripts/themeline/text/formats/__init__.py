"""The text of a file, a module a kind: HTML, Markdown, PDF, Word. A new kind is named in `text.extract`."""
