"""Each figure whole, a module a matter: from tables, its drawing with title, caption, text alternative and data.

What every function takes: ``width`` of the figure, "single" (89 mm), "onehalf" (120 mm), "report" (160 mm), "double"
(183 mm) or millimetres; ``style``, "print", "screen" or "dark". What every one gives: a `Figure`, to show or to save.
"""
