"""Dated events: their model, their files, and passages of a text that give a date.

Here: events and their quotes (`chronology`), dates in EDTF (`edtf_dates`), dates as texts write them
(`date_points`, and with what stands around them `date_grammar`), by the words of a language (`date_rules`, and
`dates_en`, `dates_ru`, `dates_zh`, `dates_fr`, `dates_es`), drafts from a text (`date_finder`), tables
(`tables`), other formats in (`readers`) and out (`writers`), one into another (`convert`). A new format of events
goes into `readers` and `writers`, a way to write a date into the module of its language. A new language is a new
module, named in `LANGUAGES` of `date_grammar`.

May import: errors, io, text, dictionary.
Others take: `read_chronology`, `choose_events`, `find_dates`, `date_words`.
"""
