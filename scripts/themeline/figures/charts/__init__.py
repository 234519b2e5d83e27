"""One module a figure: `draw_...` takes plain tables and gives a matplotlib figure."""
