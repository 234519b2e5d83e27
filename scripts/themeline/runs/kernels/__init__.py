"""The kernels of a run: forked from one process that has imported what notebooks need, or started the plain way."""
