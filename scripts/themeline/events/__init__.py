"""Dated events: their model, import and export, and passages that tell a date."""
