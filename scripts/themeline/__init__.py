"""Turn a security essay into figures a reader can check."""
