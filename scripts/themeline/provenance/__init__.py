"""What a run was made from and what it wrote, by content hashes.

Here: notebooks as files (`notebook`), parameters that name files (`file_parameters`), where a figure came from
(`fingerprint`), which of the package's modules a notebook reaches (`code_hash`), receipts and what has changed since
(`receipts`), files held to their receipts (`checked`) and the states they are in (`states`), receipts as an RO-Crate
(`ro_crate`).

May import: errors, io.
Others take: `made_by`, `Receipt`, `read_receipts`, `read_notebook`, `State`.
"""
