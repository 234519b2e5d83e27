"""The rules of `dictionary.mentions` compiled, for many documents; only `corpus` imports it."""
