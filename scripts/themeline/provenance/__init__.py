"""What a run read and wrote."""
