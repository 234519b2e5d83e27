"""What coders coded, against what the dictionary finds.

Here: coding sheets (`coding_sheets`) and who coded them (`coders`), those of other programs (`exchange`, `qda`) and
from one format to another (`convert`), sentences drawn at random (`sampling`), how many more to code (`planning`),
precision, recall, F1 and agreement (`scores`), these as text (`report`), what one would get without a dictionary
(`baselines`), a classifier that learns from sheets (`learn`), rates corrected for measured errors
(`misclassification`), and by a sample, whatever the errors are (`design` the method, `estimates` the tables), results
under other dictionaries (`sensitivity`). The validation report: what it is made of (`material`, `tally`), the demands
and numbers (`evidence`), the answers (`answers`), a paragraph on methods (`paragraph`), and its works (`references`).

May import: errors, io, text, dictionary, corpus, measures.
Others take: `read_sheets`, `theme_scores`, `errors_in`, `rank_stability`.
"""
