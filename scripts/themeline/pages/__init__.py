"""The pages `reader.html` and `index.html`: static, each in one file, with nothing from elsewhere."""
