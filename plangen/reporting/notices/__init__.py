"""Results of the commands about notices, in words."""
