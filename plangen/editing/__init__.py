"""Changes of YAML that somebody wrote by hand: what is meant, and not a byte more."""
