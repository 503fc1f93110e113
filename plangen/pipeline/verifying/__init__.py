"""What a printed paper or a file is."""
