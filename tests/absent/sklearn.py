"""Not there for commands under test, as it is not for a user: only tests need it."""

raise ImportError("only the tests have this package")
