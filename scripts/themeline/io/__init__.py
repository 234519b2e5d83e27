"""Files: read up to a bounded size, written together or not at all, and found wherever the user is.

Here: bytes, tables and workbooks (`files`), YAML into models (`yaml_models`), where inputs are (`paths`), lists of
names (`names`), files that change together (`atomic`), packages that only some tasks need (`optional`). A new kind
of table or YAML file starts here.

May import: errors.
Others take: `read_text`, `read_record`, `find_file`, `write_together`.
"""
