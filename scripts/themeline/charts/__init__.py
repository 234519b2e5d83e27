"""The figures: one module a figure, and the style that they share."""
