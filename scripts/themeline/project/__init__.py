"""The collection itself."""
