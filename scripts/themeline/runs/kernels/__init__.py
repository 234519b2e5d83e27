"""Kernels of a run."""
