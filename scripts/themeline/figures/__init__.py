"""Figures: drawn, described, exported, checked for print.

Here: drawings, one module each (`charts/`), what these are drawn with (`drawing`, fonts: `letters`, sizes and
colours: `styles`) and what several share (`elements`, `sections`, `tints`, `chance`; places of the timeline:
`timeline_layout`), words about them (`captions`, `corpus_captions`), each figure whole (`plots`, `figure`), its files
(`export`, `embed`, fonts in them: `typeface`), links of marks (`links`), the rules of print (`print_check`). A new
figure is a module in `charts/`, words in `captions`, and a function in `plots`.

May import: errors, io, text, dictionary, corpus, events, measures, validity, provenance.
Others take: `plot_...`, `Figure`, `export_figure`.
"""
