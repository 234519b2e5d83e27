"""Files: bytes, tables and YAML of a bounded size, written whole or not at all, and where inputs are looked for."""
