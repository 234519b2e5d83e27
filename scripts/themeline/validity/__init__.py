"""What coders coded, against what the dictionary finds.

Here: coding sheets (`coding_sheets`) and who coded them (`coders`), those of other programs (`exchange`, `qda`) and
from one format to another (`convert`), precision, recall, F1 and agreement (`scores`), these as text (`report`), what
one would get without a dictionary (`baselines`), a classifier that learns from sheets (`learn`), rates corrected for
errors (`misclassification`), results under other dictionaries (`sensitivity`).

May import: errors, io, text, dictionary, measures.
Others take: `read_sheets`, `theme_scores`, `errors_in`, `rank_stability`.
"""
