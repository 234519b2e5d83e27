"""The drawings, a module each: `draw_...` takes plain tables and gives a matplotlib figure."""
