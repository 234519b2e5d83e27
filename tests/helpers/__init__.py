"""What several test files use: texts, corpora, figures. Fixtures are in `conftest`."""
