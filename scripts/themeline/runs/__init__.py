"""Notebooks run and published as a whole; their figures verified, traced, compared.

Here: what runs on which text (`plan`), values given to it (`given`), the run (`runner`, `execution`, `staging`,
kernels in `kernels/`; one that waits with all imported: `ready`), the page of all figures (`index_page`), what CI is
given (`ci_reports`), figures against their receipts (`verify`, `trace`, `rerun`), two runs side by side (`diff`). It
knows nothing of themes but the columns that `diff` compares and what `plan` asks of coding sheets.

May import: errors, io, text, dictionary, events, measures, validity, provenance, figures, pages.
Others take: `plan_run`, `run_batches`, `verify_folder`, `trace`, `compare_folders`.
"""
