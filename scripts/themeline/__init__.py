"""Turn a security essay into figures a reader can check.

What a notebook of your own needs, as ``import themeline as tl``: read a text and a dictionary, find mentions,
measure, compare, draw, save. Each name is imported when it is first used, so that importing Themeline costs nothing.
`docs/api.md` describes them, and `docs/reference-python.md` lists them all.

    >>> import themeline as tl
    >>> document = tl.read_document("seeds/essay.txt")
    >>> codebook = tl.read_codebook("seeds/themes.yaml")
    >>> mentions = tl.find_mentions(document, codebook)
    >>> figure = tl.plot_themes(document, codebook, mentions)
    >>> [file.name for file in figure.save(folder)]
    ['themes.svg', 'themes.pdf', 'themes.png', 'themes.csv', 'themes.md', 'themes-narrow.svg']
"""

from importlib import import_module
from typing import Any

# The public names, each with the module that it is from. `__init__.pyi` says the same to editors.
_PUBLIC = {
    name: f"themeline.{module}"
    for module, names in (
        line.split(": ")
        for line in """
errors: InputError
io.names: split_names
text.document: BODY Document parse_document read_document
text.blocks: ROLES
dictionary.codebook: Codebook Theme
dictionary.codebook_files: read_codebook
dictionary.mentions: find_mentions
dictionary.kwic: keyword_in_context mentions_in_context
corpus.count: count
corpus.choice: choose_documents
corpus.reference: Corpus read_corpus
events.chronology: Chronology choose_events read_chronology tell_strands
measures.document: outside_themes section_measures theme_measures theme_pairs
measures.parallel: parallel_table
measures.words: read_stopwords section_keyness word_frequencies
measures.corpus: corpus_keyness document_pairs group_rates nearest_documents percentile_ranks period_rates
validity.coding_sheets: read_sheets sheet_table
validity.scores: errors_in found_by overall_scores scores_by_part theme_scores
validity.baselines: baseline_scores
validity.estimates: corpus_estimates corrected_group_rates corrected_period_rates corrected_measures is_sample_of
validity.sensitivity: pattern_effects rank_stability
figures.figure: Figure
figures.links: with_addresses
figures.plots.corpus: plot_corpus_groups plot_corpus_keyness plot_corpus_nearest plot_corpus_place
figures.plots.corpus: plot_corpus_time plot_corpus_together
figures.plots.events: plot_timeline
figures.plots.themes: plot_themes plot_themes_in_text plot_themes_together
figures.plots.validity: plot_ranks plot_validity
figures.plots.words: plot_keyness plot_words
pages.corpus: write_corpus_pages
pages.tables: event_table mention_table sentence_table write_pages
display.answer: Answer
display.tables: Table
display.explore: explore
display.notebook: this_notebook
""".strip().splitlines()
    )
    for name in names.split()
}

__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'themeline' has no attribute '{name}'")
    try:
        value = getattr(import_module(_PUBLIC[name]), name)
    except ModuleNotFoundError as error:
        from themeline.io.optional import missing_extra

        if extra := missing_extra(error, f"themeline.{name}"):
            raise extra from None
        raise
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
