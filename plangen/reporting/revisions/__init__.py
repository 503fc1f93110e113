"""Results of the commands about revisions, in words."""
