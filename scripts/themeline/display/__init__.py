"""What notebooks show to people."""
