"""Notebooks executed and published as a whole; verified, traced, compared."""
