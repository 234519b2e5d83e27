"""The rules of `dictionary.mentions` compiled (numba), for many documents; README.md here follows a text through.

May import: text, dictionary. Only `corpus` imports this.
"""
