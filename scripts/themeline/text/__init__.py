"""A file of any kind becomes a document: its text, blocks, sentences and tokens, as tables of offsets.

Here: what a token is (`tokens`), headings and paragraphs (`blocks`), where a sentence ends (`sentences`), all parts
of a text as plain lists (`parts`), the text of a file (`extract`, `extracted`, one module a kind of file in
`formats/`), its language, what is known about it (`metadata`), the document itself, which sentences of two documents
say the same (`alignment`), and how counts and lists are written in sentences (`wording`). A new file format is a
module in `formats/`, named in `extract`.

May import: errors, io.
Others take: `read_document`, `Document`, `BODY` and `ROLES`.
"""
