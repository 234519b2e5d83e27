"""Many documents: where they are, how they are read, counted, by threads, processes or a cluster."""
