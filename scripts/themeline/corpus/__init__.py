"""Many documents: where they are, how they are read, how they are counted.

Here: paths into chunks of work (`locate`), the documents of a chunk (`readers`), counts a row a document (`count`),
by `dictionary.mentions` where there is little to count (`counters`), all chunks by threads, processes or a cluster
(`jobs`), which documents are chosen (`choice`), these split into sentences (`parsed`), documents to compare a text
with (`reference`), and the rules of `dictionary.mentions` compiled (`engine/`, which only this room imports). A new
place or table format of documents goes into `locate` and `readers`.

May import: errors, io, text, dictionary.
Others take: `count`, `read_corpus`, `Corpus`.
"""
