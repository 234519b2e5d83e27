"""Coding by hand against the dictionary."""
